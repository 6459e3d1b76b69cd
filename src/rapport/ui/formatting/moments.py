"""Days and moments as text, in the zone that Django has active (the workspace's)."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime, format_interval, format_skeleton, format_time, format_timedelta
from django.utils import timezone

from rapport.ui.formatting.locale import current_locale
from rapport.ui.formatting.numbers import MISSING

_RECENT = timedelta(days=30)


def write_moment(moment: datetime | None, *, style: str = "medium") -> str:
    """Write a moment to the minute: "5 Jan 2026, 14:03"; style "time" gives the time of day alone, "long" the weekday too."""
    if moment is None:
        return MISSING
    local, locale = timezone.localtime(moment), current_locale()
    time = format_time(local, "short", locale=locale)
    if style == "time":
        return time
    written = format_date(local, "full" if style == "long" else "medium", locale=locale)
    return str(locale.datetime_formats["medium"]).replace("'", "").format(time, written)


def write_exact_moment(moment: datetime) -> str:
    """Write a moment to the second, with its zone."""
    return format_datetime(timezone.localtime(moment), "long", locale=current_locale())


def write_day(day: date | None, *, style: str = "medium") -> str:
    """Write a day: "5 Jan 2026"; style "short" leaves the year out, "month" the day, "full" adds the weekday."""
    if day is None:
        return MISSING
    locale = current_locale()
    if style in _SKELETONS:
        if pattern := _PATTERNS.get((locale.language, style)):
            return format_date(day, pattern, locale=locale)
        moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001  # a day has no zone
        return format_skeleton(_SKELETONS[style], moment, locale=locale)
    return format_date(day, style, locale=locale)


def write_days(first: date, last: date) -> str:
    """Write a span of days, saying once what both have in common: "25 Aug – 22 Nov 2026"."""
    return format_interval(first, last, "yMMMd", locale=current_locale()) if first != last else write_day(first)


_SKELETONS = {"short": "MMMd", "month": "yMMM"}
_PATTERNS = {("lt", "short"): "MMM d", ("lt", "month"): "y MMM"}
"""Where the locale writes months as numbers, which read like days. The charts' `figures.ts` has the same exception."""


def write_ago(moment: datetime | None, now: datetime | None = None) -> str:
    """Write how long ago (or how soon) a moment is: "3 days ago"; from a month on the day itself."""
    if moment is None:
        return MISSING
    passed = moment - (now or timezone.now())
    if abs(passed) > _RECENT:
        return write_day(timezone.localtime(moment).date())
    return format_timedelta(passed, add_direction=True, locale=current_locale())
