"""Figures and moments, written in the reader's language."""

from datetime import date, datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString

from rapport.ui.formatting import moments, numbers


def number(value: float | None, *, digits: int | None = None, compact: bool = False, signed: bool = False) -> str:
    """Write a number: 1,234.5."""
    return numbers.write_number(value, digits=digits, compact=compact, signed=signed)


def share(value: float | None, *, digits: int = 1, signed: bool = False) -> str:
    """Write a share between 0 and 1 in per cent."""
    return numbers.write_share(value, digits=digits, signed=signed)


def money(minor: float | None, currency: str, *, minor_digits: int = 2, compact: bool = False, signed: bool = False) -> str:
    """Write an amount that is given in the currency's smallest unit."""
    return numbers.write_money(minor, currency, minor_digits=minor_digits, compact=compact, signed=signed)


def duration(seconds: float | None) -> str:
    """Write a length of time: 2h 5m."""
    return numbers.write_duration(seconds)


def when(moment: datetime | None, style: str = "medium") -> SafeString | str:
    """Write a moment in the workspace's zone; `style` "medium", "long" or "time"."""
    return _time(moment, moments.write_moment(moment, style=style)) if moment else numbers.MISSING


def ago(moment: datetime | None) -> SafeString | str:
    """Write how long ago a moment is; the exact moment stands in its title."""
    return _time(moment, moments.write_ago(moment)) if moment else numbers.MISSING


def day(value: date | None, style: str = "medium") -> SafeString | str:
    """Write a day; `style` "medium", "short" (no year), "month" or "full"."""
    if value is None:
        return numbers.MISSING
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), moments.write_day(value, style=style))


def _time(moment: datetime, text: str) -> SafeString:
    exact = moments.write_exact_moment(moment)
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(timespec="seconds"), exact, text)
