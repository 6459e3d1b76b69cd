"""From mapped rows to the spool: batches of a bearable size, not faster than the digest follows."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from rapport.collect.sources.imports.row_rejects import to_rejects
from rapport.collect.sources.mapping.run import MappedPart
from rapport.core.batch import write_batch
from rapport.spool.public import NewBatch, Spool

ROWS_IN_A_BATCH = 40_000
MOST_ROWS_WAITING = 300_000
"""Two large groups of the digest: one that is stored, one that it finds when it comes back. Reading further ahead would only take
the processor from it, and from whoever looks at pages."""
LOOK_AGAIN_S = 0.05


@dataclass(slots=True)
class Spooler:
    """Appends the parts of one import to the spool.

    Parameters
    ----------
    waiting : called while the spool is full, so that progress goes on.
    """

    spool: Spool
    import_id: str
    waiting: Callable[[], None]
    _appended: int = 0
    _checked_at: int = field(default=0)

    def append(self, part: MappedPart, *, source: str, mapping: str, file: str) -> None:
        """Hand a part over, durably."""
        self._wait_for_room()
        rejects = to_rejects(part, import_id=self.import_id, source=source, mapping=mapping, file=file)
        batches = [self._batch(table, source) for table in _pieces(part.mapped.table)]
        if rejects and batches:
            batches[0] = NewBatch(self.import_id, source, "arrow", batches[0].body, batches[0].rows, tuple(rejects))
        elif rejects:
            self.spool.keep_rejects(rejects)
        self.spool.append(batches)
        self._appended += part.mapped.table.num_rows

    def _batch(self, table: pa.Table, source: str) -> NewBatch:
        return NewBatch(self.import_id, source, "arrow", write_batch(table), table.num_rows)

    def _wait_for_room(self) -> None:
        if self._appended - self._checked_at < MOST_ROWS_WAITING / 4:
            return
        while self.spool.backlog().rows > MOST_ROWS_WAITING:
            self.waiting()
            time.sleep(LOOK_AGAIN_S)
        self._checked_at = self._appended


def _pieces(table: pa.Table) -> Iterator[pa.Table]:
    for start in range(0, table.num_rows, ROWS_IN_A_BATCH):
        yield table.slice(start, ROWS_IN_A_BATCH)
