"""What people read for groups and buckets."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from rapport.ui.formatting.moments import write_day, write_days
from rapport.understand.metrics.public import Grain, Period
from rapport.understand.views.figures import bucket_label, value_label
from rapport.understand.views.result.result import KeyValue, Result


def group_label(result: Result, group: tuple[KeyValue, ...]) -> str:
    """Return what people read for a group: its values, joined."""
    return " · ".join(value_label(name, value) for name, value in zip(result.names, group, strict=True))


def short_bucket(bucket: str, grain: Grain) -> str:
    """Return what people read for a bucket in a column or on an axis: of a week, its first day."""
    day = date.fromisoformat(bucket)
    return write_day(day) if grain is Grain.WEEK else bucket_label(day, grain)


def period_label(period: Period, zone: str) -> str:
    """Return what people read for a period: "1 Jan – 31 Mar 2026"; empty where nothing was found."""
    if period.start is None or period.end is None:
        return ""
    first, last = (moment.astimezone(ZoneInfo(zone)).date() for moment in (period.start, period.end - timedelta(microseconds=1)))
    return write_days(first, last)
