"""A result ready for a template: everything that the forms of it read."""

from dataclasses import dataclass

from rapport.accounts.public import Workspace
from rapport.ui.saying import say_all
from rapport.understand.annotations.public import annotations_between
from rapport.understand.metrics.public import Unit
from rapport.understand.views.exploration import Explored
from rapport.understand.views.figures import (
    ChangeView,
    Figure,
    annotation_props,
    change_of,
    figure_of,
    grain_label,
    name_label,
    series_props,
)
from rapport.understand.views.result.chart import chart_as_props, chart_of
from rapport.understand.views.result.grid import Grid, GridCell, grid_of
from rapport.understand.views.result.result import Cell, Result
from rapport.understand.views.result.shape import Shape
from rapport.understand.views.result.table import MOST_ROWS, UNSORTED, Sorting, table_of

Props = dict[str, object]


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure with the texts beside it."""

    figure: Figure
    change: ChangeView | None
    href: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    labels: tuple[str, ...]
    shown: ShownFigure


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column that can be sorted by. `direction` is that of `aria-sort`, empty where it is not the one."""

    label: str
    sort: str
    direction: str
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table of figures.

    Parameters
    ----------
    lowest, highest : of all intervals shown: the scale of the interval bars.
    """

    columns: tuple[Column, ...]
    rows: tuple[ShownRow, ...]
    left_out: int
    has_change: bool
    has_interval: bool
    has_n: bool
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a heat map; `shade` is a class of the style sheet."""

    shown: ShownFigure | None
    shade: str


@dataclass(frozen=True, slots=True)
class ShownGrid:
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[ShownCell, ...]], ...]
    corner: str
    left_out_rows: int
    left_out_columns: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What the template `views/_result.html` reads."""

    shape: str
    result: Result
    is_empty: bool
    figure: ShownFigure | None
    chart: Props | None
    chart_size: str
    left_out: int
    grid: ShownGrid | None
    table: ShownTable
    warnings: tuple[str, ...]


def shown(
    explored: Explored,
    result: Result,
    workspace: Workspace,
    *,
    sorting: Sorting = UNSORTED,
    most: int = MOST_ROWS,
    shape: Shape | None = None,
) -> Shown:
    """Make everything that a template needs of a result.

    Parameters
    ----------
    most : rows of the table.
    shape : another form than the one that was chosen.
    """
    shape = shape or explored.shape
    chart = chart_of(result, shape)
    return Shown(
        shape=shape.value,
        result=result,
        is_empty=not any(cell.row.estimate.is_known or cell.row.is_suppressed for cell in result.cells),
        figure=_figure(result, result.cells[0]) if shape is Shape.FIGURE and result.cells else None,
        chart=_chart_props(result, shape, workspace),
        chart_size=_chart_size(len(chart.series[0].points)) if chart and chart.kind == "bar" and not chart.grain else "lg",
        left_out=chart.left_out if chart else 0,
        grid=_grid(result, grid_of(result)) if shape is Shape.GRID else None,
        table=_table(result, sorting, most),
        warnings=say_all(result.answer.warnings),
    )


def _chart_props(result: Result, shape: Shape, workspace: Workspace) -> Props | None:
    chart = chart_of(result, shape)
    if chart is None:
        return None
    period = result.answer.period
    annotations = annotations_between(workspace, period.start.date(), period.end.date()) if period.start and period.end else ()
    if chart.kind == "line" and len(chart.series) == 1 and not result.names:
        links = {cell.row.key: cell.href for cell in result.cells}
        return series_props(result.answer, title="", link=lambda key: links.get(key, ""), annotations=annotations)
    return chart_as_props(chart, annotations=[annotation_props(each) for each in annotations] if chart.kind == "line" else ())


def _chart_size(bars: int) -> str:
    return "sm" if bars <= 5 else "" if bars <= 10 else "lg"


def _figure(result: Result, cell: Cell) -> ShownFigure:
    change = change_of(cell.comparison, result.answer) if cell.comparison else None
    return ShownFigure(figure_of(cell.row, result.answer), change, cell.href)


def _table(result: Result, sorting: Sorting, most: int) -> ShownTable:
    table = table_of(result, sorting, most=most)
    rows = tuple(ShownRow(row.labels, _figure(result, row.cell)) for row in table.rows)
    estimates = [row.cell.row.estimate for row in table.rows]
    limits = [limit for e in estimates for limit in (e.low, e.high, e.value) if limit is not None]
    return ShownTable(
        columns=_columns(result, sorting),
        rows=rows,
        left_out=table.left_out,
        has_change=result.answer.comparison is not None,
        has_interval=any(e.has_interval for e in estimates),
        has_n=any(row.shown.figure.n for row in rows),
        lowest=min([*limits, 0.0] if result.answer.metric.unit is not Unit.SCORE else limits, default=0.0),
        highest=max(limits, default=1.0),
    )


def _columns(result: Result, sorting: Sorting) -> tuple[Column, ...]:
    grain = result.answer.question.grain
    heads = [Column(grain_label(grain), "time", "")] if grain else []
    heads += [Column(name_label(name), name, "") for name in result.names]
    return tuple(Column(head.label, *_sort_of(sorting, head.sort)) for head in heads)


def _sort_of(sorting: Sorting, column: str) -> tuple[str, str]:
    """Return what a click on the head sorts by, and how it is sorted now."""
    direction = ("descending" if sorting.is_descending else "ascending") if sorting.column == column else ""
    return str(sorting.after_click(column)), direction


def figure_columns(table: ShownTable, sorting: Sorting, labels: dict[str, str]) -> list[Column]:
    """Return the heads of the columns of figures: value, n, change."""
    present = {"value": True, "n": table.has_n, "change": table.has_change}
    return [Column(labels[name], *_sort_of(sorting, name), is_figure=True) for name, is_there in present.items() if is_there]


def _grid(result: Result, grid: Grid) -> ShownGrid:
    grain = result.answer.question.grain
    names = result.names if grain else result.names[:-1]
    return ShownGrid(
        columns=grid.columns,
        rows=tuple((row.label, tuple(_shown_cell(result, cell) for cell in row.cells)) for row in grid.rows),
        corner=" · ".join(name_label(name) for name in names),
        left_out_rows=grid.left_out_rows,
        left_out_columns=grid.left_out_columns,
    )


def _shown_cell(result: Result, cell: GridCell) -> ShownCell:
    shade = "" if cell.shade is None else f"shade-{cell.shade}"
    return ShownCell(_figure(result, cell.cell) if cell.cell else None, shade)
