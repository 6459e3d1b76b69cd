"""Background work makes room for people who wait: on a small machine both share the same two cores."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

REST_FOR_WORK = 2
"""How many times as long as it worked the background rests while somebody waits."""
SHORTEST_REST_S, LONGEST_REST_S = 0.05, 2.0
RECENTLY_S = 5.0


class Courtesy:
    """Who serves people says so with `serving`; who has time takes its work in pieces `between` which it can pause, or calls
    `make_room` where it can.

    Parameters
    ----------
    longest_rest_s : how long a rest may last, whatever the work before it took.
    """

    def __init__(self, *, longest_rest_s: float = LONGEST_REST_S) -> None:
        self._longest_rest_s = longest_rest_s
        self._changed = threading.Condition()
        self._waiting = 0
        self._served_at = -RECENTLY_S

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Say that somebody waits for what happens inside the block."""
        with self._changed:
            self._waiting += 1
        try:
            yield
        finally:
            with self._changed:
                self._waiting -= 1
                self._served_at = time.monotonic()
                self._changed.notify_all()

    def is_asked_for(self) -> bool:
        """Tell whether somebody waits, or did a moment ago: then work is better done in small parts."""
        return bool(self._waiting) or time.monotonic() - self._served_at < RECENTLY_S

    def make_room(self, *, worked_s: float = 0.0) -> None:
        """Rest until nobody waits, but no longer than twice what the last piece of work took (`worked_s`): most of the time is
        theirs who wait, and the work comes to an end with any number of them."""
        at_most_s = min(max(REST_FOR_WORK * worked_s, SHORTEST_REST_S), self._longest_rest_s)
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting, at_most_s)

    def between(self, pieces: Iterable[T]) -> Iterator[T]:
        """Give pieces of work one after the other, and make room between them by how long the last one took."""
        worked_s = 0.0
        for piece in pieces:
            self.make_room(worked_s=worked_s)
            began = time.monotonic()
            yield piece
            worked_s = time.monotonic() - began


COURTESY = Courtesy()
"""The courtesy of this process."""
