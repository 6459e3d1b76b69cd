"""Draws a tile: its frame, title and what it says."""

from typing import Any

from django.utils.translation import gettext as _

from rapport.ui.saying import say_all
from rapport.understand.dashboards.content import Content
from rapport.understand.dashboards.report.bars import draw_bars
from rapport.understand.dashboards.report.box import Box
from rapport.understand.dashboards.report.colours import INK, LINE, MUTED, PAPER
from rapport.understand.dashboards.report.faces import Weight
from rapport.understand.dashboards.report.figure import draw_figure, draw_grid, draw_table
from rapport.understand.dashboards.report.lines import draw_lines
from rapport.understand.dashboards.report.text import Style, broken, draw_text, fitted
from rapport.understand.views.public import Result, Shape, chart_of, grid_of

_TITLE = Style(10, INK, Weight.SEMIBOLD)
_ABOUT = Style(7.5, MUTED)
_NOTE = Style(9.5, INK)
_PADDING = 10.0

Canvas = Any
"""reportlab has no types."""


def draw_tile(canvas: Canvas, box: Box, content: Content) -> None:
    """Draw a tile into a box."""
    canvas.setFillColor(PAPER)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.7)
    canvas.roundRect(box.x, box.y, box.width, box.height, 5, stroke=1, fill=1)
    inner = box.inside(left=_PADDING, right=_PADDING, top=_PADDING, bottom=_PADDING)
    top = inner.top
    for text, style, height in ((content.title, _TITLE, 13.0), (content.about, _ABOUT, 11.0)):
        if text:
            draw_text(canvas, inner.x, top - style.size * 0.85, fitted(text, style, inner.width), style)
            top -= height
    rest = Box(inner.x, inner.y, inner.width, top - inner.y - 3)
    if content.problem or content.note:
        _draw_note(canvas, rest, content.problem or content.note, _ABOUT if content.problem else _NOTE)
    elif content.result:
        _draw_result(canvas, rest, content.result, content.shape)


def _draw_result(canvas: Canvas, box: Box, result: Result, shape: Shape | None) -> None:
    if not any(cell.row.estimate.is_known or cell.row.is_suppressed for cell in result.cells):
        _draw_note(canvas, box, " ".join(say_all(result.answer.warnings)) or _("Nothing was found."), _ABOUT)
        return
    chart = chart_of(result, shape) if shape else None
    if chart and chart.kind == "line":
        draw_lines(canvas, box, chart)
    elif chart:
        draw_bars(canvas, box, chart, more=_("… and %d more"))
    elif shape is Shape.FIGURE:
        draw_figure(canvas, box, result)
    elif shape is Shape.GRID:
        draw_grid(canvas, box, grid_of(result), result.answer.unit)
    else:
        draw_table(canvas, box, result)


def _draw_note(canvas: Canvas, box: Box, text: str, style: Style) -> None:
    leading = style.size * 1.45
    lines = broken(text, style, box.width)
    fitting = max(int(box.height // leading), 1)
    if len(lines) > fitting:
        lines = [*lines[: fitting - 1], fitted(lines[fitting - 1] + " …", style, box.width)]
    for number, line in enumerate(lines):
        draw_text(canvas, box.x, box.top - leading * number - style.size * 0.9, line, style)
