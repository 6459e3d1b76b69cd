"""What the steps hand on: the rows of some batches, and what was left out on the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rapport.core.batch import INTERACTION_SCHEMA
from rapport.core.notice import Notice
from rapport.record.digest.drop_reasons import DropReason
from rapport.record.digest.written_rows import write_rows
from rapport.spool.public import BatchResult, Reject, Spool, SpooledBatch

if TYPE_CHECKING:
    from rapport.accounts.public import Workspace
    from rapport.record.store.public import Store

BATCH_NO = "batch_no"
_NO_ROWS = INTERACTION_SCHEMA.empty_table().append_column(BATCH_NO, pa.array([], pa.int32()))


@dataclass(frozen=True, slots=True)
class DigestContext:
    """What the steps work with."""

    workspace: "Workspace"
    spool: Spool
    store: "Store"


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many rows of a batch were left out, and why."""

    batch_no: int
    reason: DropReason
    rows: int


@dataclass(frozen=True, slots=True)
class Group:
    """Some batches on their way to the store.

    `rows` has the columns of `INTERACTION_SCHEMA`, any `d_*`, what the steps add, and `batch_no`: the position of the batch
    that brought the row. Rows are always in the order in which they were delivered.
    """

    batches: tuple[SpooledBatch, ...]
    rows: pa.Table = field(default_factory=lambda: _NO_ROWS, repr=False)
    dropped: tuple[Dropped, ...] = ()
    rejects: tuple[Reject, ...] = field(default=(), repr=False)
    results: tuple[BatchResult, ...] = ()

    def with_column(self, name: str, values: pa.Array | pa.ChunkedArray) -> "Group":
        """Set a column, new or not."""
        if name in self.rows.column_names:
            return replace(self, rows=self.rows.set_column(self.rows.schema.get_field_index(name), name, values))
        return replace(self, rows=self.rows.append_column(name, values))

    def without_column(self, name: str) -> "Group":
        return replace(self, rows=self.rows.drop_columns([name]))

    def drop(self, is_bad: pa.Array | pa.ChunkedArray, reason: DropReason) -> "Group":
        """Leave out the rows whose flag is true, and count them."""
        bad = pc.fill_null(is_bad, False)
        if not pc.any(bad).as_py():
            return self
        left_out = self.rows.column(BATCH_NO).filter(bad).to_numpy()
        counts = np.bincount(left_out, minlength=len(self.batches))
        dropped = tuple(Dropped(int(number), reason, int(counts[number])) for number in np.flatnonzero(counts))
        return replace(self, rows=self.rows.filter(pc.invert(bad)), dropped=self.dropped + dropped)

    def reject(self, is_bad: pa.Array | pa.ChunkedArray, reason: DropReason, *, detail: Notice) -> "Group":
        """Leave out rows, and keep each as a reject for somebody to correct."""
        bad = pc.fill_null(is_bad, False)
        if not pc.any(bad).as_py():
            return self
        left_out = self.rows.filter(bad)
        numbers = left_out.column(BATCH_NO).to_pylist()
        written = write_rows(left_out.drop_columns([BATCH_NO]))
        rejects = [self.as_reject(number, row, reason, detail) for number, row in zip(numbers, written, strict=True)]
        return replace(self.drop(bad, reason), rejects=(*self.rejects, *rejects))

    def as_reject(self, batch_no: int, row: str, reason: DropReason, detail: Notice) -> Reject:
        """Make a reject of a row that is an interaction already: it needs no mapping and stood in no file."""
        batch = self.batches[batch_no]
        return Reject(batch.import_id, batch.source, "", "", 0, row, reason.value, detail)

    def dropped_of(self, batch_no: int) -> dict[str, int]:
        """Sum up what was left out of a batch."""
        sums: dict[str, int] = {}
        for dropped in self.dropped:
            if dropped.batch_no == batch_no:
                sums[dropped.reason.value] = sums.get(dropped.reason.value, 0) + dropped.rows
        return sums

    def bounds(self) -> Sequence[int]:
        """Return where the rows of each batch begin, and at the end how many rows there are."""
        numbers = self.rows.column(BATCH_NO).to_numpy()
        return [int(at) for at in np.searchsorted(numbers, np.arange(len(self.batches) + 1))]


Step = Callable[[Group, DigestContext], Group]
