"""Decode lines strictly; where a line does not keep to the encoding of the file, read it another way and say so."""

import io
from collections.abc import Callable

from rapport.collect.sources.files.encodings.codecs import decode_bytes, is_single_byte
from rapport.core.notice import Notice


class LineDecoder:
    """Decodes the lines of one file.

    No line is lost: one that is not in the file's encoding is read in a second encoding; bytes that fit nowhere become
    backslash escapes.

    Parameters
    ----------
    encoding : of the file, and compatible with ASCII.
    detect : finds the encoding of some bytes; asked once, with the first lines that do not fit.
    """

    def __init__(self, encoding: str, detect: Callable[[bytes], str]) -> None:
        self._encoding = encoding
        self._detect = detect
        self._second: str | None = None
        self._is_confirmed = False
        """Whether a line beyond ASCII was in the encoding."""
        self._strays = 0
        self._first_stray = 0
        self._escaped = 0
        self._nulls = 0

    def decode(self, data: bytes, *, first: int) -> list[str]:
        """Return the lines of `data` with their ends; `first` is the number of the first one."""
        if b"\0" in data:
            self._nulls += data.count(b"\0")
            data = data.replace(b"\0", b"")
        if not is_single_byte(self._encoding) or data.isascii():
            try:
                text = data.decode(self._encoding)
            except UnicodeDecodeError:
                pass
            else:
                self._is_confirmed = self._is_confirmed or not data.isascii()
                return _split(text)
        return self._line_by_line(data, first)

    def warnings(self) -> list[str]:
        """Say what was unusual, once the file is read."""
        said: list[str] = []
        if self._strays and not self._is_confirmed:
            said.append(
                Notice(
                    "late_encoding: the file is plain ASCII up to line %(line)s; then it is read as %(second)s. "
                    "Set encoding if the texts look wrong.",
                    line=str(self._first_stray),
                    second=str(self._second),
                )
            )
        elif self._strays:
            said.append(
                Notice(
                    "mixed_encoding: %(count)s lines (the first is line %(line)s) are not in %(encoding)s; "
                    "they were read as %(second)s. Look at them; where that is wrong, save the file in one encoding.",
                    count=self._strays,
                    line=str(self._first_stray),
                    encoding=self._encoding,
                    second=str(self._second),
                )
            )
        if self._escaped:
            said.append(
                Notice(
                    "undecodable: %(count)s lines hold bytes that are no text; these stand as \\xNN in the cells.",
                    count=self._escaped,
                )
            )
        if self._nulls:
            said.append(Notice("zero_bytes: %(count)s zero bytes were left out.", count=self._nulls))
        return said

    def _line_by_line(self, data: bytes, first: int) -> list[str]:
        lines = io.BytesIO(data).readlines()
        read = self._read_single if is_single_byte(self._encoding) else self._read_strict
        decoded = [line.decode("ascii") if line.isascii() else read(line) for line in lines]
        strays = [position for position, text in enumerate(decoded) if text is None]
        self._is_confirmed = self._is_confirmed or any(text and not text.isascii() for text in decoded)
        if strays:
            self._note(strays, first)
            self._second = self._second or self._find_second([lines[position] for position in strays])
        return [self._read_stray(line) if text is None else text for line, text in zip(lines, decoded)]

    def _read_strict(self, line: bytes) -> str | None:
        try:
            return line.decode(self._encoding)
        except UnicodeDecodeError:
            return None

    def _read_single(self, line: bytes) -> str | None:
        """Every byte is a letter of a single-byte encoding, so a UTF-8 line among them must be looked for.

        It is one when it decodes as UTF-8 into letters that the file's own encoding has.
        """
        try:
            line.decode("utf-8").encode(self._encoding)
        except UnicodeError:
            return decode_bytes(line, self._encoding)
        return None

    def _find_second(self, strays: list[bytes]) -> str:
        if self._encoding != "utf-8" and all(map(_is_utf8, strays)):
            return "utf-8"
        found = self._detect(b"".join(strays))
        return found if found != self._encoding else "windows-1252"

    def _read_stray(self, line: bytes) -> str:
        assert self._second is not None
        try:
            return decode_bytes(line, self._second)
        except UnicodeDecodeError:
            self._escaped += 1
            return line.decode(self._encoding, "backslashreplace")

    def _note(self, strays: list[int], first: int) -> None:
        self._first_stray = self._first_stray or first + strays[0]
        self._strays += len(strays)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _split(text: str) -> list[str]:
    """Split at line feeds only: str.splitlines would also split at characters that stand inside cells."""
    return io.StringIO(text, newline="\n").readlines()
