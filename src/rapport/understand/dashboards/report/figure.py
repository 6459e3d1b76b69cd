"""Draws one figure in large type, and tables of figures."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.understand.dashboards.report.box import Box
from rapport.understand.dashboards.report.colours import BAD, FIRST_DARK, GOOD, INK, LINE, MUTED, PALE, PAPER, SHADES
from rapport.understand.dashboards.report.faces import Weight
from rapport.understand.dashboards.report.text import Style, broken, draw_text, fitted, width_of
from rapport.understand.views.public import (
    Cell,
    ChangeView,
    Figure,
    Grid,
    Result,
    change_of,
    figure_of,
    grain_label,
    name_label,
    table_of,
    write_value,
)

_SMALL = Style(8, MUTED)
_HEAD = Style(7.5, MUTED, Weight.SEMIBOLD)
_CELL = Style(8, INK)
_ROW = 13.0
_GRID_HEAD = 24.0

Canvas = Any
"""reportlab has no types."""


def draw_figure(canvas: Canvas, box: Box, result: Result) -> None:
    """Write the figure of a result, with its interval, its n and what changed."""
    [cell, *_rest] = result.cells
    figure = figure_of(cell.row, result.answer)
    style = Style(min(26.0, box.height * 0.42), INK, Weight.SEMIBOLD)
    text = figure.value
    if figure.is_suppressed:
        text, style = _("too few to show"), Style(13, MUTED, Weight.SEMIBOLD)
    elif width_of(text, style) > box.width:
        text = figure.short
    y = box.top - style.size * 0.95
    draw_text(canvas, box.x, y, fitted(text, style, box.width), style)
    y -= 14
    for line, line_style in _lines_below(result, cell, figure):
        for part in broken(line, line_style, box.width):
            draw_text(canvas, box.x, y, part, line_style)
            y -= 10.5


def _lines_below(result: Result, cell: Cell, figure: Figure) -> Iterator[tuple[str, Style]]:
    n = _("n = %(n)s") % {"n": figure.n} if figure.n else ""
    if figure.interval and not figure.is_suppressed:
        interval = _("95%% interval %(interval)s") % {"interval": figure.short_interval}
        yield " · ".join(filter(None, (interval, n))), _SMALL
    elif n:
        yield n, _SMALL
    if cell.comparison:
        change = change_of(cell.comparison, result.answer)
        yield _change_text(change), Style(8, _COLOURS.get(change.state, MUTED), Weight.SEMIBOLD)


_COLOURS = {"better": GOOD, "worse": BAD}


def _change_text(change: ChangeView) -> str:
    """Say what changed, with the verdict in words: colour alone would not say it on a black and white printer."""
    words = {
        "better": _("better"),
        "worse": _("worse"),
        "up": _("up"),
        "down": _("down"),
        "no_clear_change": _("no clear change"),
        "too_little_data": _("too little data"),
    }[change.state]
    return " · ".join(filter(None, (change.text, words)))


def draw_table(canvas: Canvas, box: Box, result: Result) -> None:
    """Write as many rows of a result as fit, in the order of the answer."""
    fitting = max(int((box.height - _ROW) // _ROW) - 1, 1)
    table = table_of(result, most=fitting)
    grain = result.answer.question.grain
    heads = [*([grain_label(grain)] if grain else []), *(name_label(name) for name in result.names)]
    has_change = result.answer.comparison is not None
    figure_heads = [_("Value"), _("95% interval"), _("n"), *([pgettext("difference", "Change")] if has_change else [])]
    figures = [_figures(result, row.cell) for row in table.rows]
    widths = [max([width_of(head, _HEAD), *(width_of(f[i], _CELL) for f in figures)]) + 10 for i, head in enumerate(figure_heads)]
    if sum(widths) > box.width * 0.75:  # narrow: without the interval
        figure_heads.pop(1)
        widths.pop(1)
        figures = [[each[0], *each[2:]] for each in figures]
    label_width = (box.width - sum(widths)) / max(len(heads), 1)
    y = box.top - 9
    _draw_row(canvas, box, y, heads, figure_heads, label_width, widths, _HEAD)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(box.x, y - 3.5, box.right, y - 3.5)
    for row, written in zip(table.rows, figures, strict=True):
        y -= _ROW
        _draw_row(canvas, box, y, row.labels, written, label_width, widths, _CELL)
    if table.left_out:
        draw_text(canvas, box.x, y - _ROW, _("… and %(count)s more") % {"count": f"{table.left_out:,}"}, _SMALL)


def _figures(result: Result, cell: Cell) -> list[str]:
    figure = figure_of(cell.row, result.answer)
    change = [_change_text(change_of(cell.comparison, result.answer))] if cell.comparison else []
    return ["·" if figure.is_suppressed else figure.value, figure.interval, figure.n, *change]


def _draw_row(
    canvas: Canvas, box: Box, y: float, labels: Any, figures: Any, label_width: float, widths: list[float], style: Style
) -> None:
    x = box.x
    for label in labels:
        draw_text(canvas, x, y, fitted(label, style, label_width - 6), style)
        x += label_width
    for figure, width in zip(figures, widths, strict=True):
        x += width
        draw_text(canvas, x, y, figure, style, align="right")


def draw_grid(canvas: Canvas, box: Box, grid: Grid, unit: str) -> None:
    """Draw a table of two dimensions, each cell in the shade of its value."""
    rows = grid.rows[: max(int((box.height - _GRID_HEAD) // 12), 1)]
    label_width = min(max(width_of(row.label, _CELL) for row in rows) + 8, box.width * 0.3)
    texts = [[_grid_text(each.cell, unit) for each in row.cells] for row in rows]
    room = max(width_of(text, _CELL) for row in texts for text in row) + 6
    columns = max(min(len(grid.columns), int((box.width - label_width) // room)), 1)
    first = len(grid.columns) - columns if len(grid.columns) > columns else 0
    width = (box.width - label_width) / columns
    height = min((box.height - _GRID_HEAD) / len(rows), 18.0)
    for number, head in enumerate(grid.columns[first:]):
        _draw_grid_head(canvas, box.x + label_width + width * (number + 0.5), box.top, head, width - 3)
    for line, row in enumerate(rows):
        y = box.top - _GRID_HEAD - height * (line + 1)
        draw_text(canvas, box.x, y + height / 2 - 2.8, fitted(row.label, _CELL, label_width - 6), _CELL)
        for number, each in enumerate(row.cells[first:]):
            x = box.x + label_width + width * number
            shade = each.shade
            canvas.setFillColor(PALE if shade is None else SHADES[shade])
            canvas.rect(x + 0.7, y + 0.7, width - 1.4, height - 1.4, stroke=0, fill=1)
            style = Style(8, PAPER if shade is not None and shade >= FIRST_DARK else INK if shade is not None else MUTED)
            text = texts[line][first + number]
            draw_text(canvas, x + width / 2, y + height / 2 - 2.8, fitted(text, style, width - 3), style, align="centre")


def _draw_grid_head(canvas: Canvas, x: float, top: float, head: str, width: float) -> None:
    """Write the head of a column in up to two lines, the last right above its cells."""
    lines = broken(head, _HEAD, width)
    if len(lines) > 2:
        lines = [lines[0], fitted(" ".join(lines[1:]), _HEAD, width)]
    for number, line in enumerate(reversed(lines)):
        draw_text(canvas, x, top - _GRID_HEAD + 4 + 9 * number, fitted(line, _HEAD, width), _HEAD, align="centre")


def _grid_text(cell: Cell | None, unit: str) -> str:
    if cell is None:
        return ""
    return "·" if cell.row.is_suppressed else write_value(cell.row.estimate.value, unit)
