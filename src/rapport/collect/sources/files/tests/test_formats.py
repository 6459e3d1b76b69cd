from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.collect.sources.files.errors import UnreadableFile
from rapport.collect.sources.files.format import FORMATS, Sample
from rapport.collect.sources.files.opening.find import find_inputs
from rapport.collect.sources.files.read import FileFormat, FileOptions, Limits, inspect_file, read_file
from rapport.collect.sources.files.tests.reading import gather, write
from rapport.core.errors import UserError

README = Path(__file__).parents[1] / "README.md"
SAMPLES = {
    "csv": "id,score\n1,9\n2,8\n",
    "json": '[{"id": 1}, {"id": 2}]',
    "jsonl": '{"id": 1}\n{"id": 2}\n',
    "lines": "good\nnot so good\nI would not come back\n",
    "log": '192.0.2.7 - - [10/Oct/2024:13:55:36 -0700] "GET / HTTP/1.1" 200 5\n',
    "xes": '<log><trace><event><int key="n" value="1"/></event></trace></log>',
}


@pytest.mark.parametrize("format_", FORMATS.values(), ids=list(FORMATS))
def test_every_format_is_documented(format_: FileFormat) -> None:
    assert f"| `{format_.key}` |" in README.read_text()


@pytest.mark.parametrize("key", SAMPLES)
def test_every_text_format_is_known_by_its_content_alone(tmp_path: Path, key: str) -> None:
    facts = inspect_file(write(tmp_path / "nameless", SAMPLES[key]))

    assert facts.format == key


@pytest.mark.parametrize("key", SAMPLES)
def test_the_options_of_the_facts_lead_to_the_same_facts(tmp_path: Path, key: str) -> None:
    path = write(tmp_path / "nameless", SAMPLES[key])
    facts = inspect_file(path)

    again = inspect_file(path, facts.options)

    assert replace(again, warnings=()) == replace(facts, warnings=())


@settings(max_examples=60, deadline=None)
@given(
    content=st.one_of(
        st.binary(min_size=1, max_size=400), st.text(min_size=1, max_size=300).map(lambda text: text.encode("utf-8", "replace"))
    )
)
@pytest.mark.parametrize("key", [None, *FORMATS])
def test_whatever_a_file_holds_it_is_read_or_refused_in_plain_words(
    key: str | None, content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = write(tmp_path_factory.mktemp("any") / "any", content)
    options = FileOptions(format=key, pattern="(?P<text>.*)" if key == "pattern" else None)

    try:
        whole = gather(read_file(path, options))
    except UserError as error:
        said = str(error)
    else:
        said = "It was read."
        assert len(set(whole.numbers) | {bad.row_number for bad in whole.rejects}) <= len(content) + 1
    assert said.endswith(".")


def test_no_format_objects_to_a_sample_of_another(tmp_path: Path) -> None:
    for text in [*SAMPLES.values(), "PAR1", "$FL2", "PK", "\x00", " "]:
        path = write(tmp_path / "a", text)
        try:
            [source] = find_inputs(path, Limits()).inputs
        except UnreadableFile:
            continue
        for format_ in FORMATS.values():
            assert 0.0 <= format_.sniff(Sample(source, FileOptions())) <= 1.0
