"""Text lines to rows of cells: fast where rows are clean, careful where they are not."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rapport.collect.sources.files.formats.delimited.dialect import WHITE_SPACE, Dialect, split_at_white_space
from rapport.collect.sources.files.lines import LineBlock
from rapport.collect.sources.files.rows import BadRow, Limits
from rapport.core.notice import Notice, together

# The csv module refuses cells over 128 kB by default, for the whole process; cells are bounded here by `Limits` instead.
csv.field_size_limit(1 << 30)

_QUOTE_IT = Notice("A delimiter inside a cell needs quotes around the cell.")
_PAD_IT = Notice("If empty cells at the end may be missing in this file, set short_rows to pad.")


@dataclass(frozen=True, slots=True)
class Fit:
    """What a row of the table must be like.

    Parameters
    ----------
    width : how many cells it has.
    least : the fewest that are filled up with empty ones.
    begins_with_number : whether every row of the sample does; a row that does not is the rest of another.
    may_be_torn : whether line ends inside cells may have torn rows in two.
    """

    width: int
    least: int
    begins_with_number: bool = False
    may_be_torn: bool = True


@dataclass(slots=True)
class Parsed:
    """Rows of the right width, the line each starts on, and what was rejected."""

    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    rejects: list[BadRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Short:
    """A row with too few cells."""

    cells: int
    number: int
    next_line: int
    raw: str


class RecordParser:
    """Parses the blocks of one file in order; a record that runs over the end of a block waits for the next."""

    def __init__(self, dialect: Dialect, fit: Fit, limits: Limits) -> None:
        self._dialect = dialect
        self._csv = {**dialect.for_csv, "strict": True}
        self._fit = fit
        self._limits = limits
        self._waiting: list[str] = []
        self._waiting_from = 0
        self._short: _Short | None = None

    def parse(self, block: LineBlock) -> Parsed:
        """Return the records that are complete with this block."""
        parsed = Parsed()
        if block.rejects and self._waiting:  # a line is missing in between: what waits will not be completed
            lines, self._waiting = self._waiting, []
            self._carefully(lines, self._waiting_from, parsed, is_last=True)
        parsed.rejects += block.rejects
        if self._keeps_waiting(block):
            self._waiting += block.lines
            return parsed
        lines, first = self._waiting + block.lines, (self._waiting_from if self._waiting else block.first)
        self._waiting = []
        if self._dialect.delimiter == WHITE_SPACE:
            self._at_white_space(lines, first, parsed)
        elif not self._quickly(block, lines, first, parsed):
            self._carefully(lines, first, parsed, is_last=block.is_last, is_whole=block.is_whole)
        return parsed

    def _keeps_waiting(self, block: LineBlock) -> bool:
        """Tell whether an open cell cannot end in this block, so that trying again would be for nothing."""
        if not self._waiting or block.is_last or len(self._waiting) + len(block.lines) > self._limits.record_lines:
            return False
        is_small = sum(map(len, self._waiting)) < self._limits.line_bytes
        return is_small and not any(self._dialect.quote in line for line in block.lines)

    def _quickly(self, block: LineBlock, lines: list[str], first: int, parsed: Parsed) -> bool:
        """Parse lines that are one record each; return False, with nothing done, when some are not."""
        try:
            rows = list(csv.reader(lines, **self._csv))
        except csv.Error:
            return False
        if len(rows) != len(lines):
            return False
        if set(map(len, rows)) == {self._fit.width} and all(row[0] for row in rows):
            parsed.rows += rows
            parsed.numbers += range(first, first + len(rows))
            return True
        for number, row in enumerate(rows, start=first):
            is_cut = number == first + len(rows) - 1 and not block.is_whole
            self._admit(row, number, lines[number - first], parsed, is_cut=is_cut)
        return True

    def _at_white_space(self, lines: list[str], first: int, parsed: Parsed) -> None:
        for number, line in enumerate(lines, start=first):
            self._admit(split_at_white_space(line), number, line, parsed)

    def _carefully(self, lines: list[str], first: int, parsed: Parsed, *, is_last: bool, is_whole: bool = True) -> None:
        start = 0
        while start < len(lines):
            feed = _Feed(lines, start, self._limits)
            reader = csv.reader(feed, **self._csv)
            try:
                for row in reader:
                    end = feed.position
                    raw = lines[start] if end == start + 1 else "".join(lines[start:end])
                    is_cut = is_last and not is_whole and end == len(lines)
                    self._admit(row, first + start, raw, parsed, lines=end - start, is_cut=is_cut)
                    start = feed.start = end
                return
            except csv.Error:
                if feed.ran_dry and not is_last:
                    self._waiting, self._waiting_from = lines[start:], first + start
                    return
            self._alone(lines[start], first + start, parsed)
            start += 1

    def _alone(self, line: str, number: int, parsed: Parsed) -> None:
        """Read a line whose quotes are wrong as one row where that gives the right number of cells, or reject it."""
        row = split_loosely(line, self._dialect)
        if row is not None and len(row) == self._fit.width:
            self._admit(row, number, line, parsed)
        elif row is None:
            detail = Notice("A quote opens a cell and is not closed. Close it, or double the quotes that belong to the text.")
            parsed.rejects.append(self._bad(number, line, "unclosed_quote", detail))
        else:
            detail = Notice(
                "The quotes in this row are wrong (%(cells)s cells instead of %(width)s). Double those of the text.",
                cells=str(len(row)),
                width=str(self._fit.width),
            )
            parsed.rejects.append(self._bad(number, line, "bad_quotes", detail))

    def _admit(self, row: list[str], number: int, raw: str, parsed: Parsed, *, lines: int = 1, is_cut: bool = False) -> None:
        width = self._fit.width
        if len(row) > width and not any(row[width:]):
            row = row[:width]
        if not any(row):
            return
        if len(row) == width:
            parsed.rows.append(row)
            parsed.numbers.append(number)
        elif len(row) > width:
            parsed.rejects.append(self._wrong_number(len(row), number, raw))
        else:
            self._admit_short(_Short(len(row), number, number + lines, raw), row, parsed, is_cut=is_cut)

    def _admit_short(self, short: _Short, row: list[str], parsed: Parsed, *, is_cut: bool) -> None:
        """Fill a row up with empty cells, unless it seems to be half a row: torn by a line end inside a cell, or cut off."""
        before, self._short = self._short, short
        is_second_half = before is not None and self._is_rest_of(before, short, row)
        if before and is_second_half and parsed.numbers and parsed.numbers[-1] == before.number:
            parsed.rows.pop()
            parsed.rejects.append(self._wrong_number(before.cells, parsed.numbers.pop(), before.raw))
        if short.cells < self._fit.least or is_cut or is_second_half:
            parsed.rejects.append(self._wrong_number(short.cells, short.number, short.raw))
            return
        parsed.rows.append(row + [""] * (self._fit.width - short.cells))
        parsed.numbers.append(short.number)

    def _is_rest_of(self, before: _Short, short: _Short, row: list[str]) -> bool:
        """Tell whether two short rows that follow one another seem to be one."""
        fits = before.next_line == short.number and before.cells + short.cells == self._fit.width + 1
        return fits and self._fit.may_be_torn and not (self._fit.begins_with_number and is_number(row[0]))

    def _wrong_number(self, cells: int, number: int, raw: str) -> BadRow:
        counted = Notice(
            "The row has %(cells)s cells where the table has %(width)s.", cells=str(cells), width=str(self._fit.width)
        )
        advice = _QUOTE_IT if cells > self._fit.width else _PAD_IT
        return self._bad(number, raw, "wrong_number_of_fields", together(counted, advice))

    def _bad(self, number: int, raw: str, reason: str, detail: Notice) -> BadRow:
        return BadRow(number, raw.rstrip("\r\n")[: self._limits.raw_chars], reason, detail)


def is_number(cell: str) -> bool:
    return cell.strip().replace(".", "", 1).isdigit()


class _Feed:
    """Gives lines to the csv reader, and stops it when a record grows past the limits: a quote was not closed."""

    def __init__(self, lines: list[str], start: int, limits: Limits) -> None:
        self._lines = lines
        self._limits = limits
        self._room = limits.line_bytes
        self._counted_from = start
        self.start = start
        self.position = start
        self.ran_dry = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.position == len(self._lines):
            self.ran_dry = True
            raise StopIteration
        if self.position > self.start:
            self._check_size()
        line = self._lines[self.position]
        self.position += 1
        return line

    def _check_size(self) -> None:
        if self._counted_from != self.start:
            self._counted_from, self._room = self.start, self._limits.line_bytes
        self._room -= len(self._lines[self.position])
        if self._room < 0 or self.position - self.start >= self._limits.record_lines:
            raise csv.Error("record too long")


def split_loosely(line: str, dialect: Dialect) -> list[str] | None:
    """Split one line, taking quotes that no delimiter follows as letters; None when a cell stays open at the end."""
    d, q = re.escape(dialect.delimiter), re.escape(dialect.quote)
    cell = re.compile(rf"{q}((?:[^{q}]|{q}(?!{d}|$))*){q}(?={d}|$)|((?!{q})[^{d}]*)(?={d}|$)" if q else rf"()([^{d}]*)(?={d}|$)")
    text, position, cells = line.rstrip("\r\n"), 0, list[str]()
    while found := cell.match(text, position):
        quoted, bare = found.groups()
        cells.append(bare if quoted is None else quoted.replace(dialect.quote * 2, dialect.quote))
        if found.end() == len(text):
            return cells
        position = found.end() + 1
    return None
