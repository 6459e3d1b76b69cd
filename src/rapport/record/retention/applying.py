"""What a rule would delete, and deleting it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rapport.accounts.public import Workspace, record_action
from rapport.core.clock import now
from rapport.record.retention.groups import GROUPS, kinds_of
from rapport.record.retention.rules import list_rules
from rapport.record.store.public import Store, note_erasure

ACTOR = "retention"

# How many interactions of some kinds there are, since when, and how many of them a rule would delete.
_DUE = """
SELECT count(*) AS stored,
       min(occurred_at) AS oldest,
       coalesce(sum(CASE WHEN occurred_at < $before THEN 1 ELSE 0 END), 0) AS due
FROM interactions WHERE kind IN $kinds
"""


@dataclass(frozen=True, slots=True)
class Due:
    """What is held of a group, and what of it is too old.

    Parameters
    ----------
    days : of the rule; None = kept, then nothing is due.
    oldest : when the oldest interaction occurred; None = there is none.
    """

    group: str
    days: int | None
    stored: int
    due: int
    oldest: datetime | None


def find_due(store: Store, group: str, days: int | None) -> Due:
    """Return what a rule of so many days would delete now."""
    before = cutoff(days) if days is not None else datetime(1, 1, 1, tzinfo=UTC)
    ((stored, oldest, due),) = store.query(_DUE, {"kinds": list(kinds_of(group)), "before": _naive(before)}).rows
    is_empty = not stored  # ClickHouse gives 1970 for the oldest of none
    return Due(group, days, int(str(stored)), int(str(due)), None if is_empty else _aware(oldest))


def find_all_due(workspace: Workspace, store: Store) -> list[Due]:
    """Return what each rule of the workspace would delete now."""
    rules = list_rules(workspace)
    return [find_due(store, group, rules[group]) for group in GROUPS]


def apply_rules(workspace: Workspace, store: Store) -> dict[str, int]:
    """Delete what is due; return how many interactions of each group. It may be repeated at any time."""
    deleted: dict[str, int] = {}
    for group, days in list_rules(workspace).items():
        if days is None:
            continue
        before = cutoff(days)
        if count := store.delete_before(before, kinds=kinds_of(group)):
            note_erasure(store)
            details = {"interactions": count, "before": f"{before:%Y-%m-%d}"}
            record_action(workspace, "retention.delete", subject=group, details=details, actor=ACTOR)
            deleted[group] = count
    return deleted


def cutoff(days: int) -> datetime:
    """Return the moment before which interactions are too old."""
    return now() - timedelta(days=days)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def _aware(moment: object) -> datetime | None:
    return moment.replace(tzinfo=UTC) if isinstance(moment, datetime) else None
