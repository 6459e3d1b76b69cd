"""When something that is sent again and again is due, on the clock of the workspace."""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Every(StrEnum):
    """How often."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often and when.

    Parameters
    ----------
    weekday : of a weekly one, Monday = 0.
    day : of a monthly one, 1 to 31; a shorter month takes its last day.
    hour : 0 to 23, in the workspace's zone.
    """

    every: Every
    hour: int
    weekday: int = 0
    day: int = 1

    def latest(self, at: datetime, zone: str) -> datetime:
        """Return the latest due moment at or before an instant, in UTC."""
        today = at.astimezone(ZoneInfo(zone)).date()
        # A month has a due day in every stretch of 32 days, also one whose due hour is still to come.
        days = (today + timedelta(days=1) - timedelta(days=back) for back in range(34))
        return next(moment for day in days if self._is_due(day) and (moment := self._moment(day, zone)) <= at)

    def next(self, at: datetime, zone: str) -> datetime:
        """Return the first due moment after an instant, in UTC."""
        today = at.astimezone(ZoneInfo(zone)).date()
        days = (today - timedelta(days=1) + timedelta(days=ahead) for ahead in range(34))
        return next(moment for day in days if self._is_due(day) and (moment := self._moment(day, zone)) > at)

    def _is_due(self, day: date) -> bool:
        match self.every:
            case Every.DAY:
                return True
            case Every.WEEK:
                return day.weekday() == self.weekday
            case Every.MONTH:
                return day.day == min(self.day, calendar.monthrange(day.year, day.month)[1])

    def _moment(self, day: date, zone: str) -> datetime:
        """An hour that the clock leaves out in spring comes an hour later; one that it shows twice comes once."""
        return datetime.combine(day, time(self.hour), ZoneInfo(zone)).astimezone(UTC)
