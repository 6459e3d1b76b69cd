"""Text in reports: in any script, cut or broken to a width."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from rapport.understand.dashboards.report.faces import FONTS, Face, Weight, face_of

_ELLIPSIS = "…"
_ROUNDING = 0.01
"""A room that was measured by the very text must hold it."""


@dataclass(frozen=True, slots=True)
class Style:
    """Size in points, weight and colour (a hexadecimal RGB) of a text."""

    size: float
    colour: str
    weight: Weight = Weight.REGULAR


def draw_text(canvas: Canvas, x: float, y: float, text: str, style: Style, *, align: str = "left") -> None:
    """Write a line whose baseline begins (or ends: ``right``; or has its middle: ``centre``) at a point."""
    width = width_of(text, style)
    x -= {"left": 0.0, "centre": width / 2, "right": width}[align]
    canvas.setFillColor(style.colour)
    for face, run in _runs(text, style.weight):
        if face.is_shaped:
            _draw_shaped(canvas, x, y, run, face, style)
        else:
            canvas.setFont(face.name, style.size)
            canvas.drawString(x, y, run)
        x += _run_width(run, face, style.size)


def width_of(text: str, style: Style) -> float:
    """Return the width of a line in points."""
    return sum(_run_width(run, face, style.size) for face, run in _runs(text, style.weight))


def fitted(text: str, style: Style, width: float) -> str:
    """Return the text, cut with an ellipsis where it is wider."""
    if width_of(text, style) <= width + _ROUNDING:
        return text
    clusters = list(_clusters(text))
    while clusters and width_of("".join(clusters).rstrip() + _ELLIPSIS, style) > width:
        clusters.pop()
    return "".join(clusters).rstrip() + _ELLIPSIS


def broken(text: str, style: Style, width: float) -> list[str]:
    """Return the lines into which a text is broken: after spaces, and inside words that are wider than a line.

    Thai and Chinese have no spaces, so they are broken between characters, but a mark is never torn from its letter.
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for piece in _pieces(paragraph, style, width):
            if line and width_of((line + piece).rstrip(), style) > width:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return lines


def _pieces(paragraph: str, style: Style, width: float) -> Iterator[str]:
    """Words with the space after them; a word that fits on no line in its characters."""
    word = ""
    for cluster in _clusters(paragraph):
        word += cluster
        if cluster.isspace():
            yield from _whole_or_torn(word, style, width)
            word = ""
    yield from _whole_or_torn(word, style, width)


def _whole_or_torn(word: str, style: Style, width: float) -> Iterator[str]:
    if width_of(word.rstrip(), style) <= width and not any(ord(character) >= 0x2E80 for character in word):
        yield word
    else:
        yield from _clusters(word)


_THAI_LEADING, _THAI_TRAILING = "เแโใไ", "ะาำๅๆฯ"
"""Vowels that are written before and behind the letter that they belong to."""


def _clusters(text: str) -> Iterator[str]:
    """Letters, each with the marks and vowels that belong to it."""
    cluster = ""
    for character in text:
        belongs = unicodedata.category(character).startswith("M") or character in _THAI_TRAILING
        if cluster and not belongs and cluster[-1] not in _THAI_LEADING:
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _runs(text: str, weight: Weight) -> list[tuple[Face, str]]:
    """Stretches of one typeface. A space goes with what stands before it."""
    faces: list[Face] = []
    for character in text:
        stays = character == " " and faces
        faces.append(faces[-1] if stays else face_of(character, weight))
    pairs = groupby(zip(faces, text, strict=True), key=lambda pair: pair[0])
    return [(face, "".join(character for _, character in run)) for face, run in pairs]


def _run_width(run: str, face: Face, size: float) -> float:
    if face.is_shaped:
        return sum(glyph.advance for glyph in _shaped(run, face.name)) * size / 1000
    return float(pdfmetrics.stringWidth(run, face.name, size))


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A glyph to draw: the character that stands for it in the face, and its place in thousandths of the size."""

    character: str
    advance: float
    x: float
    y: float


@lru_cache(maxsize=5000)
def _shaped(run: str, face: str) -> tuple[_Glyph, ...]:
    """Return what HarfBuzz makes of a run: marks above marks, and narrow ones beside tall letters."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    uharfbuzz.shape(_shaper(face), buffer, {})
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    return tuple(
        _Glyph(_character_of(info.codepoint, place.x_advance, face), place.x_advance, place.x_offset, place.y_offset)
        for info, place in zip(infos, positions, strict=True)
    )


@lru_cache(maxsize=8)
def _shaper(face: str) -> uharfbuzz.Font:
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FONTS / f"{face}.ttf"))))
    font.scale = (1000, 1000)
    return font


_PRIVATE_USE = 0xE000


def _character_of(glyph: int, advance: float, face: str) -> str:
    """Return a character that draws a glyph. One without gets a character for private use: reportlab draws only characters."""
    table: Any = pdfmetrics.getFont(face).face  # Any: reportlab has no types
    if glyph not in table.glyphToChar:
        code = next(code for code in range(_PRIVATE_USE, 0xF8FF) if code not in table.charToGlyph)
        table.charToGlyph[code], table.glyphToChar[glyph], table.charWidths[code] = glyph, [code], advance
    return chr(table.glyphToChar[glyph][0])


def _draw_shaped(canvas: Any, x: float, y: float, run: str, face: Face, style: Style) -> None:  # Any: reportlab has no types
    """Draw each glyph at its place. `ActualText` says what was written, for whoever searches or copies it."""
    written = run.encode("utf-16-be").hex().upper()
    canvas._code.append(f"/Span <</ActualText <FEFF{written}>>> BDC")
    canvas.setFont(face.name, style.size)
    for glyph in _shaped(run, face.name):
        canvas.drawString(x + glyph.x * style.size / 1000, y + glyph.y * style.size / 1000, glyph.character)
        x += glyph.advance * style.size / 1000
    canvas._code.append("EMC")
