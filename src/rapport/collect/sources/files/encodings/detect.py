"""Find out which encoding some bytes are in."""

from dataclasses import dataclass

from rapport.collect.sources.files.encodings.codecs import canonical_name, mark_of
from rapport.collect.sources.files.encodings.score import Score, is_plausible, score_readings
from rapport.collect.sources.files.opening.magic import utf16_without_mark
from rapport.core.notice import Notice

_ENOUGH_BYTES = 4_096
_CLEAR_MARGIN = 4.0
_JIS_ESCAPE = b"\x1b$B"


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, and what to say about it when others were as likely."""

    encoding: str
    warning: str | None = None


def detect_encoding(head: bytes) -> Guess:
    """Look at the start of a text: mark, UTF-16 without mark, UTF-8, then whatever its letters speak for."""
    if encoding := mark_of(head) or utf16_without_mark(head):
        return Guess(encoding)
    if head.isascii():
        return Guess("iso2022_jp" if _JIS_ESCAPE in head else "utf-8")
    if _is_mostly_utf8(head):
        return Guess("utf-8")
    return _guess(head)


def guess_encoding(data: bytes) -> str:
    """Return the most likely encoding of bytes that are not UTF-8."""
    return _guess(data).encoding


def _is_mostly_utf8(head: bytes) -> bool:
    """Tell whether more characters beyond ASCII are UTF-8 than not; a few strays do not make it another encoding."""
    if is_utf8(head):
        return True
    text = head.decode("utf-8", "replace")
    strays = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) - strays > strays


def is_utf8(data: bytes) -> bool:
    """Tell whether these bytes are UTF-8, cut off anywhere."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.end == len(data) and error.reason == "unexpected end of data"
    return True


def _guess(data: bytes) -> Guess:
    sample = _lines_beyond_ascii(data)
    readings = score_readings(sample)
    if not readings or not is_plausible(readings[0]):
        return _ask_charset_normalizer(data)
    best = readings[0]
    rival = next((each for each in readings if each.text != best.text), None)
    if rival is None or best.value - rival.value >= _CLEAR_MARGIN:
        return Guess(best.encoding)
    return Guess(best.encoding, _ambiguous(best, rival))


def _lines_beyond_ascii(data: bytes) -> bytes:
    """Return lines that say something about the encoding, no more than it takes."""
    chosen, size = list[bytes](), 0
    lines = data.split(b"\n")
    for line in lines[:-1] or lines:  # the last may be cut within a character
        if not line.isascii():
            chosen.append(line[:_ENOUGH_BYTES])
            size += len(line)
        if size >= _ENOUGH_BYTES:
            break
    return b"\n".join(chosen) or lines[-1]


def _ambiguous(best: Score, rival: Score) -> str:
    different = next((pair for pair in zip(best.text.split(), rival.text.split()) if pair[0] != pair[1]), ("", ""))
    return Notice(
        "ambiguous_encoding: read as %(encoding)s (%(language)s: '%(text)s'); %(rival)s (%(rival_language)s: '%(rival_text)s') "
        "is nearly as likely. Set encoding if the texts look wrong.",
        encoding=best.encoding,
        language=best.language,
        text=different[0][:40],
        rival=rival.encoding,
        rival_language=rival.language,
        rival_text=different[1][:40],
    )


def _ask_charset_normalizer(data: bytes) -> Guess:
    """Ask the library about languages that have no profile here."""
    import charset_normalizer

    found = charset_normalizer.from_bytes(data[:65_536]).best()
    encoding = canonical_name(found.encoding) if found else "windows-1252"
    return Guess(
        encoding,
        Notice(
            "ambiguous_encoding: the letters fit no language that is known here; read as %(encoding)s. Set encoding if wrong.",
            encoding=encoding,
        ),
    )
