"""Files that end early: looking at them works, so that an import stores what is there and says what is missing."""

import gzip
from pathlib import Path

import pytest

from rapport.collect.sources.files.errors import FileEndsEarly, UnreadableFile
from rapport.collect.sources.imports.choosing import ChosenMapping, choose_mapping
from rapport.collect.sources.imports.preview import preview_file
from rapport.collect.sources.imports.request import ImportRequest
from rapport.collect.sources.mapping.guess.hints import Hints
from rapport.collect.sources.mapping.parse import parse_mapping
from rapport.collect.sources.mapping.run import MappedFile
from rapport.core import clock

CALLS = """
version: 1
source: hotline
id: id
kind: call_received
time: at
"""


def cut_off(path: Path, text: str) -> Path:
    """Write the text as gzip without the last bytes, which say how long it was."""
    path.write_bytes(gzip.compress(text.encode())[:-6])
    return path


def looked_at(path: Path) -> ChosenMapping:
    return choose_mapping(path, ImportRequest((path,), None, None, Hints(kind="call_received"), None), currency="EUR")


def test_a_mapping_is_guessed_from_what_is_there(tmp_path: Path) -> None:
    path = cut_off(tmp_path / "calls.csv.gz", "id,at,customer\n" + "".join(f"{n},2026-01-{n:02},c{n}\n" for n in range(1, 29)))

    assert "kind: call_received" in looked_at(path).parsed.text


def test_a_preview_shows_what_is_there_and_warns(tmp_path: Path) -> None:
    path = cut_off(tmp_path / "calls.csv.gz", "id,at\n1,2026-01-31\n2,2026-02-01\n")

    preview = preview_file(path, ChosenMapping(parse_mapping(CALLS, name="m.yaml"), "given", "m.yaml"), zone="UTC")

    assert preview.found == 2
    assert preview.warnings == ("calls.csv.gz ends early: an import stores the 2 rows before that. Get a whole copy.",)


def test_dates_that_need_a_second_look_are_decided_by_what_is_there(tmp_path: Path) -> None:
    rows = "".join(f"{n},0{n % 9 + 1}/02/2026\n" for n in range(6_000))
    path = cut_off(tmp_path / "calls.csv.gz", f"id,at\n{rows}6000,31/01/2026\n")

    file = MappedFile(path, parse_mapping(CALLS, name="m.yaml"), zone="UTC", now=clock.now())

    with pytest.raises(FileEndsEarly, match="only 6,001 rows could be read"):
        list(file)


def test_a_header_without_rows_is_nothing_to_guess_from(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("id,at,customer\n")

    with pytest.raises(UnreadableFile, match=r"calls.csv has no rows that can be read under its header \(id, at, customer\)"):
        looked_at(path)
