"""Rows of a sheet, with openpyxl's ways kept out of the rest."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import ParseError  # only the name of the error; defusedxml parses

from rapport.collect.sources.files.errors import UnreadableFile
from rapport.collect.sources.files.formats.workbook.guard import check_workbook
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.rows import Cell
from rapport.core.notice import Notice

LAST_ROW = 1_048_576
"""The last row that Excel knows; a file that names a later one wants us to count for a long time."""

_ROWS_AT_ONCE = 500
BROKEN = (
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
)
"""What openpyxl raises on files that are not as they should be."""


@contextmanager
def open_workbook(source: Input) -> Iterator[Any]:
    """Open a workbook for reading row by row; Any, as openpyxl's stubs do not know its read-only classes."""
    import openpyxl

    with source.as_path() as path, path.open("rb") as file:
        check_workbook(path, source.name, source.limits)
        try:
            with _without_warnings():
                book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except BROKEN as error:
            raise _refusal(source, error) from error
        try:
            yield book
        finally:
            book.close()


def iterate_rows(source: Input, sheet: Any, *, first: int = 1) -> Iterator[tuple[int, list[Cell]]]:
    """Give the rows of a sheet that are not empty, with their numbers and without the empty cells at their end."""
    sheet.reset_dimensions()  # programs write wrong ones
    rows = iter(sheet.iter_rows(min_row=first, max_row=LAST_ROW, values_only=True))
    start, error = first, None
    while error is None:
        some, error = _take_some(rows)
        for number, cells in enumerate(some, start=start):
            if row := _trimmed(cells):
                yield number, row
        start += len(some)
    if _is_harmful(error):
        raise _refusal(source, error) from error
    if not isinstance(error, StopIteration):
        source.damage = Notice("is damaged after row %(row)s", row=start - 1)


def _take_some(rows: Iterator[Sequence[Any]]) -> tuple[list[Sequence[Any]], BaseException | None]:
    """Return the next rows, and what ended them, if they have ended."""
    some: list[Sequence[Any]] = []
    with _without_warnings():
        try:
            while len(some) < _ROWS_AT_ONCE:
                some.append(next(rows))
        except (StopIteration, *BROKEN) as error:
            return some, error
    return some, None


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Keep openpyxl quiet about what it drops (styles, validations, impossible dates): none of it is a cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _refusal(source: Input, error: BaseException | None) -> UnreadableFile:
    if _is_harmful(error):
        return UnreadableFile(
            Notice(
                "%(file)s holds XML declarations that can harm (entities, DTD), as no honest workbook does: it is not read.",
                file=source.name,
            )
        )
    return UnreadableFile(Notice("%(file)s is a workbook that is damaged. Save it again, or as CSV.", file=source.name))


def _is_harmful(error: BaseException | None) -> bool:
    """Tell whether defusedxml objected, be it inside another error: openpyxl uses it where it is installed."""
    from defusedxml.common import DefusedXmlException

    return error is not None and (
        isinstance(error, DefusedXmlException) or _is_harmful(error.__cause__) or _is_harmful(error.__context__)
    )


def _trimmed(cells: Sequence[Any]) -> list[Cell]:
    end = len(cells)
    while end and cells[end - 1] in (None, ""):
        end -= 1
    return [cell.total_seconds() if isinstance(cell, timedelta) else cell for cell in cells[:end]]
