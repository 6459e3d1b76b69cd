import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.collect.sources.files.rows import FileOptions
from rapport.collect.sources.mapping.document import FileSection, ScoreField
from rapport.collect.sources.mapping.parse import parse_mapping
from rapport.collect.sources.mapping.run import file_options
from rapport.core.errors import UserError


def test_codes_stay_as_they_are_written() -> None:
    mapping = parse_mapping(
        "version: 1\nsource: s\nscore: {column: q, map: {no: 0, 007: 1, 1e3: 2}, missing: [11, '']}\n"
    ).mapping

    assert isinstance(mapping.score, ScoreField)
    assert mapping.score.map == {"no": "0", "007": "1", "1e3": "2"}
    assert mapping.score.missing == ("11", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("source: x", r"the first line of a mapping is `version: 1`"),
        ("version: 2\nsource: x", r"line 1: version: this version of Rapport reads `version: 1`"),
        ("version: 1", r"the field 'source' is missing"),
        ("version: 1\nsource: x\nscroe: A", r"line 3: scroe: there is no field 'scroe' here\. Did you mean 'score'\?"),
        ("version: 1\nsource: x\nconversation_id: A", r"Did you mean 'conversation'\?"),
        ("version: 1\nsource: x\nscore:\n  colum: A", r"line 4: score\.colum: .*'column'"),
        ("version: 1\nsource: x\ninteractions:\n- {kind: a}\n- {kind: b, txt: c}", r"line 5: interactions\[1\]\.txt: .*'text'"),
        ("version: 1\nsource: x\nsource: y", r"line 3: 'source' is written twice"),
        ("version: 1\nsource: a: b", r"line 2: this is not valid YAML"),
        ("- a", r"is not a mapping"),
        ("", r"is not a mapping"),
        ("version: 1\nsource: x\nfile: {header: maybe, formt: csv}", r"line 3: file"),
        ("version: 1\nsource: x\ntraits: {a: {column: b, type: whole}}", r"line 3: traits"),
        ("a: &a [*a]", r"too large"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_to_do(text: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        parse_mapping(text, name="m.yaml")


@given(st.text())
def test_any_text_is_a_mapping_or_a_user_error(text: str) -> None:
    with pytest.raises(UserError):
        parse_mapping(text)


def test_the_file_section_knows_every_option_of_the_readers() -> None:
    assert file_options(FileSection()) == FileOptions()
    assert set(FileSection.__struct_fields__) == set(FileOptions.__dataclass_fields__)
