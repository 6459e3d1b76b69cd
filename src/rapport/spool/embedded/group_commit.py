"""One disk flush for everybody who waits for one."""

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from rapport.core.errors import RetryableError

T = TypeVar("T")
R = TypeVar("R")


class GroupCommit(Generic[T, R]):
    """Hands items of many threads to `commit`, as many at once as there are.

    The first thread that comes is the leader: it commits all that waits. Whoever comes meanwhile waits for the next turn, so
    the busier it is, the larger the groups.

    Parameters
    ----------
    commit : keeps all of the items, durably, or raises and keeps none; returns one result for each.
    """

    def __init__(self, commit: Callable[[Sequence[T]], Sequence[R]]) -> None:
        self._commit = commit
        self._turn = threading.Lock()
        self._queue_lock = threading.Lock()
        self._queue: list[_Waiting[T, R]] = []

    def submit(self, item: T) -> R:
        """Return the result of `item` when it is committed; raise what the commit of its group raised."""
        waiting: _Waiting[T, R] = _Waiting(item)
        with self._queue_lock:
            self._queue.append(waiting)
        with self._turn:
            if not waiting.is_done:
                self._lead()
        if waiting.error is not None:
            raise waiting.error
        return waiting.results[0]

    def _lead(self) -> None:
        with self._queue_lock:
            group, self._queue = self._queue, []
        try:
            results = self._commit([waiting.item for waiting in group])
        except BaseException as error:
            for waiting in group:
                waiting.fail(
                    error if isinstance(error, Exception) else RetryableError("Interrupted before it was kept. Try again.")
                )
            if not isinstance(error, Exception):
                raise
            return
        for waiting, result in zip(group, results, strict=True):
            waiting.succeed(result)


class _Waiting(Generic[T, R]):
    def __init__(self, item: T) -> None:
        self.item = item
        self.is_done = False
        self.error: Exception | None = None
        self.results: list[R] = []

    def succeed(self, result: R) -> None:
        self.results.append(result)
        self.is_done = True

    def fail(self, error: Exception) -> None:
        self.error = error
        self.is_done = True
