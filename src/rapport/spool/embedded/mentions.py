"""Does a text mention a person? The search behind an erasure, which would rather take a row too many than leave one."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from urllib.parse import unquote_plus

import msgspec

WORD_LENGTH = 3
"""A shorter needle (a user id "7") has to be a whole value; inside a text it would be found everywhere."""
PHONE = re.compile(r"\+\d{7,15}")
_DIALLED = re.compile(r"\+?\d[\d\s()./-]{5,}\d")


class Mentions:
    """Finds needles in rows, whatever case, Unicode form, escaping or way of writing a phone number was used."""

    def __init__(self, needles: Sequence[str]) -> None:
        plain = {_plain(needle) for needle in needles} - {""}
        self._values = plain
        self._phones = tuple(needle[1:] for needle in plain if PHONE.fullmatch(needle))
        self._words = _words(needle for needle in plain if len(needle) >= WORD_LENGTH)

    def are_in(self, row: str) -> bool:
        """Tell whether a row, JSON or not, mentions a needle."""
        return any(self._is_in(_plain(text)) for text in _texts(row))

    def removed_from(self, text: str) -> str:
        """Replace needles in a name or a note."""
        plain = _plain(text)
        return self._words.sub("[erased]", plain) if self._words and self._words.search(plain) else text

    def _is_in(self, text: str) -> bool:
        if text in self._values or (self._words and self._words.search(text)):
            return True
        return bool(self._phones) and any(self._is_dialled(found.group()) for found in _DIALLED.finditer(text))

    def _is_dialled(self, written: str) -> bool:
        """0151 2345678, +49 (0)151 234 56 78 and 0049151… are all +491512345678."""
        digits = re.sub(r"\D", "", written.replace("(0)", "")).lstrip("0")
        return len(digits) >= 7 and any(phone.endswith(digits) for phone in self._phones)


def _words(needles: Iterator[str]) -> re.Pattern[str] | None:
    parts = sorted((re.escape(needle) for needle in needles), key=len, reverse=True)
    # Only latin letters and digits make words: a Chinese name has no space around it.
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(parts)})(?![a-z0-9])") if parts else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _texts(row: str) -> Iterator[str]:
    try:
        found = list(_leaves(msgspec.json.decode(row)))
    except (msgspec.DecodeError, RecursionError):
        found = [row]
    for text in found:
        yield text
        if "%" in text:
            yield unquote_plus(text)


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif value is not None:
        yield str(value)
