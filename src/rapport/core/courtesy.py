"""Background work makes room for people who wait: on a small machine both share the same two cores."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

REST_S = 0.05
RECENTLY_S = 5.0


class Courtesy:
    """Who serves people says so with `serving`; who has time calls `make_room` wherever it can pause."""

    def __init__(self) -> None:
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

    def make_room(self, *, at_most_s: float = REST_S) -> None:
        """Rest until nobody waits, but not for long: the work has to come to an end with any number of visitors."""
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting, at_most_s)


COURTESY = Courtesy()
"""The courtesy of this process."""
