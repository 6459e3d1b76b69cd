"""Puts tiles on pages: A4, landscape, as on the screen."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from rapport.understand.dashboards.content import Content
from rapport.understand.dashboards.placement import COLUMNS, Place, pages_of, places_of
from rapport.understand.dashboards.report.box import Box
from rapport.understand.dashboards.report.colours import INK, MUTED
from rapport.understand.dashboards.report.faces import Weight, load_faces
from rapport.understand.dashboards.report.text import Style, draw_text, fitted
from rapport.understand.dashboards.report.tile import draw_tile

_WIDTH, _HEIGHT = landscape(A4)
_MARGIN, _GAP = 34.0, 9.0
_HEAD_HEIGHT, _FOOT_HEIGHT = 40.0, 16.0
_ROWS = 5
"""Rows of a page; a chart takes two."""
_TITLE = Style(17, INK, Weight.SEMIBOLD)
_SMALL = Style(8.5, MUTED)

_drawing = Lock()
"""The typefaces are shared, and reportlab changes them while it draws."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over and under every page."""

    title: str
    about: str
    foot: str


def report_of(head: Head, contents: Sequence[Content]) -> bytes:
    """Return a dashboard as a PDF; an empty one has a page that says so."""
    with _drawing:
        load_faces()
        file = io.BytesIO()
        canvas = Canvas(file, pagesize=(_WIDTH, _HEIGHT), pageCompression=1)
        canvas.setTitle(head.title)
        canvas.setCreator("Rapport")
        pages = pages_of(places_of([content.size for content in contents]), _ROWS) or [[]]
        for number, page in enumerate(pages):
            _draw_page(canvas, head, [(contents[tile], place) for tile, place in page], number + 1, len(pages))
            canvas.showPage()
        canvas.save()
        return file.getvalue()


def _draw_page(canvas: Canvas, head: Head, tiles: Sequence[tuple[Content, Place]], number: int, count: int) -> None:
    right, top = _WIDTH - _MARGIN, _HEIGHT - _MARGIN
    draw_text(canvas, _MARGIN, top - 14, fitted(head.title, _TITLE, right - _MARGIN), _TITLE)
    draw_text(canvas, _MARGIN, top - 28, fitted(head.about, _SMALL, right - _MARGIN), _SMALL)
    draw_text(canvas, _MARGIN, _MARGIN - 12, fitted(head.foot, _SMALL, right - _MARGIN - 60), _SMALL)
    pages = _("Page %(number)d of %(count)d") % {"number": number, "count": count}
    draw_text(canvas, right, _MARGIN - 12, pages, _SMALL, align="right")
    area = Box(_MARGIN, _MARGIN + _FOOT_HEIGHT - 10, right - _MARGIN, _HEIGHT - 2 * _MARGIN - _HEAD_HEIGHT - _FOOT_HEIGHT + 10)
    if not tiles:
        draw_text(canvas, area.x, area.top - 20, _("There is nothing on this dashboard yet."), _SMALL)
    for content, place in tiles:
        draw_tile(canvas, _box_of(place, area), content)


def _box_of(place: Place, area: Box) -> Box:
    column, row = (area.width + _GAP) / COLUMNS, (area.height + _GAP) / _ROWS
    height = min(place.size.height, _ROWS - place.row)
    return Box(
        x=area.x + place.column * column,
        y=area.top - (place.row + height) * row + _GAP,
        width=place.size.width * column - _GAP,
        height=height * row - _GAP,
    )
