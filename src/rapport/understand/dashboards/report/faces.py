"""The typefaces of reports, and which of them has a character.

Noto Sans for Latin, Greek and Cyrillic, Noto Sans Thai, and Noto Sans TC for Chinese, all under the Open Font License; the
build copies them here from npm. What none of them has is left to the fonts for Chinese, Japanese and Korean that PDF
readers bring along.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

from rapport.core.errors import PermanentError

FONTS = Path(__file__).parent / "fonts"


class Weight(StrEnum):
    """How heavy a text is."""

    REGULAR = "Regular"
    SEMIBOLD = "SemiBold"


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface by its name in reportlab; one that is `shaped` places marks above each other, as Thai needs."""

    name: str
    is_shaped: bool = False


_LATIN, _THAI, _CHINESE = "NotoSans", "NotoSansThai", "NotoSansTC"
_READERS = {"chinese": "STSong-Light", "japanese": "HeiseiKakuGo-W5", "korean": "HYGothic-Medium"}


@lru_cache(maxsize=20_000)
def face_of(character: str, weight: Weight) -> Face:
    """Return the typeface that has a character."""
    for face in _faces(weight):
        if ord(character) in _font(face.name).face.charToGlyph:
            return face
    return _readers_face(character) or _faces(weight)[0]


def load_faces() -> None:
    """Register every typeface; raise PermanentError where the build has not brought them."""
    missing = [name for name in _files() if not (FONTS / f"{name}.ttf").exists()]
    if missing:
        raise PermanentError(f"The fonts of reports are missing ({', '.join(missing)}). Build them: make setup.")
    for name in _files():
        if name not in pdfmetrics.getRegisteredFontNames():
            # Shaping is done in `text.py`: reportlab's own drops the glyphs that Thai marks are replaced by.
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf"), shapable=False))
    for name in _READERS.values():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(name))


def _files() -> tuple[str, ...]:
    return (*(f"{family}-{weight}" for family in (_LATIN, _THAI) for weight in Weight), f"{_CHINESE}-{Weight.REGULAR}")


def _faces(weight: Weight) -> tuple[Face, ...]:
    """The Chinese one has one weight: it alone is seven megabytes."""
    return (
        Face(f"{_LATIN}-{weight}"),
        Face(f"{_THAI}-{weight}", is_shaped=True),
        Face(f"{_CHINESE}-{Weight.REGULAR}"),
    )


def _font(name: str) -> TTFont:
    font: TTFont = pdfmetrics.getFont(name)
    return font


_RANGES = (
    (0x1100, 0x11FF, "korean"),
    (0x3040, 0x30FF, "japanese"),
    (0x3130, 0x318F, "korean"),
    (0x3400, 0x9FFF, "chinese"),
    (0xAC00, 0xD7AF, "korean"),
    (0xF900, 0xFAFF, "chinese"),
)


def _readers_face(character: str) -> Face | None:
    code = ord(character)
    return next((Face(_READERS[script]) for first, last, script in _RANGES if first <= code <= last), None)
