"""What has to happen again and again: packages declare theirs in a module `jobs.py`, and `rapport serve` runs them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from rapport.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Tick:
    """Something small that is run again and again.

    Parameters
    ----------
    key : as logs name it: ``dashboards.send_due``.
    every : how long to wait between two runs. A run that takes longer delays the next one; two never overlap.
    run : looks what is due and hands the long work to a task. It is to find by itself what a missed run left undone.
    """

    key: str
    every: timedelta
    run: Callable[[], None]


TICKS: Registry[Tick] = Registry("tick", Tick, attribute="TICKS", module_name="jobs", entry_points="rapport.ticks")
