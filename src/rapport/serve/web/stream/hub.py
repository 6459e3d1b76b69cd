"""Looks for what has come in, once for all who watch, and hands it to each.

There is one `Hub` for each workspace that somebody watches. It asks the store for its highest number twice a second, and for
rows only when that has grown. Who reads slowly loses the oldest, never the others' time.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar
from weakref import WeakKeyDictionary

from asgiref.sync import sync_to_async
from django.db import connections

from rapport.accounts.public import get_workspace
from rapport.core.errors import RapportError
from rapport.record.people.public import settle
from rapport.record.store.public import StoredInteraction, arrivals_after, current_store
from rapport.serve.web.stream.tail_rows import MOST_AT_ONCE
from rapport.serve.worker.public import TURNS

LOOK_EVERY_S = 0.5
MOST_WAITING = 20
T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came in between two looks: the latest rows, oldest first, and how many there were in all."""

    seq: int
    stored: int
    rows: tuple[StoredInteraction, ...]


Watching = asyncio.Queue[Arrived]


class Hub:
    """Watches one workspace for as long as anybody listens."""

    def __init__(self, slug: str) -> None:
        self._slug = slug
        self._watching: set[Watching] = set()
        self._task: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()
        self._seq = 0

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[Watching]:
        """Lend a queue of what comes in from now on."""
        queue: Watching = asyncio.Queue(MOST_WAITING)
        self._watching.add(queue)
        try:
            async with self._starting:
                if self._task is None or self._task.done():
                    self._seq = await in_thread(self._look_at_number)
                    self._task = asyncio.create_task(self._look_on())
            yield queue
        finally:
            self._watching.discard(queue)
            if not self._watching and self._task:
                self._task.cancel()
                self._task = None

    @property
    def is_idle(self) -> bool:
        return self._task is None

    async def _look_on(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                arrived = await in_thread(self._look)
            except RapportError as error:  # the store is away for a moment: it is looked for again
                log.warning("live tail of %s: %s", self._slug, error)
                continue
            if arrived:
                self._hand_out(arrived)

    def _hand_out(self, arrived: Arrived) -> None:
        for queue in self._watching:
            with contextlib.suppress(asyncio.QueueEmpty):
                while queue.full():
                    queue.get_nowait()
            queue.put_nowait(arrived)

    def _look_at_number(self) -> int:
        return current_store(self._slug).applied()

    def _look(self) -> Arrived | None:
        store = current_store(self._slug)
        if store.applied() <= self._seq:
            return None
        settle(get_workspace(self._slug), store)
        found = arrivals_after(store, self._seq, limit=MOST_AT_ONCE)
        self._seq = found.seq
        return Arrived(found.seq, found.stored, tuple(reversed(found.rows))) if found.stored else None


async def in_thread(look: Callable[[], T]) -> T:
    """Look in a thread of its own, in turn with backups, and leave no connection behind."""

    def in_turn() -> T:
        try:
            with TURNS.shared():
                return look()
        finally:
            connections.close_all()

    return await sync_to_async(in_turn, thread_sensitive=False)()


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[str, Hub]] = WeakKeyDictionary()


def hub_of(slug: str) -> Hub:
    """Return the hub of a workspace in the running event loop."""
    hubs = _hubs.setdefault(asyncio.get_running_loop(), {})
    return hubs.setdefault(slug, Hub(slug))
