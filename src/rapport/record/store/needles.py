"""Finding the written forms of a person's identifiers in stored text, and taking them out.

The same pattern runs in SQL, to find the few values that need work, and here, to rewrite them. So it keeps to what RE2
(DuckDB, ClickHouse) and Python understand alike: no look-around.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import quote, quote_plus

import msgspec

ERASED = "[erased]"
SHORTEST_INSIDE_TEXT = 4
"""A shorter needle (a customer number 15, a handle "jo") is only looked for as a whole value: inside text it would hit
words and figures that have nothing to do with the person."""
_NEEDLES_AT_ONCE = 100

# Before an identifier stands anything but a letter or digit, or an escape whose last character is one: %3D, \n, \u003d.
_BEFORE = r"(^|[^0-9A-Za-z]|%[0-9A-Fa-f]{2}|\\[bfnrt]|\\u[0-9A-Fa-f]{4})"
_AFTER = r"($|[^0-9A-Za-z])"


class Needles:
    """Some needles, few enough for one regular expression.

    A needle is found in any case and in any form that text, URLs and JSON give it, but not within a longer word: erasing
    ana@example.com leaves dana@example.com alone.
    """

    def __init__(self, needles: Sequence[str]) -> None:
        self._needles = tuple(needles)

    @cached_property
    def pattern(self) -> str:
        """The regular expression, for SQL."""
        forms = sorted({form for needle in self._needles for form in _forms(needle)}, key=len, reverse=True)
        inside = [_bounded(form) for form in forms if len(form) >= SHORTEST_INSIDE_TEXT]
        whole = [f"^{re.escape(form)}$" for form in forms if len(form) < SHORTEST_INSIDE_TEXT]
        return "(?i)(?:" + "|".join(inside + whole) + ")"

    def scrubbed(self, text: str) -> str:
        """Return the text with `[erased]` for every needle."""
        # Twice, since two needles may share the character between them.
        once = self._compiled.sub(self._replacement, text)
        return self._compiled.sub(self._replacement, once)

    def scrubbed_json(self, document: str) -> str:
        """Return a JSON document with the needles taken out of its keys, texts and numbers; still valid JSON."""
        try:
            value = msgspec.json.decode(document)
        except msgspec.DecodeError:
            return self.scrubbed(document)
        return msgspec.json.encode(self.scrubbed_value(value)).decode()

    def scrubbed_value(self, value: Any) -> Any:  # Any: JSON
        """Return a value of JSON with the needles taken out."""
        if isinstance(value, str):
            return self.scrubbed(value)
        if isinstance(value, dict):
            return {self.scrubbed(key): self.scrubbed_value(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.scrubbed_value(item) for item in value]
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return ERASED if is_number and self._compiled.search(str(value)) else value

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @staticmethod
    def _replacement(match: re.Match[str]) -> str:
        kept = [group for group in match.groups() if group is not None]
        before, after = [*kept, "", ""][:2]
        return before + ERASED + after


def in_parts(needles: Sequence[str]) -> Iterator[Needles]:
    """Split needles into parts that an engine can search for at once; empty ones are left out."""
    told = sorted({needle.strip() for needle in needles} - {""})
    for start in range(0, len(told), _NEEDLES_AT_ONCE):
        yield Needles(told[start : start + _NEEDLES_AT_ONCE])


def hashed(value: str, secret: bytes) -> str:
    """Return what stands for an id that held an identifier: the same for the same id, and telling nothing."""
    return (
        "erased-"
        + hashlib.blake2b(value.encode("utf-8", "surrogatepass"), key=secret, digest_size=16, person=b"erased-id").hexdigest()
    )


def _forms(needle: str) -> set[str]:
    # Regular expressions fold case letter by letter; whole words may fold otherwise (straße, STRASSE).
    cases = {needle} if needle.isascii() else {needle, needle.lower(), needle.upper(), needle.casefold()}
    written = {unicodedata.normalize(form, case) for case in cases for form in ("NFC", "NFD")} | cases
    encoded = {quote(form, safe=safe) for form in written for safe in ("", "@", "@+", "/")} | {
        quote_plus(form) for form in written
    }
    twice = {quote(form, safe="") for form in encoded}
    escaped = {json.dumps(form, ensure_ascii=ascii_only)[1:-1] for form in written for ascii_only in (True, False)}
    slashed = {form.replace("/", "\\/") for form in escaped}
    return written | encoded | twice | escaped | slashed


def _bounded(form: str) -> str:
    before = _BEFORE if _is_word(form[0]) else "()"
    after = _AFTER if _is_word(form[-1]) else "()"
    return before + re.escape(form) + after


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
