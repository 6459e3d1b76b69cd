"""The values that a statement is asked with: the period, the zone's offsets, the workspace's settings."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from rapport.accounts.public import Workspace
from rapport.understand.metrics.calendar import buckets, local_day, midnight, next_bucket, offset_changes
from rapport.understand.metrics.question import Grain, Period

Offsets = tuple[tuple[datetime | None, int], ...]
"""From when on (None: from the beginning) the zone is so many seconds east of UTC."""
_NO_DATA = datetime(1970, 1, 1, tzinfo=UTC)


def offsets_inside(workspace: Workspace, period: Period) -> Offsets:
    """Return the offsets of the workspace's zone inside a period; none where its clock shows UTC."""
    if workspace.zone == "UTC" or period.start is None or period.end is None:
        return ()
    changes = offset_changes(workspace.zone, period.start.date(), period.end.date())
    return () if changes == ((None, 0),) else changes


def bind_question(
    workspace: Workspace,
    period: Period,
    *,
    activity_window: timedelta | None,
    windows: Mapping[str, timedelta],
    offsets: Offsets,
) -> dict[str, object]:
    """Return the params that are not fixed by the text; the store ignores those that a text does not name."""
    params: dict[str, object] = {
        "period_from": period.start,
        "period_to": period.end,
        "workspace_currency": workspace.currency,
        "cost_per_contact": workspace.cost_per_contact or 0,
        "cost_per_second": (workspace.cost_per_hour or 0) / 3600,
        "activity_window_s": round(_activity_window(workspace, activity_window).total_seconds()),
    }
    for i, (instant, offset_s) in enumerate(offsets):
        params |= {f"offset_from_{i}": instant, f"offset_{i}": offset_s}
    for name, window in windows.items():
        params[name] = (period.end or _NO_DATA) - window
    return params


def _activity_window(workspace: Workspace, asked: timedelta | None) -> timedelta:
    return asked or timedelta(days=workspace.inactivity_days)


def bind_buckets(
    workspace: Workspace, period: Period, *, grain: Grain | None, activity_window: timedelta | None
) -> dict[str, object]:
    """Return the buckets of a period as lists: their first days, starts and ends, and the moments between them.

    Moment 0 is the start of the period, moment k the end of bucket k; `moment_since` is the window before each.
    """
    if period.start is None or period.end is None:
        return {}
    days, ends = _bucket_ends(workspace.zone, period.start, period.end, grain)
    starts, moments = [period.start, *ends[:-1]], [period.start, *ends]
    window = _activity_window(workspace, activity_window)
    shortest = min(end - start for start, end in zip(starts[1:-1] or starts, ends[1:-1] or ends, strict=True))
    return {
        "bucket_days": [datetime(day.year, day.month, day.day, tzinfo=UTC) for day in days],
        "bucket_starts": starts,
        "bucket_ends": ends,
        "bucket_moments": list(range(1, len(moments))),
        "moments": list(range(len(moments))),
        "moment_since": [moment - window for moment in moments],
        "moment_count": len(moments),
        "moment_span": window // shortest + 3,
    }


def _bucket_ends(zone: str, start: datetime, end: datetime, grain: Grain | None) -> tuple[list[date], list[datetime]]:
    if grain is None:
        return [local_day(start, zone)], [end]
    days = list(buckets(start, end, grain, zone))
    return days, [min(midnight(next_bucket(day, grain), zone), end) for day in days]
