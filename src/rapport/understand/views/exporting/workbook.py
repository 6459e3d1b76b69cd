"""A result as an Excel workbook: the figures, and a sheet that says what they are."""

import io
import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from rapport.understand.metrics.public import Unit
from rapport.understand.views.exporting.cells import harmless
from rapport.understand.views.exporting.columns import Column, Value, columns_of
from rapport.understand.views.result.result import Result

_BOLD = Font(bold=True)
_FORMATS = {Unit.SHARE: "0.0%", Unit.POINTS: "0.0", Unit.SCORE: "0.00", Unit.COUNT: "#,##0", Unit.SECONDS: "#,##0.0"}
_MONEY = "#,##0.00"


def workbook_of(result: Result, *, title: str, about: Sequence[tuple[str, str]]) -> bytes:
    """Return the file.

    Parameters
    ----------
    title : of the sheet with the figures.
    about : pairs of name and text for the second sheet: definition, period, filter, warnings.
    """
    book = Workbook(write_only=True)
    _write_figures(book.create_sheet(_sheet_name(title)), result)
    _write_about(book.create_sheet("About"), about)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write_figures(sheet: WriteOnlyWorksheet, result: Result) -> None:
    columns = columns_of(result)
    number_format = _FORMATS.get(Unit(result.answer.unit), _MONEY) if result.answer.unit in tuple(Unit) else _MONEY
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns):
        _set_width(sheet, place + 1, max(12, min(len(column.head) + 4, 40)))
    sheet.append([_cell(sheet, column.head, is_head=True) for column in columns])
    for cell in result.cells:
        sheet.append([_figure(sheet, column, column.value(cell), number_format) for column in columns])


def _figure(sheet: WriteOnlyWorksheet, column: Column, value: Value, number_format: str) -> Cell:
    cell = _cell(sheet, value)
    if column.is_figure:
        cell.number_format = number_format
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, is_head: bool = False) -> Cell:
    text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, value=text)
    if isinstance(text, str):
        # openpyxl takes a text that begins with = for a formula. The quote prefix keeps it a text when somebody edits it.
        cell.data_type = "s"
        if harmless(text) != text:
            cell.quotePrefix = True
    if is_head:
        cell.font = _BOLD
    return cell


def _write_about(sheet: WriteOnlyWorksheet, about: Sequence[tuple[str, str]]) -> None:
    _set_width(sheet, 1, 22)
    _set_width(sheet, 2, 100)
    for name, text in about:
        sheet.append([_cell(sheet, name, is_head=True), _cell(sheet, text)])


def _set_width(sheet: WriteOnlyWorksheet, column: int, width: int) -> None:
    sheet.column_dimensions[get_column_letter(column)].width = width  # type: ignore[attr-defined]  # missing in the stubs


def _sheet_name(title: str) -> str:
    """Excel allows 31 characters, and none of []:*?/\\ in the name of a sheet."""
    return re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")[:31] or "Figures"
