"""How a delimited text is written: delimiter, quotes, what stands above the header."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapport.collect.sources.files.rows import FileOptions

WHITE_SPACE = " "
_CANDIDATES = ("\t", ";", "|", ",")
_RARE_CANDIDATES = ("^", "~", "\x01", "\x1f")
_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "whitespace": " "}
_SAMPLE_LINES = 2_000
_LINES_AT_ONCE = 500
_LEAST_SHARE = 0.6
_PREAMBLE_LINES = 20
_DECIMAL_COMMA = re.compile(r"\s*[-+]?[\d. ]*,\d+\s*[%€]?\s*$")
_QUOTED_WORD = re.compile(r'"((?:[^"]|"")*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are told apart.

    Parameters
    ----------
    delimiter : one character; " " is any run of white space.
    quote, escape : one character, or "" for none.
    spaces_first : whether white space after a delimiter is no part of the cell.
    """

    delimiter: str
    quote: str = '"'
    escape: str = ""
    spaces_first: bool = False

    @property
    def for_csv(self) -> dict[str, Any]:
        """The dialect as the keywords of the csv module, whose types no stub names in one place."""
        return {
            "delimiter": self.delimiter,
            "quotechar": self.quote or None,
            "quoting": csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            "escapechar": self.escape or None,
            "skipinitialspace": self.spaces_first,
        }

    def split(self, lines: Sequence[str]) -> list[list[str]]:
        """Split the lines of a sample into rows; a line whose quotes are wrong is cut at every delimiter."""
        if self.delimiter == WHITE_SPACE:
            return [split_at_white_space(line) for line in lines]
        return [row for row, _ in self._parse(lines)]

    def count_broken(self, lines: Sequence[str]) -> int:
        """Count the lines of a sample whose quotes are wrong in this dialect."""
        return sum(1 for _, is_broken in self._parse(lines) if is_broken)

    def _parse(self, lines: Sequence[str]) -> Iterator[tuple[list[str], bool]]:
        begin = start = 0
        while start < len(lines):
            # Quotes that are never closed would swallow the sample, so a record may not take all of it.
            begin, end = start, min(start + _LINES_AT_ONCE, len(lines))
            reader = csv.reader(lines[start:end], strict=True, **self.for_csv)
            try:
                for row in reader:
                    start = begin + reader.line_num
                    yield row, False
            except csv.Error:
                if end < len(lines) and begin < start and reader.line_num == end - begin:
                    continue  # a record that goes on beyond this part
                yield lines[start].rstrip("\r\n").split(self.delimiter), True
                start += 1


def split_at_white_space(line: str) -> list[str]:
    """Split a line at runs of white space outside of quotes."""
    if '"' not in line:
        return line.split()
    return [quoted.replace('""', '"') if quoted or not bare else bare for quoted, bare in _QUOTED_WORD.findall(line)]


@dataclass(frozen=True, slots=True)
class Layout:
    """A dialect, the lines above the table, and how surely this is a table at all (0 to 1)."""

    dialect: Dialect
    skip_lines: int
    confidence: float


def find_layout(text: str, options: FileOptions) -> Layout:
    """Find the dialect in which the sample is a table: rows of one width, more than one cell wide."""
    skip, hint = _excel_hint(text) if not options.skip_lines else (options.skip_lines, None)
    lines = io.StringIO(text, newline="\n").readlines()[skip : skip + _SAMPLE_LINES]
    told = _NAMED.get(options.delimiter or "", options.delimiter) or hint
    trials = [_try(lines, _find_quotes(lines, delimiter, options)) for delimiter in ([told] if told else _CANDIDATES)]
    if not told and max(trial.score for trial in trials) == 0:
        trials += [_try(lines, _find_quotes(lines, delimiter, options)) for delimiter in _RARE_CANDIDATES]
        trials += [_try_white_space(lines, options)]
    best = _best(trials, lines)
    if best.score == 0:
        plain = Dialect(told or ",", *_told_quotes(options, '"', ""))
        return Layout(plain, skip, confidence=0.0)
    preamble = 0 if options.skip_lines else best.preamble
    return Layout(best.dialect, skip + preamble, confidence=best.share)


@dataclass(frozen=True, slots=True)
class _Trial:
    dialect: Dialect
    share: float = 0.0
    width: int = 0
    preamble: int = 0
    header_fits: bool = False

    @property
    def score(self) -> float:
        if self.width < 2 or self.share < _LEAST_SHARE:
            return 0.0
        return self.share * (1.0 if self.header_fits else 0.7) * (0.85 if self.preamble else 1.0)


def _try(lines: list[str], dialect: Dialect) -> _Trial:
    rows = [row for row in dialect.split(lines) if row]
    if not rows:
        return _Trial(dialect)
    widths = Counter(map(len, rows))
    width = max(widths, key=lambda each: (widths[each], each))
    preamble = _preamble(lines, dialect, width)
    table = [row for row in dialect.split(lines[preamble:]) if row] or rows
    # A header may lack one name: R gives row names none. A row may lack some cells at its end.
    header_fits = len(table[0]) in (width, width - 1)
    fitting = header_fits + sum(1 for row in table[1:] if len(row) == width or max(2, width * 0.8) <= len(row) < width)
    return _Trial(dialect, fitting / len(table), width, preamble, header_fits)


def _preamble(lines: list[str], dialect: Dialect, width: int) -> int:
    """Count the lines above the table: titles, notes and empty lines, which have one cell where the table has several."""
    if width < 3:
        return next((number for number, line in enumerate(lines[:_PREAMBLE_LINES]) if line.strip()), 0)
    for number, line in enumerate(lines[:_PREAMBLE_LINES]):
        cells = next(iter(dialect.split([line])), [])
        if sum(1 for cell in cells if cell.strip()) > 1 or line.count(dialect.quote or "\0") % 2:
            return number
    return 0


def _try_white_space(lines: list[str], options: FileOptions) -> _Trial:
    trial = _try(lines, Dialect(WHITE_SPACE, *_told_quotes(options, '"', "")))
    # Prose has words too, but not the same number on every line.
    return trial if trial.share >= 0.98 and len(lines) >= 3 else replace(trial, share=0.0)


def _best(trials: list[_Trial], lines: list[str]) -> _Trial:
    top = max(trial.score for trial in trials)
    near = [trial for trial in trials if trial.score and trial.score >= top - 0.03] or trials
    semicolon = next((trial for trial in near if trial.dialect.delimiter == ";"), None)
    if semicolon and _has_decimal_commas(semicolon.dialect, lines):
        return semicolon
    return max(near, key=lambda trial: (trial.width, trial.score))


def _has_decimal_commas(dialect: Dialect, lines: list[str]) -> bool:
    """Tell whether the commas of a table cut at semicolons are those of numbers such as 2,50."""
    cells = [cell for row in dialect.split(lines) for cell in row if "," in cell]
    return bool(cells) and sum(1 for cell in cells if _DECIMAL_COMMA.match(cell)) > len(cells) / 2


def _find_quotes(lines: list[str], delimiter: str, options: FileOptions) -> Dialect:
    """Find how cells are quoted, given the delimiter."""
    text, d = "".join(lines), re.escape(delimiter)
    likely = "'" if _are_single(text, d) else "" if delimiter in "\t|" and _quotes_are_letters(text, d) else '"'
    quote, escape = _told_quotes(options, likely, "")
    spaces_first = bool(quote) and bool(re.search(rf"[^\n{d}]{d} +{re.escape(quote)}", text))
    plain = Dialect(delimiter, quote, escape, spaces_first)
    if options.escape is not None or not quote or f"\\{quote}" not in text:
        return plain
    escaped = replace(plain, escape="\\")
    return min(plain, escaped, key=lambda dialect: dialect.count_broken(lines))


def _are_single(text: str, d: str) -> bool:
    """Tell whether cells are quoted with apostrophes: then each that begins with one ends with one, and there are several."""
    begun = len(re.findall(rf"(?:^|{d})'", text, re.MULTILINE))
    ended = len(re.findall(rf"(?:^|{d})'[^'\n]*'(?={d}|\r?$)", text, re.MULTILINE))
    return begun == ended > 1 and not re.search(rf'(?:^|{d})"', text, re.MULTILINE)


def _quotes_are_letters(text: str, d: str) -> bool:
    """Tell whether most cells that begin with a quote do not end with one: such files do not quote at all."""
    begun = len(re.findall(rf'(?:^|{d})"', text, re.MULTILINE))
    ended = len(re.findall(rf'(?:^|{d})"(?:[^"]|"")*"(?={d}|\r?$)', text, re.MULTILINE))
    return begun - ended > ended


def _told_quotes(options: FileOptions, quote: str, escape: str) -> tuple[str, str]:
    return (quote if options.quote is None else options.quote, escape if options.escape is None else options.escape)


def _excel_hint(text: str) -> tuple[int, str | None]:
    """Return the delimiter that a first line `sep=;`, which Excel writes and reads, names."""
    hint = re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE)
    return (1, hint.group(1)) if hint else (0, None)
