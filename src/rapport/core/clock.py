"""The one place that asks what time it is, so that tests can set it."""

from collections.abc import Callable
from datetime import UTC, datetime


def system_now() -> datetime:
    return datetime.now(UTC)


_now: Callable[[], datetime] = system_now


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return _now()


def set_clock(clock: Callable[[], datetime]) -> Callable[[], datetime]:
    """Replace the clock; return the one before it, to put back."""
    global _now
    before, _now = _now, clock
    return before
