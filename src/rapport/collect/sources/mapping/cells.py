"""Cells: what a file reader gives, and what a field makes of one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias

import msgspec

from rapport.core.notice import Notice

Cell: TypeAlias = Any
"""Text, number, truth value, date, or (from JSON) a list or dict; None where the file has nothing."""

NOTHING = frozenset({"", "null", "NULL", "\\N", "NaN", "nan", "N/A", "n/a", "#N/A", "None"})
"""What programs write where they have no value. In free text only the empty text counts as nothing."""

MEMO_SIZE = 30_000
_LOOKED_AT = 64
_SHORT = 80


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that cannot become what the mapping says: the row is kept as a reject with this reason."""

    reason: str
    detail: Notice


Scalar: TypeAlias = Callable[[Cell], Any]
"""Turns one cell into a value, None (nothing there) or Bad."""


def text_of(cell: Cell) -> str:
    """Write a cell as text, the same for the same value whatever kind of file it came from."""
    match cell:
        case str():
            return cell
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case Decimal():
            return format(cell, "f")
        case datetime() | date() | time():
            return cell.isoformat()
        case list() | dict() | tuple():
            return msgspec.json.encode(cell, order="deterministic").decode()
    return str(cell)


def shorten(text: str, width: int = 60) -> str:
    """Cut a text for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


class Memo(dict[Cell, Any]):
    """Asks a slow function once for each distinct cell: columns repeat themselves.

    A column that does not repeat itself is asked directly once that shows, so that memory stays constant.
    """

    def __init__(self, function: Scalar) -> None:
        super().__init__()
        self.function = function
        self._lookups = 0
        self._misses = 0
        self._types: list[type | None] = []

    def __missing__(self, cell: Cell) -> Any:
        value = self.function(cell)
        self._misses += 1
        self[cell] = value
        return value

    def of(self, cells: list[Cell]) -> list[Any]:
        """Return the value of every cell."""
        return self._all(cells, [cells])

    def of_rows(self, columns: list[list[Cell]]) -> list[Any]:
        """Return the value of every row of some columns, for a function of tuples."""
        return self._all(list(zip(*columns)), columns)

    def _all(self, keys: list[Any], columns: list[list[Cell]]) -> list[Any]:
        if len(self) > MEMO_SIZE:
            self.clear()
        repeats = self._lookups < MEMO_SIZE or self._misses * 2 < self._lookups
        if repeats and self._can_tell_apart([_type_of(cells) for cells in columns]) and all(map(_are_short, columns)):
            self._lookups += len(keys)
            return list(map(self.__getitem__, keys))
        return list(map(self.function, keys))

    def _can_tell_apart(self, types: list[type | None]) -> bool:
        """Whether equal keys are the same value, in these columns and in those before: 1, 1.0 and True are equal."""
        if not self._types:
            self._types = [None] * len(types)
        for place, found in enumerate(types):
            if found is _Mixed or (found and self._types[place] not in (None, found)):
                return False
            self._types[place] = found or self._types[place]
        return True


def _are_short(cells: list[Cell]) -> bool:
    """Whether texts are short enough to be remembered by the ten thousand, as far as some of them show."""
    some = cells[:: max(1, len(cells) // _LOOKED_AT)]
    return sum(len(cell) for cell in some if isinstance(cell, str)) <= _SHORT * len(some)


class _Mixed:
    """Stands for cells of several types, or of one that cannot be a key."""


_KEY_TYPES = frozenset({str, int, float, bool, Decimal, datetime, date})


def _type_of(cells: Iterable[Cell]) -> type | None:
    types = set(map(type, cells))
    types.discard(type(None))
    if not types:
        return None
    found = types.pop()
    return found if not types and found in _KEY_TYPES else _Mixed


def paths_into(columns: Iterable[str], name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the ways to read `via.channel` as the key `channel` inside a column `via`."""
    known = set(columns)
    parts = name.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        if (column := ".".join(parts[:cut])) in known:
            yield column, parts[cut:]


def dig(cell: Cell, path: list[str]) -> Cell:
    """Follow keys (and list places) into a nested cell; None where there is nothing. A `*` goes into every element."""
    for place, key in enumerate(path):
        if key == "*" and isinstance(cell, list):
            return _joined(dig(element, path[place + 1 :]) for element in cell)
        if isinstance(cell, dict):
            cell = cell.get(key)
        elif isinstance(cell, list) and key.isdigit() and int(key) < len(cell):
            cell = cell[int(key)]
        else:
            return None
    return cell


def _joined(found: Iterable[Cell]) -> list[Cell]:
    """Return the elements of several lists, and cells that are no list, as one list."""
    joined: list[Cell] = []
    for cell in found:
        if cell is not None:
            joined.extend(cell if isinstance(cell, list) else [cell])
    return joined
