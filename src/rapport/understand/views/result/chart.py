"""What a chart shows, for the chart of a page and the drawing of a report alike."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rapport.understand.metrics.public import Unit
from rapport.understand.views.result.labels import bucket_label, group_label
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
    unit, currency : of the values; the currency is empty unless they are money of one currency.
    left_out : how many groups are in the answer but not in the chart.
    """

    kind: str
    unit: str
    currency: str
    series: tuple[Series, ...]
    left_out: int = 0


def chart_of(result: Result, shape: Shape) -> Chart | None:
    """Return the chart of a result; None where the form is none, or nothing is known."""
    if not any(cell.row.estimate.is_known for cell in result.cells):
        return None
    match shape:
        case Shape.LINES:
            groups = result.groups
            series = tuple(_series(result, group) for group in groups[:MOST_SERIES])
            return _chart(result, "line", series, left_out=len(groups) - len(series))
        case Shape.BARS:
            cells = result.cells if result.answer.question.grain else _largest(result)
            points = tuple(_point(result, cell) for cell in cells)
            return _chart(result, "bar", (Series(result.answer.metric.title, points),), left_out=len(result.cells) - len(cells))
    return None


def _largest(result: Result) -> tuple[Cell, ...]:
    return result.cells[:MOST_BARS]


def _series(result: Result, group: tuple[KeyValue, ...]) -> Series:
    name = group_label(result, group) if group else result.answer.metric.title
    return Series(name, tuple(_point(result, cell) for cell in result.cells if cell.group == group))


def _point(result: Result, cell: Cell) -> Point:
    grain = result.answer.question.grain
    label = bucket_label(cell.bucket, grain) if cell.bucket else group_label(result, cell.group)
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
    return Chart(kind, Unit.MONEY.value if is_money else unit, unit if is_money else "", series, left_out)


# object: JSON of several depths.
def chart_as_props(chart: Chart, *, annotations: tuple[dict[str, object], ...] = ()) -> dict[str, object]:
    """Return the properties of the island `chart`."""
    return {
        "kind": chart.kind,
        "unit": chart.unit,
        "currency": chart.currency,
        "series": [{"name": series.name, "points": [_point_props(p) for p in series.points]} for series in chart.series],
        "annotations": list(annotations),
        "brush": chart.kind == "line",
        "labels": {"n": _("n")},
    }


def _point_props(point: Point) -> dict[str, object]:
    return {
        "x": point.x,
        "value": point.value,
        "low": point.low,
        "high": point.high,
        "n": point.n,
        "href": point.href,
        "suppressed": point.is_suppressed,
    }
