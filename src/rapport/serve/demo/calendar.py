"""Time in the demo company: seconds after the beginning, seasons, and when somebody is there to answer."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from rapport.serve.demo import market, truth

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

DAY = 86_400.0
HOUR = 3_600.0
ZONE = "Europe/Vilnius"
OPENS_WEEKDAY, CLOSES_WEEKDAY = 8, 18
OPENS_SATURDAY, CLOSES_SATURDAY = 10, 16
BUSINESS_HOURS = f"Mon-Fri {OPENS_WEEKDAY:02}:00-{CLOSES_WEEKDAY}:00; Sat {OPENS_SATURDAY}:00-{CLOSES_SATURDAY}:00"
_HOLIDAYS = ((1, 1), (2, 16), (3, 11), (5, 1), (7, 6), (8, 15), (11, 1), (12, 24), (12, 25), (12, 26))
_BEYOND = 120
"""Days after the end for which the calendar goes on: what is drawn beyond the end is left out later."""
_HOURS = np.array([2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 11, 11, 12, 11, 10, 10, 11, 13, 15, 18, 19, 16, 10, 5], float)


@dataclass(frozen=True)
class Calendar:
    """The time of the demo company, up to the moment at which the stream ends."""

    until: datetime

    @cached_property
    def begins(self) -> datetime:
        first = self.until.astimezone(UTC).date() - timedelta(days=truth.DAYS - 1)
        return datetime(first.year, first.month, first.day, tzinfo=UTC)

    @cached_property
    def end(self) -> float:
        """Seconds from the beginning to the end."""
        return (self.until - self.begins).total_seconds()

    @cached_property
    def incident(self) -> tuple[float, float]:
        """When the incident began and ended."""
        begins = (truth.DAYS - truth.INCIDENT.starts_before_end_days) * DAY
        return begins, begins + truth.INCIDENT.days * DAY

    def day(self, number: int) -> date:
        return self.begins.date() + timedelta(days=number)

    @cached_property
    def holidays(self) -> list[date]:
        years = range(self.begins.year, self.until.year + 2)
        return [date(year, month, day) for year in years for month, day in _HOLIDAYS]

    @cached_property
    def weekdays(self) -> Ints:
        """The weekday of every day, Monday 0."""
        return (self.begins.weekday() + np.arange(truth.DAYS + _BEYOND)) % 7

    @cached_property
    def _intensity(self) -> Floats:
        """Cumulated seasons: how much time has passed at each midnight, measured by how often people order."""
        months = [truth.SEASON[self.day(number).month] for number in range(truth.DAYS + _BEYOND)]
        daily = np.array(months) * np.array(truth.ORDER_WEEKDAYS)[self.weekdays]
        return np.concatenate([[0.0], np.cumsum(daily)])

    def season_of(self, seconds: Floats) -> Floats:
        """Turn moments into seasonal time, which runs faster in December."""
        return np.interp(seconds / DAY, np.arange(len(self._intensity)), self._intensity)

    def moment_of(self, season: Floats) -> Floats:
        """Turn seasonal time into moments."""
        days = np.interp(season, self._intensity, np.arange(len(self._intensity)))
        # Beyond the calendar nothing happens any more.
        return np.where(season >= self._intensity[-1], np.inf, days * DAY)

    def at_some_hour(self, random: np.random.Generator, seconds: Floats, countries: Ints) -> Floats:
        """Move moments to an hour of their day at which people are awake where they live."""
        hours = random.choice(24, len(seconds), p=_HOURS / _HOURS.sum()) + random.random(len(seconds))
        days = np.floor(np.where(np.isfinite(seconds), seconds, 0) / DAY)
        moved = days * DAY + ((hours - self._offsets[countries]) % 24) * HOUR
        return np.where(np.isfinite(seconds), moved, np.inf)

    @cached_property
    def _offsets(self) -> Floats:
        """Hours ahead of UTC, by country."""
        offsets = [ZoneInfo(country.zone).utcoffset(self.until.replace(tzinfo=None)) for country in market.COUNTRIES]
        return np.array([offset.total_seconds() / HOUR if offset else 0.0 for offset in offsets])

    @cached_property
    def _business(self) -> tuple[Floats, Floats]:
        """Moments at which business opens and closes, and the business time at each."""
        zone, holidays = ZoneInfo(ZONE), set(self.holidays)
        moments: list[float] = []
        for number in range(truth.DAYS + _BEYOND):
            day = self.day(number)
            if day.weekday() == 6 or day in holidays:
                continue
            is_saturday = day.weekday() == 5
            opens = OPENS_SATURDAY if is_saturday else OPENS_WEEKDAY
            closes = CLOSES_SATURDAY if is_saturday else CLOSES_WEEKDAY
            for hour in (opens, closes):
                moment = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
                moments.append((moment - self.begins).total_seconds())
        at = np.array(moments)
        open_for = np.diff(at, prepend=at[0])
        open_for[::2] = 0
        return at, np.cumsum(open_for)

    def after_business_time(self, seconds: Floats, wait: Floats) -> Floats:
        """Return the moment at which so much business time has passed."""
        at, business = self._business
        return np.interp(np.interp(seconds, at, business) + np.maximum(wait, 1.0), business, at)

    def business_time_between(self, start: Floats, end: Floats) -> Floats:
        """Return the seconds of business time between moments."""
        at, business = self._business
        return np.interp(end, at, business) - np.interp(start, at, business)

    def on_a_likely_weekday(self, random: np.random.Generator, seconds: Floats, *, fades: float = 0.45) -> Floats:
        """Move moments on by 0 to 6 days: soon, and to days on which people like to get in touch."""
        if not len(seconds):
            return seconds
        lags = np.arange(7)
        first = np.clip((seconds / DAY).astype(int), 0, len(self.weekdays) - 8)
        weights = fades**lags * np.array(truth.CONTACT_WEEKDAYS)[self.weekdays[first[:, None] + lags]]
        chosen = (np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True) < random.random((len(seconds), 1))).sum(axis=1)
        return np.asarray(seconds + chosen * DAY)
