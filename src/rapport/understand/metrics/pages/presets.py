"""Periods that people choose by name. They count back from the last day that has data, so that old data are not empty."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rapport.core.clock import now
from rapport.record.store.public import Store
from rapport.understand.metrics.calendar import add_months, local_day
from rapport.understand.metrics.pages.cached import cached
from rapport.understand.metrics.preparing import whole_extent
from rapport.understand.metrics.question import Grain

Days = tuple[date | None, date | None]
"""The first and the last day, both inclusive; None leaves a side open."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A period by name: so many days, or whole months up to the same day; neither means all data."""

    key: str
    days: int = 0
    months: int = 0

    def ending(self, last: date) -> Days:
        """Return the days of the period that ends on a day."""
        if self.days:
            return last - timedelta(days=self.days - 1), last
        if self.months:
            return _months_before(last, self.months) + timedelta(days=1), last
        return None, None


PRESETS = (Preset("7d", days=7), Preset("30d", days=30), Preset("90d", days=90), Preset("12m", months=12), Preset("all"))
BY_KEY = {preset.key: preset for preset in PRESETS}
CUSTOM = "custom"


def last_day(store: Store, zone: str) -> date:
    """Return the last day with data, at most today."""
    _, last = cached(store, ("extent",), lambda: whole_extent(store))
    return min(local_day(last, zone), local_day(now(), zone))


def newest(store: Store) -> datetime | None:
    """Return the time of the newest interaction; None where there is none."""
    first, last = cached(store, ("extent",), lambda: whole_extent(store))
    return last if first != last else None


def first_day(store: Store, zone: str) -> date:
    """Return the first day with data."""
    first, _ = cached(store, ("extent",), lambda: whole_extent(store))
    return local_day(first, zone)


def _months_before(day: date, months: int) -> date:
    first = add_months(day.replace(day=1), -months)
    last_of_month = add_months(first, 1) - timedelta(days=1)
    return first.replace(day=min(day.day, last_of_month.day))


def year_before(day: date) -> date:
    """Return the same day a year earlier; of 29 February the 28th."""
    return _months_before(day, 12)


_LONGEST = ((Grain.DAY, 45), (Grain.WEEK, 200), (Grain.MONTH, 1200), (Grain.QUARTER, 3700))


def usual_grain(first: date, last: date) -> Grain:
    """Return the width of buckets that gives a period between ten and some forty points."""
    days = (last - first).days + 1
    return next((grain for grain, longest in _LONGEST if days <= longest), Grain.YEAR)
