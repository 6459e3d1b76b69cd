"""A gate that many pass at once and that closes for a moment when nobody is inside."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

CLOSED_AT_MOST_S = 0.25
OPEN_AGAIN_S = 0.25
PATIENCE_S = 60.0


class Gate:
    """Lets readers in; `closed` waits until all have left.

    While it waits it keeps newcomers out for a quarter of a second at a time only, so that one long query does not hold
    up all others. After a minute of this it stays closed until the last one has left.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._is_closed = False

    @contextmanager
    def entered(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._is_closed)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def closed(self) -> Iterator[None]:
        with self._changed:
            self._close()
        try:
            yield
        finally:
            with self._changed:
                self._is_closed = False
                self._changed.notify_all()

    def _close(self) -> None:
        self._changed.wait_for(lambda: not self._is_closed)
        give_up_at = time.monotonic() + PATIENCE_S
        self._is_closed = True
        while not self._changed.wait_for(lambda: self._inside == 0, CLOSED_AT_MOST_S):
            if time.monotonic() < give_up_at:
                self._is_closed = False
                self._changed.notify_all()
                self._changed.wait(OPEN_AGAIN_S)
                self._changed.wait_for(lambda: not self._is_closed)
                self._is_closed = True
