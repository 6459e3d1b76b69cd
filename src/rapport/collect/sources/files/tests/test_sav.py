import datetime as dt
import gzip
from pathlib import Path
from typing import Any

import pyreadstat
import pytest

from rapport.collect.sources.files.formats import sav
from rapport.collect.sources.files.read import UnreadableFile, inspect_file, read_file
from rapport.collect.sources.files.tests.reading import gather, read_whole, write

pandas = pytest.importorskip("pandas", reason="pyreadstat writes files from pandas only; reading does not need it")
AT = dt.datetime.fromisoformat("2024-05-01T08:30")


def _save(path: Path, columns: dict[str, list[Any]], **options: Any) -> Path:
    pyreadstat.write_sav(pandas.DataFrame(columns), str(path), **options)
    return path


def _survey(path: Path, **options: Any) -> Path:
    columns: dict[str, list[Any]] = {
        "id": [1.0, 2.0, 3.0],
        "nps": [9.0, 99.0, None],
        "why": ["gerai, ačiū", "", "šalta"],
        "weight": [0.5, 1.25, 2.0],
        "at": [AT, None, None],
        "day": [AT.date(), None, None],
    }
    labels = {"nps": {9: "very likely", 99: "no answer"}}
    missing = {"nps": [99]}
    return _save(
        path, columns, column_labels={"nps": "How likely?"}, variable_value_labels=labels, missing_ranges=missing, **options
    )


@pytest.mark.parametrize("compress", [False, True])
def test_cells_are_codes_and_declared_missing_codes_are_none(tmp_path: Path, compress: bool) -> None:
    whole = read_whole(_survey(tmp_path / "a.sav", compress=compress))

    assert whole.rows == [
        (1, 9, "gerai, ačiū", 0.5, AT, AT.date()),
        (2, None, "", 1.25, None, None),
        (3, None, "šalta", 2, None, None),
    ]
    assert whole.numbers == [1, 2, 3]
    assert [type(cell) for cell in whole.columns["id"]] == [int, int, int]


def test_the_facts_carry_the_labels(tmp_path: Path) -> None:
    facts = inspect_file(_survey(tmp_path / "renamed.csv"))

    assert facts.format == "sav"
    assert facts.column_labels == {"nps": "How likely?"}
    assert facts.value_labels == {"nps": {9: "very likely", 99: "no answer"}}


@pytest.mark.parametrize("rows", [99, 100, 101, 200])
def test_big_files_are_read_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(sav, "_CELLS_AT_ONCE", 100)
    path = _save(tmp_path / "a.sav", {"id": [float(n) for n in range(rows)]})

    whole = gather(read_file(path, batch_rows=30), batch_rows=30)

    assert whole.columns["id"] == list(range(rows))
    assert whole.numbers == list(range(1, rows + 1))


def test_a_packed_file_is_read(tmp_path: Path) -> None:
    path = _survey(tmp_path / "a.sav")

    assert len(read_whole(write(tmp_path / "b.sav.gz", gzip.compress(path.read_bytes()))).rows) == 3


def test_a_cut_off_file_is_a_clear_error(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.sav", {"id": [float(n) for n in range(5000)], "text": ["some text"] * 5000})
    path.write_bytes(path.read_bytes()[:300])

    with pytest.raises(UnreadableFile, match="cut off, damaged"):
        read_whole(path)
