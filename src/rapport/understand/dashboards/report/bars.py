"""Draws a bar for each group, with its interval as a whisker. Groups stand below each other, time from left to right."""

import math
from typing import Any

from rapport.understand.dashboards.report.box import Box
from rapport.understand.dashboards.report.colours import ACCENT, INK, MUTED
from rapport.understand.dashboards.report.lines import draw_scale
from rapport.understand.dashboards.report.scale import Scale, scale_of, write_tick
from rapport.understand.dashboards.report.text import Style, draw_text, fitted, width_of
from rapport.understand.views.public import Chart, Point, write_value

_LABEL = Style(8, INK)
_FIGURE = Style(8, INK)
_DAY = Style(7, MUTED)
_WHISKER = INK
_SMALLEST_ROW = 12.0

Canvas = Any
"""reportlab has no types."""


def draw_bars(canvas: Canvas, box: Box, chart: Chart, *, more: str) -> None:
    """Draw the chart into a box.

    Parameters
    ----------
    more : what is written below where not all bars fit, with ``%d`` for how many are left out.
    """
    [series] = chart.series
    unit = chart.currency or chart.unit
    if _is_time(series.points):
        _draw_columns(canvas, box, series.points, unit)
        return
    fitting = max(int((box.height - 10) // _SMALLEST_ROW), 1)
    shown = series.points[:fitting]
    left_out = chart.left_out + len(series.points) - len(shown)
    if left_out:
        draw_text(canvas, box.x, box.y, more % left_out, _DAY)
    area = box.inside(bottom=11 if left_out else 0)
    _draw_rows(canvas, area, shown, unit)


def _is_time(points: tuple[Point, ...]) -> bool:
    return all(point.x != point.label for point in points)


def _scale(points: tuple[Point, ...]) -> Scale:
    values = [value for point in points for value in (point.value, point.low, point.high) if value is not None]
    return scale_of(values or [0.0], from_zero=True)


def _draw_rows(canvas: Canvas, box: Box, points: tuple[Point, ...], unit: str) -> None:
    scale = _scale(points)
    label_width = min(max(width_of(point.label, _LABEL) for point in points) + 8, box.width * 0.34)
    figures = [write_value(point.value, unit) for point in points]
    figure_width = max(width_of(figure, _FIGURE) for figure in figures) + 8
    plot = box.inside(left=label_width, right=figure_width)
    row = min(plot.height / len(points), 26.0)
    zero = plot.x + scale.place(0.0) * plot.width
    for number, (point, figure) in enumerate(zip(points, figures, strict=True)):
        middle = plot.top - row * (number + 0.5)
        draw_text(canvas, plot.x - 6, middle - 2.8, fitted(point.label, _LABEL, label_width - 8), _LABEL, align="right")
        draw_text(canvas, box.right, middle - 2.8, figure, _FIGURE, align="right")
        if point.value is not None:
            end = plot.x + scale.place(point.value) * plot.width
            thickness = min(row * 0.55, 12)
            canvas.setFillColor(ACCENT)
            canvas.rect(min(zero, end), middle - thickness / 2, abs(end - zero), thickness, stroke=0, fill=1)
            _draw_whisker(canvas, plot, scale, point, middle)
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.5)
    canvas.line(zero, plot.top, zero, plot.top - row * len(points))


def _draw_whisker(canvas: Canvas, plot: Box, scale: Scale, point: Point, middle: float) -> None:
    if point.low is None or point.high is None:
        return
    low, high = (plot.x + scale.place(limit) * plot.width for limit in (point.low, point.high))
    canvas.setStrokeColor(_WHISKER)
    canvas.setLineWidth(0.7)
    canvas.line(low, middle, high, middle)
    for x in (low, high):
        canvas.line(x, middle - 2, x, middle + 2)


def _draw_columns(canvas: Canvas, box: Box, points: tuple[Point, ...], unit: str) -> None:
    scale = _scale(points)
    left = max(width_of(write_tick(tick, unit), _DAY) for tick in scale.ticks) + 6
    plot = box.inside(left=left, bottom=14, right=4, top=4)
    draw_scale(canvas, plot, scale, unit)
    step = plot.width / len(points)
    zero = plot.y + scale.place(0.0) * plot.height
    widest = max(width_of(point.label, _DAY) for point in points) + 8
    every = max(1, math.ceil(widest / step))
    for number, point in enumerate(points):
        x = plot.x + step * (number + 0.5)
        if number % every == 0:
            draw_text(canvas, x, plot.y - 10, point.label, _DAY, align="centre")
        if point.value is not None:
            end = plot.y + scale.place(point.value) * plot.height
            canvas.setFillColor(ACCENT)
            canvas.rect(x - step * 0.36, min(zero, end), step * 0.72, abs(end - zero), stroke=0, fill=1)
            if point.low is not None and point.high is not None and step > 5:
                canvas.setStrokeColor(_WHISKER)
                canvas.setLineWidth(0.7)
                low, high = (plot.y + scale.place(limit) * plot.height for limit in (point.low, point.high))
                canvas.line(x, low, x, high)
