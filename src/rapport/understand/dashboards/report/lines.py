"""Draws a chart of lines over time, each with its interval as a band."""

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from reportlab.lib.colors import HexColor

from rapport.understand.dashboards.report.box import Box
from rapport.understand.dashboards.report.colours import INK, LINE, MUTED, SERIES
from rapport.understand.dashboards.report.scale import Scale, scale_of, write_tick
from rapport.understand.dashboards.report.text import Style, draw_text, fitted, width_of
from rapport.understand.views.public import Chart, Point, Series

_LABEL = Style(7, MUTED)
_LEGEND = Style(7.5, INK)
_LEGEND_HEIGHT = 14.0
_AXIS_HEIGHT = 14.0

Canvas = Any
"""reportlab has no types."""
Known = tuple[float, float, float, float]
"""Where a point stands: x, and y of value, low and high."""


def draw_lines(canvas: Canvas, box: Box, chart: Chart) -> None:
    """Draw the chart into a box."""
    points = [point for series in chart.series for point in series.points]
    values = [value for point in points for value in (point.value, point.low, point.high) if value is not None]
    unit = chart.currency or chart.unit
    scale = scale_of(values, from_zero=min(values) >= 0 and unit in ("count", chart.currency))
    has_legend = len(chart.series) > 1
    left = max(width_of(write_tick(tick, unit), _LABEL) for tick in scale.ticks) + 6
    plot = box.inside(left=left, bottom=_AXIS_HEIGHT, right=4, top=_LEGEND_HEIGHT if has_legend else 4)
    draw_scale(canvas, plot, scale, unit)
    times = sorted({point.x for point in points})
    _draw_days(canvas, plot, times, {point.x: point.label for point in points})
    for number, series in enumerate(chart.series):
        _draw_series(canvas, plot, series, scale, times, SERIES[number % len(SERIES)], with_band=len(chart.series) <= 3)
    if has_legend:
        _draw_legend(canvas, Box(plot.x, box.top - _LEGEND_HEIGHT, plot.width, _LEGEND_HEIGHT), chart.series)


def draw_scale(canvas: Canvas, plot: Box, scale: Scale, unit: str) -> None:
    """Draw a horizontal line at every tick, with its figure to the left."""
    canvas.setLineWidth(0.4)
    for tick in scale.ticks:
        y = plot.y + scale.place(tick) * plot.height
        canvas.setStrokeColor(MUTED if tick == 0 else LINE)
        canvas.line(plot.x, y, plot.right, y)
        draw_text(canvas, plot.x - 4, y - 2.4, write_tick(tick, unit), _LABEL, align="right")


def _draw_days(canvas: Canvas, plot: Box, times: Sequence[str], labels: dict[str, str]) -> None:
    """Write as many days under the axis as stand beside each other."""
    widest = max(width_of(label, _LABEL) for label in labels.values()) + 10
    every = max(1, math.ceil(len(times) * widest / plot.width))
    free_from = 0.0
    for time in times[::every]:
        x, half = _x(plot, time, times), width_of(labels[time], _LABEL) / 2
        x = min(max(x, plot.x - 4 + half), plot.right + 4 - half)
        if x - half > free_from:
            draw_text(canvas, x, plot.y - 10, labels[time], _LABEL, align="centre")
            free_from = x + half + 6


def _x(plot: Box, time: str, times: Sequence[str]) -> float:
    first, last, day = (date.fromisoformat(each).toordinal() for each in (times[0], times[-1], time))
    return plot.x + plot.width * ((day - first) / (last - first) if last > first else 0.5)


def _draw_series(
    canvas: Canvas, plot: Box, series: Series, scale: Scale, times: Sequence[str], colour: str, *, with_band: bool
) -> None:
    for run in _runs(series.points):
        places = [_placed(plot, point, scale, times) for point in run]
        if with_band and len(places) > 1:
            _draw_band(canvas, places, colour)
        _draw_line(canvas, places, colour)


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Points without a value interrupt the line."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _placed(plot: Box, point: Point, scale: Scale, times: Sequence[str]) -> Known:
    value = point.value or 0.0
    low, high = (value if limit is None else limit for limit in (point.low, point.high))
    y, y_low, y_high = (plot.y + scale.place(each) * plot.height for each in (value, low, high))
    return _x(plot, point.x, times), y, y_low, y_high


def _draw_band(canvas: Canvas, places: Sequence[Known], colour: str) -> None:
    path = canvas.beginPath()
    outline = [(x, high) for x, _, _, high in places] + [(x, low) for x, _, low, _ in reversed(places)]
    path.moveTo(*outline[0])
    for place in outline[1:]:
        path.lineTo(*place)
    path.close()
    canvas.saveState()
    canvas.setFillColor(HexColor(colour), alpha=0.13)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _draw_line(canvas: Canvas, places: Sequence[Known], colour: str) -> None:
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    canvas.setLineWidth(1.4)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    path.moveTo(places[0][0], places[0][1])
    for x, y, _, _ in places[1:]:
        path.lineTo(x, y)
    canvas.drawPath(path, stroke=1, fill=0)
    if len(places) <= 14:
        for x, y, _, _ in places:
            canvas.circle(x, y, 1.6, stroke=0, fill=1)


def _draw_legend(canvas: Canvas, box: Box, series: Sequence[Series]) -> None:
    x = box.x
    room = box.width / len(series)
    for number, each in enumerate(series):
        name = fitted(each.name, _LEGEND, max(room - 18, 24))
        canvas.setFillColor(SERIES[number % len(SERIES)])
        canvas.rect(x, box.y + 5.2, 8, 2.4, stroke=0, fill=1)
        draw_text(canvas, x + 11, box.y + 4, name, _LEGEND)
        x += 11 + width_of(name, _LEGEND) + 10
