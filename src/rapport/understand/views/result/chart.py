"""What a chart shows, for the chart of a page and the drawing of a report alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.understand.metrics.public import Unit
from rapport.understand.views.figures import metric_title, whole_buckets
from rapport.understand.views.result.labels import group_label, short_bucket
from rapport.understand.views.result.result import Cell, KeyValue, Result
from rapport.understand.views.result.shape import Shape

MOST_SERIES = 8
"""More lines than that cannot be told apart."""
MOST_BARS = 30


@dataclass(frozen=True, slots=True)
class Point:
    """A figure in a chart. `x` is the first day of a bucket (ISO) or the label of a group; `label` is what people read."""

    x: str
    label: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    href: str
    is_suppressed: bool


@dataclass(frozen=True, slots=True)
class Series:
    """A line, or the bars of one colour."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart.

    Parameters
    ----------
    kind : ``line`` or ``bar``.
    grain : the width of buckets, empty where the bars are groups.
    unit, currency : of the values; the currency is empty unless they are money of one currency.
    left_out : how many groups are in the answer but not in the chart.
    """

    kind: str
    unit: str
    currency: str
    series: tuple[Series, ...]
    grain: str = ""
    left_out: int = 0


def chart_of(result: Result, shape: Shape) -> Chart | None:
    """Return the chart of a result; None where the form is none, or nothing is known."""
    if not any(cell.row.estimate.is_known for cell in result.cells):
        return None
    match shape:
        case Shape.LINES:
            groups, days = result.groups, _drawn_buckets(result)
            series = tuple(_series(result, group, days) for group in groups[:MOST_SERIES])
            return _chart(result, "line", series, left_out=len(groups) - len(series))
        case Shape.BARS:
            cells = _bars(result)
            points = tuple(_point(result, cell) for cell in cells)
            left_out = 0 if result.answer.question.grain else len(result.cells) - len(cells)
            return _chart(result, "bar", (Series(metric_title(result.answer.metric), points),), left_out=left_out)
    return None


def _bars(result: Result) -> tuple[Cell, ...]:
    """Return the buckets to draw, or the largest groups."""
    if not result.answer.question.grain:
        return result.cells[:MOST_BARS]
    days = _drawn_buckets(result)
    return tuple(cell for cell in result.cells if cell.bucket in days)


def _drawn_buckets(result: Result) -> set[str]:
    """Return the buckets to draw: of counts and totals not those that the period cuts off, since half a week is less."""
    grain = result.answer.question.grain
    rows = [cell.row for cell in result.cells]
    return {day.isoformat() for day in whole_buckets(result.answer, rows, grain)} if grain else set()


def _series(result: Result, group: tuple[KeyValue, ...], days: set[str]) -> Series:
    name = group_label(result, group) if group else metric_title(result.answer.metric)
    cells = [cell for cell in result.cells if cell.group == group and cell.bucket in days]
    return Series(name, tuple(_point(result, cell) for cell in cells))


def _point(result: Result, cell: Cell) -> Point:
    grain = result.answer.question.grain
    label = short_bucket(cell.bucket, grain) if cell.bucket and grain else group_label(result, cell.group)
    estimate = cell.row.estimate
    return Point(
        x=cell.bucket or label,
        label=label,
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        n=estimate.n,
        href=cell.href,
        is_suppressed=cell.row.is_suppressed,
    )


def _chart(result: Result, kind: str, series: tuple[Series, ...], *, left_out: int) -> Chart:
    unit = result.answer.unit
    is_money = unit not in tuple(Unit)
    grain = result.answer.question.grain
    return Chart(
        kind=kind,
        unit=Unit.MONEY.value if is_money else unit,
        currency=unit if is_money else "",
        series=series,
        grain=grain.value if grain else "",
        left_out=left_out,
    )


# object: JSON of several depths.
def chart_as_props(chart: Chart, *, annotations: Sequence[dict[str, object]] = ()) -> dict[str, object]:
    """Return the properties of the island `chart` (see the README of `rapport.ui`)."""
    return {
        "kind": "distribution" if chart.kind == "bar" and chart.grain else chart.kind,  # time runs from left to right
        "unit": chart.unit,
        "currency": chart.currency,
        "grain": chart.grain,
        "series": [{"name": series.name, "points": [_point_props(p) for p in series.points]} for series in chart.series],
        "annotations": list(annotations),
        "brush": chart.kind == "line",
    }


def _point_props(point: Point) -> dict[str, object]:
    return {
        "x": point.x,
        "label": point.label,
        "value": point.value,
        "low": point.low,
        "high": point.high,
        "n": point.n,
        "href": point.href,
        "suppressed": point.is_suppressed,
    }
