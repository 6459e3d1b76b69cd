"""Stands in the place of the process that digests: takes batches off a spool and remembers what it has seen."""

import threading
from typing import Any

from rapport.core.batch import read_batch
from rapport.spool.public import BatchResult, Spool


class Digester:
    """Digests in a thread while the block lasts. `known` holds what it has stored, by source id."""

    def __init__(self, spool: Spool) -> None:
        self.spool = spool
        self.known: dict[str, dict[str, Any]] = {}
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._ending.wait(0.01):
            for batch in self.spool.pending(after=0, limit_rows=100_000):
                rows = read_batch(batch.body).to_pylist()
                new = {row["source_id"]: row for row in rows if row["source_id"] not in self.known}
                self.known.update(new)
                self.spool.finish([BatchResult(batch.seq, stored=len(new), duplicate=len(rows) - len(new))])

    def __enter__(self) -> "Digester":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()
