"""Days, weeks and months in the workspace's zone, as instants."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from rapport.understand.metrics.question import Grain, Period


def midnight(day: date, zone: str) -> datetime:
    """Return the instant at which a day begins in the zone, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def local_day(instant: datetime, zone: str) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()


def whole_days(first: datetime, last: datetime, zone: str) -> Period:
    """Return the period of whole local days that holds both instants."""
    return Period(midnight(local_day(first, zone), zone), midnight(local_day(last, zone) + timedelta(days=1), zone))


def bucket_of(day: date, grain: Grain) -> date:
    """Return the first day of the bucket in which a day lies."""
    match grain:
        case Grain.DAY:
            return day
        case Grain.WEEK:
            return day - timedelta(days=day.weekday())
        case Grain.MONTH:
            return day.replace(day=1)
        case Grain.QUARTER:
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case Grain.YEAR:
            return day.replace(month=1, day=1)


def next_bucket(first_day: date, grain: Grain) -> date:
    """Return the first day of the bucket after the one that begins on `first_day`."""
    match grain:
        case Grain.DAY:
            return first_day + timedelta(days=1)
        case Grain.WEEK:
            return first_day + timedelta(days=7)
        case Grain.MONTH:
            return add_months(first_day, 1)
        case Grain.QUARTER:
            return add_months(first_day, 3)
        case Grain.YEAR:
            return add_months(first_day, 12)


def add_months(first_of_month: date, months: int) -> date:
    """Move the first day of a month by whole months."""
    count = first_of_month.year * 12 + first_of_month.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def buckets(start: datetime, end: datetime, grain: Grain, zone: str) -> Iterator[date]:
    """Return the first days of all buckets that a period touches."""
    last = local_day(end - timedelta(microseconds=1), zone)
    day = bucket_of(local_day(start, zone), grain)
    while day <= last:
        yield day
        day = next_bucket(day, grain)


@lru_cache(maxsize=256)
def offset_changes(zone: str, first: date, last: date) -> tuple[tuple[datetime | None, int], ...]:
    """Return from when on which offset holds between two days: (instant in UTC, seconds east of UTC).

    The first offset holds from the beginning, so its instant is None.
    """
    info = ZoneInfo(zone)
    at = datetime.combine(first, time(), UTC)
    until = datetime.combine(last, time(), UTC) + timedelta(days=1)
    changes: list[tuple[datetime | None, int]] = [(None, _offset_s(info, at))]
    while at < until:
        following = at + timedelta(days=1)
        if _offset_s(info, following) != changes[-1][1]:
            changes.append((_first_with_new_offset(info, at, following), _offset_s(info, following)))
        at = following
    return tuple(changes)


def _first_with_new_offset(info: ZoneInfo, old: datetime, new: datetime) -> datetime:
    before = _offset_s(info, old)
    while new - old > timedelta(seconds=1):
        middle = old + timedelta(seconds=(new - old) // timedelta(seconds=2))
        old, new = (middle, new) if _offset_s(info, middle) == before else (old, middle)
    return new


def _offset_s(info: ZoneInfo, instant: datetime) -> int:
    offset = instant.astimezone(info).utcoffset()
    return round(offset.total_seconds()) if offset else 0
