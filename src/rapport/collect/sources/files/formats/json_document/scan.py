"""Values of a JSON text one after another, without the whole text in memory."""

import codecs
import json
import re
from collections.abc import Callable
from typing import Any

from rapport.collect.sources.files.opening.streams import BLOCK, ByteStream
from rapport.collect.sources.files.rows import Limits
from rapport.core.notice import Notice

_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_NEXT_OBJECT = re.compile(r",\s*(?=\{)")
_SYNTAX = re.compile(r'["\\{}\[\],]')
# NaN and Infinity are no JSON, but Python and JavaScript programs write them; they mean "no number".
_DECODER = json.JSONDecoder(strict=False, parse_constant=lambda _name: None)
_LONGEST_LITERAL = 16
"""Characters before the end of the buffer from which an error may come from the cut: -Infinity, \\ud83d\\ude00."""


class BadValue(Exception):  # noqa: N818  # never leaves this package
    """A value that is not JSON, or too long; the scanner stands after it."""

    def __init__(self, raw: str, reason: str, detail: Notice) -> None:
        super().__init__(detail)
        self.raw = raw
        self.reason = reason
        self.detail = detail


class EndOfText(Exception):  # noqa: N818  # never leaves this package
    """The text ends where more was due; `raw` is what is there of the last value."""

    def __init__(self, raw: str = "") -> None:
        super().__init__("The text ends early.")
        self.raw = raw


class JsonScanner:
    """Reads a stream as JSON: peek at the next character, take a value, or pass one over."""

    def __init__(self, stream: ByteStream, encoding: str, limits: Limits) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
        self._limits = limits
        self._text = ""
        self._at = 0
        self._has_ended = False
        self.is_mixed = False
        """Whether bytes were met that are not in the encoding; they were read as windows-1252."""
        self.looks_like_record: Callable[[Any], bool] = lambda value: False
        """Tells records from objects inside records, to find the next one after a broken one."""
        self._passed = 0

    @property
    def characters(self) -> int:
        """How many were taken so far, as a measure of size."""
        return self._passed + self._at

    def peek(self) -> str:
        """Return the next character that is no white space, "" at the end."""
        while True:
            if (following := self._text[self._at : self._at + 1]) > " " and following != "\ufeff":
                return following
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]  # it matches the empty string
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read_more():
                return ""

    def take(self, character: str) -> bool:
        """Step over this character if it is next."""
        if self.peek() != character:
            return False
        self._at += 1
        return True

    def value(self) -> Any:
        """Return the next value; raise `BadValue` or `EndOfText`."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except (json.JSONDecodeError, RecursionError, ValueError) as error:
                self._check_value(error)
            else:
                if end < len(self._text) or self._has_ended or not isinstance(value, int | float):
                    self._at = end
                    return value
            self._read_more()

    def pass_over(self) -> None:
        """Step over the next value, whatever is in it, by its brackets and quotes."""
        depth, in_string = 0, False
        self.peek()
        while True:
            position = self._at
            while found := _SYNTAX.search(self._text, position):
                mark, position = found.group(), found.end()
                if in_string:
                    position += mark == "\\"
                    in_string = mark != '"'
                elif mark == '"':
                    in_string = True
                elif mark in "{[":
                    depth += 1
                elif mark in "}]":
                    depth -= 1
                if not in_string and (depth < 0 or (depth == 0 and mark == ",")):
                    self._at = found.start()
                    return
                if not in_string and depth == 0 and mark in '}]"':
                    self._at = position
                    return
            overshoot = max(position - len(self._text), 0)
            self._at = len(self._text)
            if not self._read_more():
                return
            self._at += overshoot

    def _check_value(self, error: Exception) -> None:
        """Return if more text may make it a value; otherwise pass it over and raise `BadValue`."""
        size = len(self._text) - self._at
        if isinstance(error, json.JSONDecodeError):
            end = len(self._text) - (0 if self._has_ended else _LONGEST_LITERAL)
            is_open = error.pos >= end or error.msg.startswith("Unterminated string")
            if is_open and not self._has_ended and size <= self._limits.line_bytes:
                return
            place = str(error.pos - self._at + 1)
            detail = Notice("This is not JSON: %(why)s (character %(place)s of the record).", why=error.msg, place=place)
        else:
            is_open, detail = False, Notice("This cannot be read: %(why)s.", why=str(error))
        raw = self._text[self._at : self._at + self._limits.raw_chars]
        if is_open and self._has_ended:
            raise EndOfText(raw)
        if is_open:
            self.pass_over()
            detail = Notice("The record is longer than %(most)s characters.", most=self._limits.line_bytes)
            raise BadValue(raw, "record_too_long", detail)
        self._pass_over_broken()
        raise BadValue(raw, "bad_json", detail)

    def _pass_over_broken(self) -> None:
        """Step over a broken value: to the end of its brackets, or to the next record if its quotes hide that end."""
        if len(self._text) - self._at < BLOCK:
            self._read_more()
        start = self._at
        following = next(
            (each.start() for each in _NEXT_OBJECT.finditer(self._text, start + 1) if self._is_record_at(each.end())), None
        )
        if following is None:
            self.pass_over()
            return
        rest, self._text, was_ended = self._text[following:], self._text[:following], self._has_ended
        self._has_ended = True
        self.pass_over()
        self._text, self._has_ended = self._text + rest, was_ended

    def _is_record_at(self, position: int) -> bool:
        try:
            value, _ = _DECODER.raw_decode(self._text, position)
        except (ValueError, RecursionError):
            return False
        return self.looks_like_record(value)

    def _read_more(self) -> bool:
        """Read as much again as is waiting, so that a long value is tried a few times only; False at the end."""
        if self._has_ended:
            return False
        waiting, parts = self._text[self._at :], list[str]()
        while not self._has_ended and sum(map(len, parts)) <= len(waiting):
            block = self._stream.read(BLOCK)
            self._has_ended = not block
            parts.append(self._decoded(block))
        self._passed += self._at
        self._text, self._at = waiting + "".join(parts), 0
        return len(self._text) > len(waiting)

    def _decoded(self, block: bytes) -> str:
        try:
            return self._decoder.decode(block, final=not block)
        except UnicodeDecodeError:
            self.is_mixed = True
            self._decoder.errors = _AS_WINDOWS
            text = self._decoder.decode(block, final=not block)
            self._decoder.errors = "strict"
            return text


_AS_WINDOWS = "rapport.windows"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    stray = error.object[error.start : error.start + 1]
    return stray.decode("cp1252", "ignore") or stray.decode("latin-1"), error.start + 1


codecs.register_error(_AS_WINDOWS, _as_windows)
