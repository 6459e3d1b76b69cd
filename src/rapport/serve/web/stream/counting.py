"""How much comes in, what waits and what is left out, and at which step."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.accounts.public import Workspace
from rapport.collect.uploads.public import reason_name
from rapport.core.clock import now
from rapport.core.home import current_home
from rapport.record.digest.public import StepCount, digested_so_far
from rapport.record.store.public import MinuteCount, Store, arrivals_by_minute
from rapport.spool.public import open_spool

MINUTES = 60
KEPT_FOR_S = 2.0

STEPS: Mapping[str, str | Promise] = {
    "decode": _("Read the batch"),
    "check_present": _("Look for what must be there"),
    "check_kind": _("Know the kind"),
    "check_required": _("Have what the kind needs"),
    "check_time": _("Have a believable time"),
    "check_values": _("Have values in range"),
    "check_dimensions": _("Have no dimension too many"),
    "mask": _("Hide what is to be hidden"),
    "name_kind": _("Fill in channel and direction"),
    "hash_identity": _("Name the row"),
    "find_person": _("Find the person"),
    "index_names": _("Note the names"),
    "keep_rejects": _("Keep what was refused"),
    "store": _("Store"),
    "finish": _("Tell the spool"),
}


@dataclass(frozen=True, slots=True)
class Left:
    """Rows left out for a reason. `key` is the reason's code."""

    key: str
    rows: int

    @property
    def reason(self) -> str:
        """In the reader's language, which is not that of whoever read the counters last."""
        return reason_name(self.key)


@dataclass(frozen=True, slots=True)
class ShownStep:
    """What a step of the digest did since the process began."""

    key: str
    rows: int
    left_out: tuple[Left, ...]
    seconds: float

    @property
    def name(self) -> str:
        return str(STEPS.get(self.key, self.key))


@dataclass(frozen=True, slots=True)
class StreamCounters:
    """The figures beside the tail.

    Parameters
    ----------
    last_minute : what came in within the last sixty seconds.
    by_minute : of the last hour, the present minute last.
    waiting : rows in the spool that are not stored yet.
    rejected : rows that were refused and wait for somebody, by reason.
    """

    last_minute: int
    by_minute: tuple[int, ...]
    duplicates: int
    waiting: int
    rejected: tuple[Left, ...]
    steps: tuple[ShownStep, ...]

    @property
    def last_hour(self) -> int:
        return sum(self.by_minute)

    @property
    def rejects(self) -> int:
        return sum(left.rows for left in self.rejected)


_kept: dict[bytes, tuple[float, StreamCounters]] = {}


def read_counters(workspace: Workspace, store: Store) -> StreamCounters:
    """Return the counters, at most two seconds old however many look at them."""
    kept = _kept.get(workspace.secret)
    if kept and time.monotonic() - kept[0] < KEPT_FOR_S:
        return kept[1]
    counters = _read(workspace, store)
    _kept[workspace.secret] = (time.monotonic(), counters)
    return counters


def _read(workspace: Workspace, store: Store) -> StreamCounters:
    this_minute = now().replace(second=0, microsecond=0)
    first = this_minute - timedelta(minutes=MINUTES - 1)
    counted = arrivals_by_minute(store, since=first)
    waiting, rejected = _in_spool(workspace)
    just_now = arrivals_by_minute(store, since=now() - timedelta(minutes=1))
    return StreamCounters(
        last_minute=sum(one.stored for one in just_now),
        by_minute=_filled({one.minute: one for one in counted}, first),
        duplicates=sum(one.duplicate for one in counted),
        waiting=waiting,
        rejected=tuple(Left(key, rows) for key, rows in rejected.items()),
        steps=tuple(_step(count) for count in digested_so_far(workspace)),
    )


def _filled(counted: Mapping[object, MinuteCount], first: object) -> tuple[int, ...]:
    minutes = (first + timedelta(minutes=number) for number in range(MINUTES))  # type: ignore[operator]  # a moment
    return tuple(counted[minute].stored if minute in counted else 0 for minute in minutes)


def _in_spool(workspace: Workspace) -> tuple[int, dict[str, int]]:
    path = current_home().workspace(workspace.slug).spool
    if not path.exists():
        return 0, {}
    with open_spool(path) as spool:
        return spool.backlog().rows, spool.count_rejects()


def _step(count: StepCount) -> ShownStep:
    left = tuple(Left(reason.value, rows) for reason, rows in count.dropped.items())
    return ShownStep(count.name, count.rows, left, count.seconds)
