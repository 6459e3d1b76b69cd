import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from rapport.collect.sources.imports.rejects_file import write_rejects
from rapport.collect.sources.mapping.parse import parse_mapping
from rapport.collect.sources.mapping.run import MappedFile
from rapport.spool.public import KeptReject, Reject

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HOSTILE = ('=HYPERLINK("http://x.example")', "+1+1", "-2+3", "@SUM(A1)", "\tx")
MAPPING = """version: 1
source: till
kind: survey_answered
metric: csat
id: id
time: at
score: {column: score, scale: 1-5}
text: said
"""


def kept(number: int, said: str) -> KeptReject:
    row = {"id": f"r{number}", "at": "2026-02-01", "score": "4", "said": said}
    reject = Reject("i", "till", MAPPING, "till.csv", number, msgspec.json.encode(row).decode(), "bad_time", "=1: no time")
    return KeptReject(number, reject, NOW, None)


def test_a_spreadsheet_finds_no_formula_in_rejected_rows_and_an_import_finds_the_rows_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"

    write_rejects(path, lambda: [kept(number, said) for number, said in enumerate(HOSTILE)])

    cells = [cell for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    read = MappedFile(path, parse_mapping(MAPPING, name="m"), zone="UTC", now=NOW)
    texts = [text for part in read for text in part.mapped.table.column("text").to_pylist()]
    assert [text.strip() for text in texts] == [said.strip() for said in HOSTILE]
