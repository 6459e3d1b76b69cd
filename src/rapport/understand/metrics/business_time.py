"""Seconds within business hours, by lists of days in which instants are looked up.

The open seconds up to an instant are those of all days before, and of each interval of its day as far as it had gone. Days
are those of UTC, so that looking one up is arithmetic; the intervals are the workspace's, whatever its zone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.understand.metrics.calendar import midnight
from rapport.understand.metrics.scope import Scope

MOST_INTERVALS = 4
"""Of one UTC day: in the statement each is a term. A workspace has mostly one, around a lunch break two."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BusinessDay:
    """A UTC day, by its number since 1970: the open seconds before it, and its intervals as (second of the day, length)."""

    number: int
    before_s: float
    intervals: tuple[tuple[float, float], ...]


def business_days(workspace: Workspace, first: datetime, last: datetime) -> list[BusinessDay]:
    """Return all days from one instant to another.

    Raises
    ------
    UserError : there are no business hours, or too many intervals in a day.
    """
    if not workspace.business_hours:
        raise UserError(
            Notice(
                "There are no business hours.", terminal="Set them: rapport workspace set business_hours 'Mon-Fri 09:00-17:00'."
            )
        )
    open_by_day: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for opens_at, closes_at in _merged(_intervals(workspace, first.date() - _DAY, last.date() + _DAY)):
        for number, start_s, length_s in _cut_at_midnight(opens_at, closes_at):
            open_by_day[number].append((start_s, length_s))
    return list(_days(open_by_day, range((first - _EPOCH) // _DAY, (last - _EPOCH) // _DAY + 1)))


def _days(open_by_day: dict[int, list[tuple[float, float]]], numbers: Iterable[int]) -> Iterator[BusinessDay]:
    before_s = 0.0
    for number in numbers:
        intervals = tuple(open_by_day.get(number, ()))
        if len(intervals) > MOST_INTERVALS:
            raise UserError(
                Notice(
                    "Business hours may have %(most)s intervals a day, and here are %(found)s.",
                    most=MOST_INTERVALS,
                    found=len(intervals),
                )
            )
        yield BusinessDay(number, before_s, intervals)
        before_s += sum(length_s for _, length_s in intervals)


def _intervals(workspace: Workspace, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    by_weekday = [[i for i in workspace.business_hours if i.weekday == weekday] for weekday in range(7)]
    day = first
    while day <= last:
        for interval in by_weekday[day.weekday()] if day not in workspace.holidays else ():
            yield _instant(day, interval.opens, workspace.zone), _closing(day, interval.closes, workspace.zone)
        day += _DAY


def _instant(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def _closing(day: date, at: time, zone: str) -> datetime:
    return midnight(day + _DAY, zone) if at == time.max else _instant(day, at, zone)


def _merged(intervals: Iterable[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """Join intervals that touch or overlap, so that no second counts twice."""
    current: tuple[datetime, datetime] | None = None
    for opens_at, closes_at in sorted(intervals):
        if current and opens_at <= current[1]:
            current = (current[0], max(current[1], closes_at))
            continue
        if current:
            yield current
        current = (opens_at, closes_at)
    if current:
        yield current


def _cut_at_midnight(opens_at: datetime, closes_at: datetime) -> Iterator[tuple[int, float, float]]:
    while opens_at < closes_at:
        number, into_day = divmod(opens_at - _EPOCH, _DAY)
        until = min(closes_at, opens_at - into_day + _DAY)
        yield number, into_day.total_seconds(), (until - opens_at).total_seconds()
        opens_at = until


def most_intervals(days: Sequence[BusinessDay]) -> int:
    """Return how many intervals a day has at most."""
    return max(len(day.intervals) for day in days)


def bind_business_days(days: Sequence[BusinessDay]) -> dict[str, object]:
    """Return the days as lists, by their distance from the first one."""
    params: dict[str, object] = {
        "business_first_day": days[0].number,
        "business_before_s": [day.before_s for day in days],
    }
    for i in range(most_intervals(days)):
        found = [day.intervals[i] if i < len(day.intervals) else (0.0, 0.0) for day in days]
        params[f"business_start_{i}"] = [start_s for start_s, _ in found]
        params[f"business_length_{i}"] = [length_s for _, length_s in found]
    return params


def business_seconds(scope: Scope, *, start: str, end: str) -> str:
    """Return the open seconds between two instants; NULL where either is missing."""
    scope.needs_business_hours = True
    return f"({_open_seconds(scope, end)}) - ({_open_seconds(scope, start)})"


def _open_seconds(scope: Scope, time: str) -> str:
    place = f"{scope.dialect.day_number(time)} - $business_first_day + 1"
    into_day = scope.dialect.second_of_day(time)

    def of_day(name: str) -> str:
        return scope.dialect.element(f"$business_{name}", place)

    count = scope.template.business_intervals
    parts = [f"least(greatest({into_day} - {of_day(f'start_{i}')}, 0), {of_day(f'length_{i}')})" for i in range(count)]
    return " + ".join([of_day("before_s"), *parts])
