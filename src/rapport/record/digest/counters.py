"""What each step did so far: rows, drops and time."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapport.accounts.public import Workspace
from rapport.record.digest.drop_reasons import DropReason


@dataclass(frozen=True, slots=True)
class StepCount:
    """A step since the process began: the rows that it was given, those it left out, the time it took."""

    name: str
    rows: int = 0
    dropped: Mapping[DropReason, int] = field(default_factory=dict)
    seconds: float = 0.0


class Counters:
    """Counts by step. One thread digests, others may look."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._lock = threading.Lock()
        self._counts = {name: StepCount(name) for name in names}

    def add(self, more: StepCount) -> None:
        with self._lock:
            so_far = self._counts[more.name]
            reasons = so_far.dropped.keys() | more.dropped.keys()
            dropped = {reason: so_far.dropped.get(reason, 0) + more.dropped.get(reason, 0) for reason in sorted(reasons)}
            self._counts[more.name] = StepCount(more.name, so_far.rows + more.rows, dropped, so_far.seconds + more.seconds)

    def snapshot(self) -> tuple[StepCount, ...]:
        """Return the counts in the order of the steps."""
        with self._lock:
            return tuple(self._counts.values())


_of_workspaces: dict[bytes, Counters] = {}
_lock = threading.Lock()


def counters_of(workspace: Workspace, names: tuple[str, ...]) -> Counters:
    """Return what counts for a workspace in this process, whichever digest runs; `names` are those of the steps."""
    with _lock:
        return _of_workspaces.setdefault(workspace.secret, Counters(names))
