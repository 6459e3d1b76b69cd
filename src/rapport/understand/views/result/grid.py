"""Two dimensions as rows and columns, coloured by value."""

from collections.abc import Callable
from dataclasses import dataclass

from rapport.understand.views.figures import value_label
from rapport.understand.views.result.labels import group_label, short_bucket
from rapport.understand.views.result.result import Cell, KeyValue, Result

MOST_ROWS = 40
MOST_COLUMNS = 24
STEPS = 8
"""Shades, of which 0 is the palest."""

Column = str | KeyValue


@dataclass(frozen=True, slots=True)
class GridCell:
    """A figure in the grid; `shade` from 0 to `STEPS`, None where there is no value."""

    cell: Cell | None
    shade: int | None


@dataclass(frozen=True, slots=True)
class GridRow:
    label: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of figures.

    Parameters
    ----------
    lowest, highest : of the values shown: the ends of the shades.
    left_out_rows, left_out_columns : how many did not fit.
    """

    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    lowest: float | None
    highest: float | None
    left_out_rows: int = 0
    left_out_columns: int = 0


def grid_of(result: Result) -> Grid:
    """Lay a result out: buckets as columns where it has a grain, else the last dimension."""
    if result.answer.question.grain:
        return _grid(result, lambda cell: cell.group, lambda cell: cell.bucket)
    return _grid(result, lambda cell: cell.group[:-1], lambda cell: cell.group[-1])


def _grid(result: Result, row_of: Callable[[Cell], tuple[KeyValue, ...]], column_of: Callable[[Cell], Column]) -> Grid:
    rows = tuple(dict.fromkeys(row_of(cell) for cell in result.cells))
    columns = tuple(dict.fromkeys(column_of(cell) for cell in result.cells))
    if result.answer.question.grain:
        columns = result.buckets[-MOST_COLUMNS:]
    shown_rows, shown_columns = rows[:MOST_ROWS], columns[:MOST_COLUMNS]
    by_place = {(row_of(cell), column_of(cell)): cell for cell in result.cells}
    shown = [by_place[place] for row in shown_rows for column in shown_columns if (place := (row, column)) in by_place]
    values = [cell.row.estimate.value for cell in shown if cell.row.estimate.value is not None]
    lowest, highest = (min(values), max(values)) if values else (None, None)
    return Grid(
        columns=tuple(_column_label(result, column) for column in shown_columns),
        rows=tuple(
            GridRow(
                _row_label(result, row),
                tuple(_shaded(by_place.get((row, column)), lowest, highest) for column in shown_columns),
            )
            for row in shown_rows
        ),
        lowest=lowest,
        highest=highest,
        left_out_rows=len(rows) - len(shown_rows),
        left_out_columns=len({column_of(cell) for cell in result.cells}) - len(shown_columns),
    )


def _shaded(cell: Cell | None, lowest: float | None, highest: float | None) -> GridCell:
    value = cell.row.estimate.value if cell else None
    if value is None or lowest is None or highest is None:
        return GridCell(cell, None)
    span = highest - lowest
    return GridCell(cell, round((value - lowest) / span * STEPS) if span else STEPS // 2)


def _row_label(result: Result, row: tuple[KeyValue, ...]) -> str:
    if len(row) == len(result.names):
        return group_label(result, row)
    return " · ".join(value_label(name, value) for name, value in zip(result.names, row, strict=False))


def _column_label(result: Result, column: Column) -> str:
    grain = result.answer.question.grain
    return short_bucket(str(column), grain) if grain else value_label(result.names[-1], column)
