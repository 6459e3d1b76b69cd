"""Excel workbooks (.xlsx, .xlsm): the cells of one sheet, formulas as the values that Excel last saw."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from rapport.collect.sources.files.batches import RowGatherer
from rapport.collect.sources.files.errors import UnreadableFile
from rapport.collect.sources.files.format import FileFormat, Sample
from rapport.collect.sources.files.formats.workbook.sheet import iterate_rows, open_workbook
from rapport.collect.sources.files.header import has_header
from rapport.collect.sources.files.names import unique_names
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.rows import BadRow, Cell, FileFacts, FileOptions, RowBatch
from rapport.core.notice import Notice

_SAMPLE_ROWS = 500


def _sniff(sample: Sample) -> float:
    return 1.0 if sample.head.startswith(b"PK") and (b"xl/" in sample.head or b"[Content_Types].xml" in sample.head) else 0.0


def _inspect(sample: Sample) -> FileFacts:
    with open_workbook(sample.source) as book:
        name = _choose_sheet(sample, book)
        rows = list(islice(iterate_rows(sample.source, book[name], first=sample.options.skip_lines + 1), _SAMPLE_ROWS))
        sheets = tuple(book.sheetnames)
    if sample.source.damage:
        raise UnreadableFile(
            Notice("%(file)s %(damage)s. Save it again, or as CSV.", file=sample.source.name, damage=sample.source.damage)
        )
    if not rows:
        raise UnreadableFile(
            Notice(
                "The sheet '%(name)s' of %(file)s is empty. Sheets: %(sheets)s.",
                name=name,
                file=sample.source.name,
                sheets=sheets,
            )
        )
    table = _find_table(rows, sample.options)
    facts = sample.facts("xlsx", table.columns, warnings=_notes(sample, name, sheets, table))
    header = sample.options.header if isinstance(sample.options.header, tuple) else table.has_header
    options = replace(facts.options, sheet=name, header=header, skip_lines=table.first - 1)
    return replace(facts, header=table.has_header, sheets=sheets, options=options)


def _choose_sheet(sample: Sample, book: Any) -> str:
    """Return the sheet that was asked for, or the first visible one with cells in it."""
    told = sample.options.sheet
    names = [sheet.title for sheet in book.worksheets]
    if told is not None:
        if told not in names:
            raise UnreadableFile(
                Notice("%(file)s has no sheet '%(told)s'. Sheets: %(sheets)s.", file=sample.source.name, told=told, sheets=names)
            )
        return told
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    filled = (sheet.title for sheet in visible if next(iterate_rows(sample.source, sheet), None))
    found = next(filled, None)
    if found is None:
        raise UnreadableFile(Notice("%(file)s has no cells in it.", file=sample.source.name))
    return str(found)


@dataclass(frozen=True, slots=True)
class _Table:
    first: int
    """Row of the header, or of the first data where there is none."""
    first_data: int
    columns: tuple[str, ...]
    has_header: bool


def _find_table(rows: list[tuple[int, list[Cell]]], options: FileOptions) -> _Table:
    widest = max(len(row) for _, row in rows)
    start = 0
    if not options.skip_lines and widest > 2:  # titles and notes above a table fill fewer cells than its header
        start = next(i for i, (_, row) in enumerate(rows) if sum(cell is not None for cell in row) >= widest * 0.6)
    texts = [["" if cell is None else str(cell) for cell in row] for _, row in rows[start:]]
    first = rows[start][0]
    if isinstance(options.header, tuple):
        is_named = tuple(cell.strip() for cell in texts[0]) == options.header
        return _Table(first, first + is_named, options.header, is_named)
    header = has_header(texts) if options.header is None else options.header
    width = max(len(row) for row in texts)
    names = texts[0] if header else []
    return _Table(first, first + header, unique_names(names + [""] * (width - len(names))), header)


def _notes(sample: Sample, name: str, sheets: tuple[str, ...], table: _Table) -> Iterator[str]:
    if len(sheets) > 1 and sample.options.sheet is None:
        yield Notice("The sheet '%(name)s' is read, of %(sheets)s. Set sheet for another.", name=name, sheets=sheets)
    if table.first > sample.options.skip_lines + 1:
        yield Notice(
            "The table begins in row %(row)s; what is above it was skipped. Set skip_lines if that is wrong.", row=table.first
        )
    if not table.has_header and sample.options.header is None:
        yield Notice("The first row looks like data, so columns are called column_1, column_2… Set header to give names.")


def _read(source: Input, facts: FileFacts, batch_rows: int) -> Iterator[RowBatch]:
    gatherer = RowGatherer(source, facts.columns, batch_rows)
    width = len(facts.columns)
    first = facts.options.skip_lines + 1 + bool(facts.header)
    with open_workbook(source) as book:
        for number, row in iterate_rows(source, book[facts.options.sheet], first=first):
            if len(row) > width:
                detail = Notice(
                    "The row has %(cells)s cells where the table has %(width)s columns. Give each column a name in the header.",
                    cells=str(len(row)),
                    width=str(width),
                )
                raw = json.dumps(row, default=str, ensure_ascii=False)[: source.limits.raw_chars]
                gatherer.rejects.append(BadRow(number, raw, "wrong_number_of_fields", detail))
            else:
                gatherer.add((row + [None] * (width - len(row)),), (number,), weight=40 * width)
            yield from gatherer.full()
    yield from gatherer.rest()


FORMATS = (FileFormat("xlsx", "Excel workbook", (".xlsx", ".xlsm"), _sniff, _inspect, _read),)
