"""Whose turn it is in the owner: commands and the digest work side by side, a backup works alone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Work side by side with `shared`; from inside of it, `alone` waits for all others to end and keeps new ones out."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._working = 0
        self._waiting = 0
        self._is_taken = False

    @contextmanager
    def shared(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._is_taken and not self._waiting)
            self._working += 1
        try:
            yield
        finally:
            with self._changed:
                self._working -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._changed:
            self._waiting += 1
            # Those who wait to be alone do not work: counting them would make two of them wait for each other.
            self._changed.wait_for(lambda: not self._is_taken and self._working == self._waiting)
            self._is_taken = True
        try:
            yield
        finally:
            with self._changed:
                self._waiting -= 1
                self._is_taken = False
                self._changed.notify_all()


TURNS = Turns()
"""The turns of this process."""
