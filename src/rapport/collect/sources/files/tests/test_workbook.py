import datetime as dt
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rapport.collect.sources.files.read import FileEndsEarly, FileOptions, Limits, UnreadableFile, inspect_file, read_file
from rapport.collect.sources.files.tests.reading import Whole, gather, read_whole

MORNING = dt.datetime.fromisoformat("2024-05-01T08:30")
MIDNIGHT = dt.datetime.fromisoformat("2024-05-01")


def _save(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def _with_member(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    members[name] = change(members[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path


def _save_as_excel_does(path: Path) -> Path:
    """Write a workbook with its texts in a shared table."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    packages = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    cells = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>{text}</v></c><c r="B{row}" t="s"><v>{text + 1}</v></c></row>'
        for row, text in ((1, 0), (2, 2), (3, 2))
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{types}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships">'
        f'<Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships">'
        f'<Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}" count="6" uniqueCount="4">'
        "<si><t>who</t></si><si><t>why</t></si><si><t>dana</t></si><si><t>gerai, ačiū</t></si></sst>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return path


def test_texts_in_a_shared_table_are_read(tmp_path: Path) -> None:
    whole = read_whole(_save_as_excel_does(tmp_path / "a.xlsx"))

    assert whole.columns == {"who": ["dana", "dana"], "why": ["gerai, ačiū", "gerai, ačiū"]}


def test_cells_keep_their_types_and_rows_their_numbers(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["id", "at", "day", "score", "ok", "text"],
        [1, MORNING, dt.date(2024, 5, 1), 4.5, True, "gerai, ačiū"],
        [],
        [2, None, None, 7, False, None],
    ]

    whole = read_whole(_save(tmp_path / "a.xlsx", Data=rows))

    assert whole.rows == [
        (1, MORNING, MIDNIGHT, 4.5, True, "gerai, ačiū"),
        (2, None, None, 7, False, None),
    ]
    assert whole.numbers == [2, 4]


def test_a_workbook_is_known_whatever_its_name(tmp_path: Path) -> None:
    assert inspect_file(_save(tmp_path / "export.csv", Data=[["id"], [1]])).format == "xlsx"


def test_the_first_sheet_with_cells_is_read_and_another_can_be_chosen(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.xlsx", Empty=[], May=[["id", "n"], [1, 5]], June=[["id", "n"], [2, 6]])

    facts = inspect_file(path)

    assert facts.sheets == ("Empty", "May", "June")
    assert facts.options.sheet == "May"
    assert any("Set sheet" in warning for warning in facts.warnings)
    assert read_whole(path, sheet="June").columns == {"id": [2], "n": [6]}
    with pytest.raises(UnreadableFile, match=r"no sheet 'July'\. Sheets: Empty, May, June"):
        inspect_file(path, FileOptions(sheet="July"))


def test_hidden_sheets_come_last(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.xlsx", Codes=[["code"], [1]], Data=[["id"], [2]])
    book = openpyxl.load_workbook(path)
    book["Codes"].sheet_state = "hidden"
    book.save(path)

    assert inspect_file(path).options.sheet == "Data"


def test_titles_above_the_table_are_skipped(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.xlsx", Data=[["Report of May"], [], ["id", "score", "text"], [1, 9, "x"], [2, 8, "y"]])

    whole = read_whole(path)

    assert whole.columns == {"id": [1, 2], "score": [9, 8], "text": ["x", "y"]}
    assert whole.numbers == [4, 5]
    assert read_whole(path, skip_lines=3, header=False).rows == [(1, 9, "x"), (2, 8, "y")]


def test_a_sheet_without_a_header_and_names_that_are_given(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.xlsx", Data=[[1, "x"], [2, "y"]])

    assert inspect_file(path).columns == ("column_1", "column_2")
    assert read_whole(path, header=("id", "text")).columns == {"id": [1, 2], "text": ["x", "y"]}


def test_formulas_are_the_values_that_excel_last_saw(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.xlsx", Data=[["id", "double"], [1, "=A2*2"], [2, "=A3*2"]])
    _with_member(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(rb"<f>A2\*2</f><v ?/?>(</v>)?", b"<f>A2*2</f><v>2</v>", xml),
    )

    assert read_whole(path).columns["double"] == [2, None]


def test_a_row_with_more_cells_than_columns_is_rejected(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["id", "n"], *[[n, n] for n in range(600)], [600, 1, "what is this?"]]

    whole = read_whole(_save(tmp_path / "a.xlsx", Data=rows))

    assert len(whole.rows) == 600
    assert whole.reasons == [(602, "wrong_number_of_fields")]
    assert whole.rejects[0].raw == '[600, 1, "what is this?"]'


def test_dimensions_that_lie_are_not_believed(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.xlsx", Data=[["id", "n"], [1, 5], [2, 6]])
    _with_member(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<dimension ref="A1:B3"', b'<dimension ref="A1:A1"'))

    assert read_whole(path).columns == {"id": [1, 2], "n": [5, 6]}


def _laughing(xml: bytes) -> bytes:
    """Put the billion laughs before the root and one of them into a text."""
    entities = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10))
    start, _, rest = xml.partition(b"?>")
    return start + f'?><!DOCTYPE lolz [<!ENTITY lol0 "lol">{entities}]>'.encode() + rest.replace(b"dana", b"&lol9;")


@pytest.mark.parametrize("member", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_billion_laughs_are_refused(tmp_path: Path, member: str) -> None:
    path = _with_member(_save_as_excel_does(tmp_path / "a.xlsx"), member, _laughing)

    with pytest.raises(UnreadableFile, match="can harm"):
        gather(read_file(path))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = _with_member(_save_as_excel_does(tmp_path / "a.xlsx"), "xl/sharedStrings.xml", lambda xml: xml + b" " * (150 << 20))

    with pytest.raises(UnreadableFile, match="no honest workbook"):
        inspect_file(path)


def test_a_big_but_honest_workbook_has_its_limit_too(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.xlsx", Data=[["id"], [1]])

    with pytest.raises(UnreadableFile, match="save the sheet as CSV"):
        inspect_file(path, limits=Limits(unpacked_bytes=1000))


def test_a_row_number_from_beyond_does_not_keep_us_counting(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.xlsx", Data=[["id"], [1], [2]])
    _with_member(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<row r="3"', b'<row r="99999999999"'))

    assert read_whole(path).columns["id"][:1] == [1]


def test_a_sheet_that_breaks_off_gives_the_rows_before_and_says_so(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.xlsx", Data=[["id", "n"], *[[n, n * 3] for n in range(5000)]])
    _with_member(path, "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) * 3 // 4])
    whole = Whole()

    with pytest.raises(FileEndsEarly):
        gather(read_file(path), into=whole)

    assert len(whole.rows) > 1000


def test_old_and_foreign_workbooks_are_named(tmp_path: Path) -> None:
    ods = tmp_path / "a.ods"
    with zipfile.ZipFile(ods, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")

    with pytest.raises(UnreadableFile, match="OpenDocument"):
        inspect_file(ods)


def test_an_empty_workbook_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no cells"):
        inspect_file(_save(tmp_path / "a.xlsx", Data=[]))
