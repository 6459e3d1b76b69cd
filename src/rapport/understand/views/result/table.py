"""All figures of a result as rows, sorted as the reader wants."""

from collections.abc import Callable
from dataclasses import dataclass

from rapport.understand.views.figures import value_label
from rapport.understand.views.result.labels import short_bucket
from rapport.understand.views.result.result import Cell, KeyValue, Result

MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column rows are sorted; an empty one keeps the answer's order."""

    column: str = ""
    is_descending: bool = False

    def __str__(self) -> str:
        return ("-" if self.is_descending else "") + self.column

    def after_click(self, column: str) -> "Sorting":
        """Return the sorting after a click on a column's head: numbers begin with the largest."""
        begins_descending = column in ("value", "n", "change")
        if self.column != column:
            return Sorting(column, begins_descending)
        return Sorting(column, not self.is_descending)


UNSORTED = Sorting()


def parse_sorting(text: str) -> Sorting:
    """Read ``value``, ``-value``, ``time``, ``n``, ``change``, or the name of a dimension."""
    return Sorting(text.removeprefix("-"), text.startswith("-"))


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: the labels of its bucket and groups, and its figure."""

    labels: tuple[str, ...]
    cell: Cell


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that are shown; `left_out` more are only in exports."""

    rows: tuple[TableRow, ...]
    left_out: int = 0


def table_of(result: Result, sorting: Sorting = UNSORTED, *, most: int | None = MOST_ROWS) -> Table:
    """Return the rows of a result."""
    cells = _sorted(result, sorting)
    shown = cells if most is None else cells[:most]
    return Table(tuple(TableRow(labels_of(result, cell), cell) for cell in shown), len(cells) - len(shown))


def labels_of(result: Result, cell: Cell) -> tuple[str, ...]:
    grain = result.answer.question.grain
    bucket = (short_bucket(cell.bucket, grain),) if cell.bucket and grain else ()
    return (*bucket, *(value_label(name, value) for name, value in zip(result.names, cell.group, strict=True)))


def _sorted(result: Result, sorting: Sorting) -> tuple[Cell, ...]:
    """Sort cells; those without a value stand last in both directions."""
    value_of = _column(result, sorting.column)
    if value_of is None:
        return result.cells
    known = [cell for cell in result.cells if value_of(cell) is not None]
    missing = [cell for cell in result.cells if value_of(cell) is None]
    return (*sorted(known, key=lambda cell: _comparable(value_of(cell)), reverse=sorting.is_descending), *missing)


def _column(result: Result, column: str) -> Callable[[Cell], KeyValue] | None:
    match column:
        case "value":
            return lambda cell: cell.row.estimate.value
        case "n":
            return lambda cell: cell.row.estimate.n or None
        case "change":
            return _change
        case "time":
            return lambda cell: cell.bucket
    if column in result.names:
        place = result.names.index(column)
        return lambda cell: cell.group[place]
    return None


def _change(cell: Cell) -> float | None:
    tested = cell.comparison.tested if cell.comparison else None
    return tested.difference.value if tested else None


def _comparable(value: KeyValue) -> tuple[bool, float, str]:
    """Numbers before texts; texts without regard to case."""
    return (False, float(value), "") if isinstance(value, int | float) else (True, 0.0, str(value).casefold())
