"""Find out which encoding some bytes are in."""

from dataclasses import dataclass

from rapport.collect.sources.files.encodings.codecs import canonical_name, mark_of
from rapport.collect.sources.files.opening.magic import utf16_without_mark


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, and what to say about it when others were as likely."""

    encoding: str
    warning: str | None = None


def detect_encoding(head: bytes) -> Guess:
    """Look at the start of a text: mark, UTF-8, UTF-16 without mark, then whatever its letters speak for."""
    if encoding := mark_of(head) or utf16_without_mark(head):
        return Guess(encoding)
    if is_utf8(head):
        return Guess("utf-8")
    return Guess(guess_encoding(head))


def is_utf8(head: bytes) -> bool:
    """Tell whether these bytes are UTF-8, cut off anywhere."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.end == len(head) and error.reason == "unexpected end of data"
    return True


def guess_encoding(data: bytes) -> str:
    """Return the most likely encoding of bytes that are not UTF-8."""
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[:32_768]).best()
    return canonical_name(best.encoding) if best else "windows-1252"
