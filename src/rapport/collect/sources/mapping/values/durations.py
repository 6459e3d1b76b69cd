"""Durations: a number in a unit, ``HH:MM:SS``, or ISO 8601, as seconds."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Literal

from rapport.collect.sources.mapping.cells import Bad, Cell, shorten, text_of
from rapport.collect.sources.mapping.values.numbers import parse_number
from rapport.core.notice import Notice, Quoted

DurationUnit = Literal["ms", "s", "min", "h", "d"]

SECONDS: dict[DurationUnit, float] = {"ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86400}
_CLOCK = re.compile(r"(?:(\d+)[:.](?=\d+:\d))?(\d+):(\d{1,2})(?:[:](\d{1,2}(?:[.,]\d+)?))?\Z")
_ISO = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?\Z")
_SPELLED = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(ms|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)\b\.?,?\s*", re.IGNORECASE
)
_SPELLED_SECONDS = {"ms": 0.001, "d": 86400, "h": 3600, "m": 60, "s": 1}


def duration_reader(unit: DurationUnit) -> Callable[[Cell], float | Bad | None]:
    """Return a function that reads a duration in seconds; a bare number is in `unit`, ``4:05`` is minutes and seconds."""

    def read(cell: Cell) -> float | Bad | None:
        if isinstance(cell, timedelta):
            return cell.total_seconds()
        text = text_of(cell).strip()
        if not text:
            return None
        seconds = _seconds(text, unit)
        if seconds is None or seconds < 0 or seconds == float("inf"):
            return Bad(
                "bad_duration",
                Notice(
                    "%(value)s is no duration. Write a number (unit: %(unit)s) or HH:MM:SS.",
                    value=Quoted(shorten(text)),
                    unit=unit,
                ),
            )
        return seconds

    return read


def _seconds(text: str, unit: DurationUnit) -> float | None:
    number = parse_number(text)
    if number is not None:
        return float(number) * SECONDS[unit]
    if match := _CLOCK.match(text):
        days, first, second, third = match.groups()
        parts = (first, second, third) if third is not None else ("0", first, second)
        hours, minutes, seconds = (float(part.replace(",", ".")) for part in parts)
        return float(days or 0) * 86400 + hours * 3600 + minutes * 60 + seconds
    if (match := _ISO.match(text)) and any(match.groups()):
        days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
        return days * 86400 + hours * 3600 + minutes * 60 + seconds
    return _spelled(text)


def _spelled(text: str) -> float | None:
    pieces = _SPELLED.findall(text)
    if not pieces or _SPELLED.sub("", text).strip():
        return None
    return sum(float(n.replace(",", ".")) * _SPELLED_SECONDS["ms" if u.lower() == "ms" else u[0].lower()] for n, u in pieces)
