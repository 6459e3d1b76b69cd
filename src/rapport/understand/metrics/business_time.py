"""Seconds within business hours, as a table of opening intervals in which instants are looked up.

The seconds open up to an instant are those of all earlier intervals, and of the last one as far as it had gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.understand.metrics.calendar import midnight
from rapport.understand.metrics.scope import Scope

OPENING_TABLE = "opening"


@dataclass(frozen=True, slots=True)
class Opening:
    """An interval of business hours: when it begins, how long it is, and the open seconds before it."""

    opens_at: datetime
    length_s: float
    before_s: float


def openings(workspace: Workspace, first: datetime, last: datetime) -> list[Opening]:
    """Return the opening intervals around two instants; raise UserError where there are no business hours at all."""
    found: list[Opening] = []
    before_s = 0.0
    for opens_at, closes_at in _merged(_intervals(workspace, first.date() - timedelta(days=8), last.date() + timedelta(days=1))):
        length_s = (closes_at - opens_at).total_seconds()
        found.append(Opening(opens_at, length_s, before_s))
        before_s += length_s
    if not found:
        raise UserError("There are no business hours. Set them: rapport workspace set business_hours 'Mon-Fri 09:00-17:00'.")
    return found


def _intervals(workspace: Workspace, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    by_weekday = [[i for i in workspace.business_hours if i.weekday == weekday] for weekday in range(7)]
    day = first
    while day <= last:
        for interval in by_weekday[day.weekday()] if day not in workspace.holidays else ():
            yield _instant(day, interval.opens, workspace.zone), _closing(day, interval.closes, workspace.zone)
        day += timedelta(days=1)


def _instant(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def _closing(day: date, at: time, zone: str) -> datetime:
    return midnight(day + timedelta(days=1), zone) if at == time.max else _instant(day, at, zone)


def _merged(intervals: Iterator[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
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


def opening_table(scope: Scope) -> str:
    """Return the table of openings as a named subquery; `binding` gives its lists."""
    lists = {"opens_at": "$business_opens", "length_s": "$business_length_s", "before_s": "$business_before_s"}
    return f"{OPENING_TABLE} AS (SELECT o.opens_at, o.length_s, o.before_s, 1 AS one FROM {scope.dialect.rows_of(lists)} AS o)"


def bind_openings(found: list[Opening]) -> dict[str, object]:
    """Return the lists that `opening_table` names."""
    return {
        "business_opens": [o.opens_at for o in found],
        "business_length_s": [o.length_s for o in found],
        "business_before_s": [o.before_s for o in found],
    }


def business_joins(scope: Scope, *, start: str, end: str) -> str:
    """Return the joins that look up both instants, which must be columns of `e` beside a column `one`."""
    asof = scope.dialect.asof_join
    return " ".join(
        asof(table=OPENING_TABLE, alias=alias, left="e", time=time, since="opens_at")
        for alias, time in (("b0", start), ("b1", end))
    )


def business_seconds(scope: Scope, *, start: str, end: str) -> str:
    """Return the open seconds between two instants that were looked up; NULL where either is missing."""
    until = [
        f"coalesce({alias}.before_s + least({scope.dialect.seconds_between(f'{alias}.opens_at', time)}, {alias}.length_s), 0)"
        for alias, time in (("b0", start), ("b1", end))
    ]
    return f"CASE WHEN {start} IS NOT NULL AND {end} IS NOT NULL THEN {until[1]} - {until[0]} END"
