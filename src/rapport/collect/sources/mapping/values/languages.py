"""Languages: BCP 47 codes, and the English names of the usual ones."""

import re

from rapport.collect.sources.mapping.cells import Bad, Cell, shorten, text_of
from rapport.core.notice import Notice, Quoted

_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}\Z")
_NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es", "español": "es",
    "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt", "dutch": "nl", "nederlands": "nl", "polish": "pl",
    "thai": "th", "chinese": "zh", "japanese": "ja", "korean": "ko", "russian": "ru", "ukrainian": "uk", "turkish": "tr",
    "arabic": "ar", "hebrew": "he", "hindi": "hi", "indonesian": "id", "vietnamese": "vi", "lithuanian": "lt", "latvian": "lv",
    "estonian": "et", "finnish": "fi", "swedish": "sv", "norwegian": "no", "danish": "da", "czech": "cs", "hungarian": "hu",
    "greek": "el", "romanian": "ro", "bulgarian": "bg", "serbian": "sr", "slovenian": "sl",
}  # fmt: skip


def read_language(cell: Cell) -> str | Bad | None:
    """Read ``en``, ``pt-BR``, ``pt_BR`` or ``English``."""
    text = text_of(cell).strip()
    if not text:
        return None
    if name := _NAMES.get(text.casefold()):
        return name
    if _CODE.match(text) and len(text) <= 35:
        return text.replace("_", "-")
    return Bad(
        "bad_language",
        Notice(
            "%(value)s is no language code such as en or pt-BR. Map it: map: {%(code)s: en}.",
            value=Quoted(shorten(text)),
            code=shorten(text, 20),
        ),
    )
