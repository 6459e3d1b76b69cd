"""How many requests a key may make: a fixed number in each minute, counted in this process."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse

from rapport.serve.api.problems import Kind, Problem

WINDOW_S = 60


@dataclass(frozen=True, slots=True)
class Quota:
    """What is left of a key's requests. `resets_in_s` is when all of them are there again."""

    limit: int
    remaining: int
    resets_in_s: int

    def write_to(self, response: HttpResponse) -> None:
        """Set the headers of draft-ietf-httpapi-ratelimit-headers."""
        response.headers["RateLimit-Policy"] = f'"key";q={self.limit};w={WINDOW_S}'
        response.headers["RateLimit"] = f'"key";r={self.remaining};t={self.resets_in_s}'


class RateLimiter:
    """Counts the requests of every key.

    Parameters
    ----------
    clock : seconds that only rise.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: dict[int, tuple[float, int]] = {}

    def spend(self, key_id: int, *, limit: int) -> tuple[Quota, bool]:
        """Count a request; return what is left, and whether the request may be answered."""
        now = self._clock()
        with self._lock:
            began, spent = self._windows.get(key_id, (now, 0))
            if now - began >= WINDOW_S:
                began, spent = now, 0
            is_within = spent < limit
            spent += is_within
            self._windows[key_id] = began, spent
        return Quota(limit, limit - spent, math.ceil(began + WINDOW_S - now)), is_within

    def clear(self) -> None:
        """Forget what was counted."""
        with self._lock:
            self._windows.clear()


LIMITER = RateLimiter()


def exceeded(quota: Quota) -> Problem:
    """Return what to tell a key that asks too often."""
    return Problem(
        Kind.TOO_MANY,
        f"This key may make {quota.limit:,} requests in a minute. Try again in {quota.resets_in_s} s.",
        headers={"Retry-After": str(quota.resets_in_s)},
    )
