"""The values that a statement is asked with: the period, the zone's offsets, the workspace's settings."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from rapport.accounts.public import Workspace
from rapport.understand.metrics.calendar import offset_changes
from rapport.understand.metrics.question import Period

_NO_DATA = datetime(1970, 1, 1, tzinfo=UTC)


def offsets_inside(workspace: Workspace, period: Period) -> tuple[tuple[datetime | None, int], ...]:
    """Return the offsets of the workspace's zone inside a period; none where its clock shows UTC."""
    if workspace.zone == "UTC" or period.start is None or period.end is None:
        return ()
    changes = offset_changes(workspace.zone, period.start.date(), period.end.date())
    return () if changes == ((None, 0),) else changes


def bind_question(
    workspace: Workspace, period: Period, windows: Mapping[str, timedelta], offsets: tuple[tuple[datetime | None, int], ...]
) -> dict[str, object]:
    """Return the params that are not fixed by the text; the store ignores those that a text does not name."""
    params: dict[str, object] = {
        "period_from": period.start,
        "period_to": period.end,
        "workspace_currency": workspace.currency,
        "cost_per_contact": workspace.cost_per_contact or 0,
        "cost_per_second": (workspace.cost_per_hour or 0) / 3600,
    }
    for i, (instant, offset_s) in enumerate(offsets):
        params |= {f"offset_from_{i}": instant, f"offset_{i}": offset_s}
    for name, window in windows.items():
        params[name] = (period.end or _NO_DATA) - window
    return params
