"""Hands the stream over to the spool, not faster than the digest follows, and says how far it is."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TextIO

from rapport.core import clock
from rapport.core.batch import write_batch
from rapport.serve.demo.stream import Block
from rapport.spool.public import ImportRun, NewBatch, Spool

ROWS_IN_A_BATCH = 40_000
MOST_ROWS_WAITING = 1_500_000
LOOK_AGAIN_S = 0.05
REDRAW_S, PLAIN_S = 0.2, 5.0
_EXPORTS = {
    "accounts": "Customer accounts",
    "billing": "Subscriptions",
    "crm": "Business customers",
    "helpdesk": "E-mails and chats",
    "reviews": "Product reviews",
    "shop": "Orders of web and shops",
    "social": "Mentions",
    "surveys": "Survey answers",
    "telephone": "Calls",
    "warehouse": "Shipments",
    "web": "Visits to the web shop",
}
"""What each source brings, as the history of imports shows it."""


@dataclass(slots=True)
class Delivery:
    """Delivers blocks; every source has an import of its own in the history."""

    spool: Spool
    progress: TextIO
    is_terminal: bool
    people: int
    delivered_people: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    _began: float = field(default_factory=time.monotonic)
    _drawn_at: float = field(default_factory=time.monotonic)

    def deliver(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """Hand over block by block, and pass each on; return when all of it is stored."""
        for source, title in _EXPORTS.items():
            run = ImportRun(import_id(source), source, (title,), "simulated", started_at=clock.now())
            self.spool.start_import(run)
        for block in blocks:
            self._hand_over(block)
            yield block
        self._wait(lambda: self.spool.backlog().rows > 0)
        for source in _EXPORTS:
            self.spool.finish_import(import_id(source), read=self.rows.get(source, 0))
        if self.is_terminal:
            self.progress.write("\r\033[K")
            self.progress.flush()

    @property
    def total(self) -> int:
        return sum(self.rows.values())

    def _hand_over(self, block: Block) -> None:
        for source, table in block.tables.items():
            self.rows[source] = self.rows.get(source, 0) + table.num_rows
            for start in range(0, table.num_rows, ROWS_IN_A_BATCH):
                piece = table.slice(start, ROWS_IN_A_BATCH)
                self.spool.append([NewBatch(import_id(source), source, "arrow", write_batch(piece), piece.num_rows)])
                self._show()
        self.delivered_people += block.people.count
        self._wait(lambda: self.spool.backlog().rows > MOST_ROWS_WAITING)

    def _wait(self, condition: Callable[[], bool]) -> None:
        while condition():
            self._show()
            time.sleep(LOOK_AGAIN_S)

    def _show(self) -> None:
        now = time.monotonic()
        if now - self._drawn_at < (REDRAW_S if self.is_terminal else PLAIN_S):
            return
        self._drawn_at = now
        stored = max(0, self.total - self.spool.backlog().rows)
        people = f"{self.delivered_people:,} of {self.people:,} people made up"
        line = f"{people}  {self.total:,} interactions  {stored:,} stored  {now - self._began:.0f} s"
        self.progress.write(f"\r\033[K{line}" if self.is_terminal else f"{line}\n")
        self.progress.flush()


def import_id(source: str) -> str:
    return f"demo-{source}"
