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

LAST_ROW = 1_048_576
"""The last row that Excel knows; a file that names a later one wants us to count for a long time."""

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
    from defusedxml.common import DefusedXmlException

    with source.as_path() as path, path.open("rb") as file:
        check_workbook(path, source.name, source.limits)
        try:
            with _without_warnings():
                book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except DefusedXmlException as error:
            raise UnreadableFile(_HARMFUL.format(source.name)) from error
        except BROKEN as error:
            raise UnreadableFile(f"{source.name} is a workbook that is damaged ({error}). Save it again, or as CSV.") from error
        try:
            yield book
        finally:
            book.close()


def iterate_rows(source: Input, sheet: Any, *, first: int = 1) -> Iterator[tuple[int, list[Cell]]]:
    """Give the rows of a sheet that are not empty, with their numbers and without the empty cells at their end."""
    from defusedxml.common import DefusedXmlException

    sheet.reset_dimensions()  # programs write wrong ones
    rows = enumerate(sheet.iter_rows(min_row=first, max_row=LAST_ROW, values_only=True), start=first)
    while True:
        try:
            with _without_warnings():
                number, cells = next(rows)
        except StopIteration:
            return
        except DefusedXmlException as error:
            raise UnreadableFile(_HARMFUL.format(source.name)) from error
        except BROKEN as error:
            source.damage = f"is damaged after row {first} ({error})"
            return
        first = number
        if row := _trimmed(cells):
            yield number, row


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Keep openpyxl quiet about what it drops (styles, validations, impossible dates): none of it is a cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


_HARMFUL = "{} holds XML declarations that can harm (entities, DTD), as no honest workbook does: it is not read."


def _trimmed(cells: Sequence[Any]) -> list[Cell]:
    end = len(cells)
    while end and cells[end - 1] in (None, ""):
        end -= 1
    return [cell.total_seconds() if isinstance(cell, timedelta) else cell for cell in cells[:end]]
