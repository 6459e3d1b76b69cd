"""What every spool can do, whatever keeps it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from rapport.spool.records import (
    Backlog,
    BatchResult,
    ImportRun,
    ImportTotals,
    KeptReject,
    NewBatch,
    Outcome,
    Reject,
    RejectFilter,
    SpooledBatch,
)

OPEN_REJECTS = RejectFilter()
"""Every reject that nobody has replayed yet."""


class Spool(Protocol):
    """The hand-over of one workspace: many processes append, one digests. Thread-safe.

    Every call raises NoRoomError when the disk is full, UserError when it may not be written to, RetryableError when others
    hold the spool for too long, and PermanentError when it is damaged.
    """

    def append(self, batches: Sequence[NewBatch]) -> list[int]:
        """Keep all of the batches or none; on return they survive a crash. Return their sequence numbers, ascending."""

    def pending(self, *, after: int, limit_rows: int) -> list[SpooledBatch]:
        """Return unfinished batches with a higher `seq` than `after`, in order: at least one if there is one, no more
        than `limit_rows` rows unless the first alone has more."""

    def backlog(self) -> Backlog:
        """Count what is not finished yet. An erasure starts when this is empty: bodies hold identifiers."""

    def finish(self, results: Sequence[BatchResult]) -> None:
        """Keep the results and delete the bodies, at once. A batch that is finished already is left as it is."""

    def start_import(self, run: ImportRun) -> None:
        """Write a run into the history; starting the same id again replaces it."""

    def finish_import(self, import_id: str, *, read: int, outcome: Outcome = "finished") -> None:
        """Write down how a run ended, and how many source rows it read."""

    def imports(self, *, limit: int = 100) -> list[ImportRun]:
        """Return the history of imports, latest first."""

    def results(self, import_id: str) -> ImportTotals:
        """Sum up what became of an import so far."""

    def keep_rejects(self, rejects: Sequence[Reject]) -> None:
        """Keep rejects, durably. One that is known already (same source, file, row number, row, reason) is not kept twice."""

    def rejects(self, which: RejectFilter = OPEN_REJECTS, *, after: int = 0) -> Iterator[KeptReject]:
        """Stream rejects with a higher id, oldest first, in constant memory and without holding up writers."""

    def count_rejects(self, which: RejectFilter = OPEN_REJECTS) -> dict[str, int]:
        """Count rejects by reason, the most frequent first."""

    def mark_replayed(self, ids: Sequence[int]) -> None:
        """Say that these rejects have become interactions."""

    def erase_matching(self, needles: Sequence[str]) -> int:
        """Delete every reject that mentions one of the needles, and the needles in the history of imports.

        What remains of such a reject is a keyed hash, which keeps the same row from being kept again by the next import.
        Pending bodies are not searched: digest first (see `backlog`). The bytes leave the disk with `compact`.

        Returns
        -------
        How many rejects were deleted.
        """

    def compact(self) -> None:
        """Rewrite the files, so that deleted bytes are gone from the disk."""

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy to a new file while others go on appending (for backups)."""

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
