"""Periods as people write them: `2017`, `2017-05`, `2017-05-01`, an instant, `today`, `-90d`."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.understand.metrics.calendar import add_months, local_day, midnight
from rapport.understand.metrics.question import Period

_MONTHS = re.compile(r"(\d{4})(?:-(\d{2}))?")
_QUARTER = re.compile(r"(\d{4})-?[qQ]([1-4])")
_AGO = re.compile(r"-?(\d{1,5})([hdwmy])")
_DAYS = {"d": 1, "w": 7}


def parse_period(first: str | None, last: str | None, zone: str) -> Period:
    """Read the first and the last day (month, year, instant) of a period, both inclusive; None leaves the side open."""
    start = _parse_point(first, zone)[0] if first else None
    end = _parse_point(last, zone)[1] if last else None
    if start and end and start >= end:
        raise UserError(Notice("The period ends before it begins: %(first)s to %(last)s.", first=str(first), last=str(last)))
    return Period(start, end)


def parse_range(text: str, zone: str) -> Period:
    """Read `FROM..TO`, or one point that is a whole period (`2016`)."""
    first, dots, last = text.partition("..")
    if dots and not (first and last):
        raise UserError(Notice("Cannot read the period '%(text)s'. Write it as FROM..TO, such as 2016-01..2016-06.", text=text))
    return parse_period(first, last if dots else first, zone)


def _parse_point(text: str, zone: str) -> tuple[datetime, datetime]:
    """Return the first instant of what is named and the first one after it."""
    text = text.strip()
    try:
        return _parse_days(text, zone) or _parse_instant(text, zone)
    except (ValueError, OverflowError) as error:
        raise UserError(
            Notice(
                "Cannot read the time '%(text)s'. Write a year (2017), month (2017-05), quarter (2017-Q2), day "
                "(2017-05-01), instant (2017-05-01T14:30), today, yesterday, or how long ago (-90d, -12w, -6m, "
                "-1y).",
                text=text,
            )
        ) from error


def _parse_days(text: str, zone: str) -> tuple[datetime, datetime] | None:
    days = _day_range(text, local_day(now(), zone))
    return (midnight(days[0], zone), midnight(days[1], zone)) if days else None


def _day_range(text: str, today: date) -> tuple[date, date] | None:
    if text in ("today", "yesterday"):
        day = today - timedelta(days=text == "yesterday")
        return day, day + timedelta(days=1)
    if match := _QUARTER.fullmatch(text):
        first = date(int(match[1]), int(match[2]) * 3 - 2, 1)
        return first, add_months(first, 3)
    if match := _MONTHS.fullmatch(text):
        first = date(int(match[1]), int(match[2] or 1), 1)
        return first, add_months(first, 1 if match[2] else 12)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        day = date.fromisoformat(text)
        return day, day + timedelta(days=1)
    return _days_ago(text, today)


def _days_ago(text: str, today: date) -> tuple[date, date] | None:
    match = _AGO.fullmatch(text)
    if match is None or match[2] == "h":
        return None
    count, unit = int(match[1]), match[2]
    day = (
        today - timedelta(days=count * _DAYS[unit])
        if unit in _DAYS
        else _months_before(today, count * (12 if unit == "y" else 1))
    )
    return day, day + timedelta(days=1)


def _months_before(day: date, months: int) -> date:
    first = add_months(day.replace(day=1), -months)
    last_day = (add_months(first, 1) - timedelta(days=1)).day
    return first.replace(day=min(day.day, last_day))


def _parse_instant(text: str, zone: str) -> tuple[datetime, datetime]:
    if text == "now":
        instant = now()
    elif match := _AGO.fullmatch(text):
        instant = now() - timedelta(hours=int(match[1]))
    else:
        instant = datetime.fromisoformat(text)
        instant = (instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    return instant, instant + timedelta(microseconds=1)


def preceding(period: Period, zone: str) -> Period:
    """Return the period of the same length before; whole months give whole months, whole days whole days."""
    if period.start is None or period.end is None:
        raise UserError(
            Notice("To compare with the previous period, say which period it is.", terminal="Give --from (and --to).")
        )
    first, after = local_day(period.start, zone), local_day(period.end, zone)
    is_days = midnight(first, zone) == period.start and midnight(after, zone) == period.end
    if is_days and first.day == after.day == 1:
        months = (after.year - first.year) * 12 + after.month - first.month
        return Period(midnight(add_months(first, -months), zone), period.start)
    if is_days:
        return Period(midnight(first - (after - first), zone), period.start)
    return Period(period.start - (period.end - period.start), period.start)


def describe_period(period: Period, zone: str) -> tuple[str | None, str | None]:
    """Return the first and the last day as texts, or the instants where the period is not of whole days."""
    return _describe(period.start, zone, is_end=False), _describe(period.end, zone, is_end=True)


def _describe(instant: datetime | None, zone: str, *, is_end: bool) -> str | None:
    if instant is None:
        return None
    day = local_day(instant, zone)
    if midnight(day, zone) == instant:
        return (day - timedelta(days=is_end)).isoformat()
    return (instant - timedelta(microseconds=is_end)).astimezone(ZoneInfo(zone)).isoformat()
