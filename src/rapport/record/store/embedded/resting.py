"""Noticing that nobody has used something for a while."""

import threading
import time
from collections.abc import Callable


class Rest:
    """Calls `begin` once nobody has called `disturb` for `after_s`; and again after the next time of use."""

    def __init__(self, begin: Callable[[], None], *, after_s: float) -> None:
        self._begin = begin
        self._after_s = after_s
        self._lock = threading.Lock()
        self._last_use = 0.0
        self._timer: threading.Timer | None = None
        self._is_over = False

    def disturb(self) -> None:
        """Note a use. Costs next to nothing."""
        self._last_use = time.monotonic()
        if self._timer is None:
            with self._lock:
                if self._timer is None and not self._is_over:
                    self._wait(self._after_s)

    def end(self) -> None:
        """Never call again."""
        with self._lock:
            self._is_over = True
            if self._timer:
                self._timer.cancel()

    def _wait(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._look)
        self._timer.daemon = True
        self._timer.start()

    def _look(self) -> None:
        with self._lock:
            remaining = self._last_use + self._after_s - time.monotonic()
            self._timer = None
            if remaining > 0 and not self._is_over:
                self._wait(remaining)
            has_rested = self._timer is None and not self._is_over
        if has_rested:
            self._begin()
