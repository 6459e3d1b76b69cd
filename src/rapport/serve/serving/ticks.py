"""Runs what is due: reports to send, records to clear. Due work is put in line as a job, so a slow one stops nothing."""

import logging
import threading
import time
from dataclasses import dataclass, field

from django.db import connections

from rapport.core.schedule import TICKS, Tick
from rapport.serve.worker.public import TURNS

LOOK_EVERY_S = 1.0
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Clockwork:
    """Calls each tick when its time has come. A tick that fails is tried at its next time."""

    _stopping: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="ticks", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread:
            self._thread.join(5)

    def _run(self) -> None:
        due = dict.fromkeys(TICKS, time.monotonic() + LOOK_EVERY_S)
        while not self._stopping.wait(LOOK_EVERY_S):
            for key in [key for key, at in due.items() if at <= time.monotonic()]:
                run(TICKS[key])
                due[key] = time.monotonic() + TICKS[key].every.total_seconds()
            connections.close_all()


def run(tick: Tick) -> None:
    """Run one tick, while no backup works; log what goes wrong."""
    try:
        with TURNS.shared():
            tick.run()
    except Exception:
        log.exception("a regular task failed", extra={"task": tick.key})
