"""The table in a delimited text: its layout, its columns, and which of them may be missing at the end of a row."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from rapport.collect.sources.files.format import Sample
from rapport.collect.sources.files.formats.delimited.dialect import WHITE_SPACE, Layout, find_layout
from rapport.collect.sources.files.formats.delimited.parse import Fit, is_number
from rapport.collect.sources.files.header import has_header
from rapport.collect.sources.files.names import unique_names
from rapport.collect.sources.files.rows import FileOptions


@dataclass(frozen=True, slots=True)
class Table:
    """What the start of the file tells about the table in it."""

    layout: Layout
    columns: tuple[str, ...]
    has_header: bool
    lines_above: int
    """Lines before the first row of data: what is skipped, and the header."""
    fit: Fit
    labels: dict[str, str]


def find_table(sample: Sample) -> Table:
    """Look at the sample."""
    options = sample.options
    layout = find_layout(sample.text, options)
    rows = _rows_below(sample.text, layout)
    header = options.header if isinstance(options.header, bool) else None
    if isinstance(options.header, tuple):
        header = bool(rows) and tuple(cell.strip() for cell in rows[0]) == options.header
    elif header is None:
        header = has_header(rows)
    names_rows = _rows_of_names(rows) if header else 0
    data = rows[names_rows:]
    width = _common_width(data, likely=len(rows[0]) if rows else 1)
    columns = options.header if isinstance(options.header, tuple) else _columns(rows, header=header, width=width, data=data)
    labels = dict(zip(columns, rows[1])) if names_rows > 1 else {}
    lines_above = layout.skip_lines + _lines_of(sample.text, layout, names_rows)
    return Table(layout, columns, header, lines_above, _fit(data, len(columns), options), labels)


def _rows_below(text: str, layout: Layout) -> list[list[str]]:
    lines = io.StringIO(text, newline="\n").readlines()[layout.skip_lines :]
    return [row for row in layout.dialect.split(lines) if any(cell.strip() for cell in row)]


def _lines_of(text: str, layout: Layout, rows: int) -> int:
    """Count the lines that so many rows at the top take; a name may run over several."""
    lines = io.StringIO(text, newline="\n").readlines()[layout.skip_lines :]
    if layout.dialect.delimiter == WHITE_SPACE:
        return next((n for n, line in enumerate(lines, start=1) if line.strip()), 0) if rows else 0
    reader = csv.reader(lines, **layout.dialect.for_csv)
    while rows:
        rows -= any(cell.strip() for cell in next(reader))
    return reader.line_num


def _rows_of_names(rows: list[list[str]]) -> int:
    """Qualtrics writes names, question texts and import ids; its third row gives it away."""
    is_qualtrics = len(rows) > 2 and all(re.match(r'\{"ImportId', cell.strip()) for cell in rows[2])
    return 3 if is_qualtrics else 1


def _common_width(data: list[list[str]], *, likely: int) -> int:
    """Return the number of cells that most rows have, the likely one where others are no commoner."""
    widths = Counter(map(len, data))
    return max(widths, key=lambda width: (widths[width], width == likely, width)) if widths else likely


def _columns(rows: list[list[str]], *, header: bool, width: int, data: list[list[str]]) -> tuple[str, ...]:
    if not header:
        return unique_names([""] * width)
    names = rows[0]
    while len(names) > width and not names[-1].strip():
        names = names[:-1]
    if len(names) >= width:
        return unique_names(names)
    if width == len(names) + 1 and all(not row[-1] for row in data if len(row) == width):
        return unique_names(names)  # every row ends with a delimiter
    if width == len(names) + 1 and [row[0] for row in data[:3]] == ["1", "2", "3"][: len(data)]:
        return unique_names(["row", *names])  # R writes row names without a heading
    return unique_names(names + [""] * (width - len(names)))


def _fit(data: list[list[str]], width: int, options: FileOptions) -> Fit:
    begins_with_number = sum(1 for row in data if is_number(row[0])) > len(data) * 0.9
    return Fit(width, _least(data, width, options), begins_with_number, may_be_torn=options.short_rows != "pad")


def _least(data: list[list[str]], width: int, options: FileOptions) -> int:
    """Return how many cells a row must have at least.

    Some programs leave out empty cells at the end of a row. A shorter row is taken for one of those when all the cells that
    it lacks are seen to be empty in some complete row; otherwise it is more likely torn or cut, and rejected.
    """
    if options.short_rows == "pad":
        return 1
    if options.short_rows == "reject":
        return width
    full = [row for row in data if len(row) >= width]
    least = width
    while least > 2 and any(not any(row[least - 1 : width]) for row in full):
        least -= 1
    return least
