"""The formats of moments that files hold, each a function from text to a datetime: naive = wall clock of the mapping's zone."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeAlias

from rapport.collect.sources.mapping.times.parts import CLOCK, MONTHS, build

Reader: TypeAlias = Callable[[str], datetime | None]
"""Returns None, or raises ValueError, where the text is of another format."""

_ISO_TAIL = re.compile(r"\s*(?:UTC|GMT)\Z|\[[^\]]*\]\Z")
_SPACE_BEFORE_OFFSET = re.compile(r"\s+(?=[-+]\d{2}:?\d{2}\Z)")
_NUMERIC = re.compile(rf"(\d{{1,4}})([-/.\s])\s?(\d{{1,2}})(?:\2)\s?(\d{{1,4}})\.?{CLOCK}\Z")
_DAY_FIRST_WORDS = re.compile(
    rf"(?:[^\W\d]+\.?,?\s+)?(\d{{1,2}})(?:st|nd|rd|th|\.|º)?[\s/-]*(?:of\s+|de\s+)?([^\W\d_](?:[^\W\d_]|[.\u0e30-\u0e4e])*)[\s,/-]*(?:de\s+|of\s+)?(\d{{4}}|\d{{2}}){CLOCK}\Z"
)
_MONTH_FIRST_WORDS = re.compile(rf"(?:[^\W\d_]+\.?,\s+)?([^\W\d_]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){CLOCK}\Z")
_APACHE = re.compile(r"\[?(\d{1,2})/([A-Z][a-z]{2})/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([-+]\d{4})\]?\Z")
_RFC5322 = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{2,4}\s+\d{1,2}:\d{2}")
_EAST_ASIAN = re.compile(r"(\d{2,4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")
_EPOCH = re.compile(r"(\d{9,19})(?:\.(\d+))?\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?\Z")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?\Z")
_EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  # Excel's serial numbers are wall clock
_UNIX_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DIGITS = {"epoch_s": range(9, 11), "epoch_ms": range(12, 14), "epoch_us": range(15, 17), "epoch_ns": range(18, 20)}
_EPOCH_POWER = {"epoch_s": 6, "epoch_ms": 3, "epoch_us": 0, "epoch_ns": -3}


def read_iso(text: str) -> datetime | None:
    """``2024-01-31``, ``2024-01-31T12:00:00Z``, ``2024-01-31 12:00:00 -0800``, ``2024-01-31 12:00 UTC``, ``2024-01``."""
    if len(text) < 7 or text[4] != "-" or text.startswith(("24", "25", "26")):
        return None
    if len(text) == 7:
        return datetime.fromisoformat(text + "-01")
    if len(text) > 19:
        text = _ISO_TAIL.sub(lambda tail: "" if tail[0].startswith("[") else "+00:00", _SPACE_BEFORE_OFFSET.sub("", text))
    return datetime.fromisoformat(text)


def read_rfc5322(text: str) -> datetime | None:
    """``Fri, 22 May 2015 06:38:22 -0500``, as in e-mail; -0000 (zone unknown) counts as UTC."""
    if not _RFC5322.match(text):
        return None
    moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_apache(text: str) -> datetime | None:
    """``17/May/2015:10:05:03 +0000``, as in access logs."""
    if not (match := _APACHE.match(text)):
        return None
    day, month, year, hour, minute, second, zone = match.groups()
    return datetime.fromisoformat(f"{year}-{MONTHS[month.lower()]:02}-{day:0>2}T{hour}:{minute}:{second}{zone}")


def read_words(text: str) -> datetime | None:
    """``31 January 2024``, ``Jan 31, 2024 3:04 PM``, ``12-May-17``, ``31 ม.ค. 2567``."""
    if match := _DAY_FIRST_WORDS.match(text):
        return build(match, match[3], _month(match[2]), match[1])
    if match := _MONTH_FIRST_WORDS.match(text):
        return build(match, match[3], _month(match[1]), match[2])
    return None


def _month(name: str) -> int:
    word = name.lower()
    number = MONTHS.get(word) or MONTHS.get(word.rstrip("."))
    if number is None:
        raise ValueError(f"{name} is no month")
    return number


def numeric_reader(order: str) -> Reader:
    """Return the reader of numeric dates in an order: ``dmy``, ``mdy`` or ``ymd``, with any separator and clock."""

    def read(text: str) -> datetime | None:
        match = _NUMERIC.match(_EAST_ASIAN.sub(r"\1-\2-\3", text) if order == "ymd" else text)
        if not match:
            return None
        parts = dict(zip(order, (match[1], match[3], match[4])))
        is_year_long = len(parts["y"]) == 4 or (len(parts["y"]) == 2 and order != "ymd")
        if not is_year_long or len(parts["d"]) > 2 or len(parts["m"]) > 2:
            return None
        return build(match, parts["y"], int(parts["m"]), parts["d"])

    return read


def epoch_reader(unit: str) -> Reader:
    """Return the reader of Unix times: ``epoch_s``, ``epoch_ms``, ``epoch_us`` or ``epoch_ns``."""

    def read(text: str) -> datetime | None:
        match = _EPOCH.match(text)
        if not match or len(match[1]) not in _EPOCH_DIGITS[unit]:
            return None
        power = _EPOCH_POWER[unit]
        micros = int(match[1]) * 10**power if power >= 0 else int(match[1]) // 10**-power
        if match[2] and power > 0:
            micros += int(match[2].ljust(power, "0")[:power])
        return _UNIX_ZERO + timedelta(microseconds=micros)

    return read


def read_compact(text: str) -> datetime | None:
    """``20240131``, ``20240131120000``."""
    if not (match := _COMPACT.match(text)):
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    if not 1900 <= year <= 2200:
        return None
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  # naive = wall clock


def read_excel(text: str) -> datetime | None:
    """Days since 1899-12-30, as Excel counts."""
    if not _SERIAL.match(text):
        return None
    return _EXCEL_ZERO + timedelta(seconds=round(float(text) * 86400, 3))


def read_year(text: str) -> datetime | None:
    """``2017``: the first moment of the year."""
    if not (len(text) == 4 and text.isascii() and text.isdigit() and 1900 <= int(text) <= 2200):
        return None
    return datetime(int(text), 1, 1)  # noqa: DTZ001  # naive = wall clock


def strptime_reader(pattern: str) -> Reader:
    """Return the reader of a format in the notation of ``strptime``: ``%d/%m/%Y %H:%M``."""

    def read(text: str) -> datetime | None:
        return datetime.strptime(text, pattern)  # noqa: DTZ007  # naive = wall clock

    datetime.strptime(date(2001, 2, 3).strftime(pattern), pattern)  # noqa: DTZ007  # fails now rather than on each row
    return read


READERS: dict[str, Reader] = {
    "iso": read_iso,
    "rfc5322": read_rfc5322,
    "apache": read_apache,
    "words": read_words,
    "ymd": numeric_reader("ymd"),
    "dmy": numeric_reader("dmy"),
    "mdy": numeric_reader("mdy"),
    "epoch_s": epoch_reader("epoch_s"),
    "epoch_ms": epoch_reader("epoch_ms"),
    "epoch_us": epoch_reader("epoch_us"),
    "epoch_ns": epoch_reader("epoch_ns"),
    "compact": read_compact,
    "excel": read_excel,
    "year": read_year,
}
"""Every format by the name that a mapping can give; anything with a % is read as `strptime` does."""
