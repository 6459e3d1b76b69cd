"""Does the first row hold names or data? Judged from cells as text, so that CSV and workbooks share it."""

import re
from collections.abc import Sequence
from itertools import islice

_NUMBER = re.compile(r"\s*[-+]?[$€£¥]?\s*\d[\d., ]*([eE][-+]?\d+)?\s*%?\s*$")
_DATE = re.compile(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d{1,2}:\d{2}.*)?$|\s*\d{1,2}:\d{2}(:\d{2})?$")
_ADDRESS = re.compile(r"\s*[^@\s]+@[^@\s]+\.\w+\s*$|\s*https?://", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[*#@$]?[^\W\d][\w .:/()#&?*'-]{0,60}$")
_TRUTH = re.compile(r"(true|false|yes|no|null|none|n/a)$", re.IGNORECASE)
_ROWS = 500


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Weigh the first row against those below it; in doubt a first row of words is a header."""
    if not rows:
        return False
    first, below = rows[0], [row for row in islice(rows, 1, _ROWS) if len(row) >= len(rows[0]) - 1]
    if any(_is_value(cell) for cell in first) and not _are_years(first, below):
        return False
    if not below:
        return all(_IDENTIFIER.match(cell.strip()) for cell in first if cell.strip())
    return sum(_vote(cell, [row[position] for row in below if position < len(row)]) for position, cell in enumerate(first)) >= 0


def _vote(name: str, below: list[str]) -> float:
    """Positive where the cell looks like a name of what is below it."""
    filled = [cell for cell in below if cell.strip()]
    if not name.strip():
        return -0.5 if filled else 0.0
    if not filled:
        return 0.1
    if sum(map(_is_value, filled)) >= 0.8 * len(filled):
        return 2.0
    if name in filled:
        return -3.0 if len(filled) >= 3 * len(set(filled)) or filled.count(name) > 1 else -1.0
    return 0.5 if _IDENTIFIER.match(name.strip()) else -0.1


def _is_value(cell: str) -> bool:
    return bool(_NUMBER.match(cell) or _DATE.match(cell) or _ADDRESS.match(cell)) or bool(_TRUTH.match(cell.strip()))


def _are_years(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Tell whether the numbers of the first row are column names such as 2023, 2024, beside a name in words."""
    numbers = [cell for cell in first if _is_value(cell)]
    words = [cell for cell in first if cell.strip() and not _is_value(cell)]
    are_years = all(re.fullmatch(r"\s*(19|20)\d\d\s*", cell) for cell in numbers) and len(set(numbers)) == len(numbers)
    return bool(words) and are_years and len(numbers) > 1 and bool(below)
