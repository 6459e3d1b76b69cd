"""Writes who looked at whom into the audit log, beside the requests: SQLite lets one write at a time, and a page must not
wait until a group of an import is stored. Without a writer that runs, as in a command, a sight is written at once."""

import logging
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapport.accounts import models

TRY_AGAIN_S = 1.0
END_WITHIN_S = 10.0
SHOWN_WITHIN_S = 2.0
log = logging.getLogger(__name__)


class Sights:
    """Lines that wait to be written by one thread, in their order. A process that is killed loses those of its last moment."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[models.AuditEntry | None] = queue.Queue()
        self._is_running = False

    def write(self, line: "models.AuditEntry") -> None:
        """Write a line: soon where a writer runs, else now."""
        if self._is_running:
            self._waiting.put(line)
        else:
            line.save(force_insert=True)

    def settle(self) -> None:
        """Wait until what was seen before is written, so that the log shows it; not for long."""
        give_up_at = time.monotonic() + SHOWN_WITHIN_S
        while self._waiting.unfinished_tasks and time.monotonic() < give_up_at:
            time.sleep(0.01)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run the writer during the block; what waits at its end is written before the block is left."""
        thread = threading.Thread(target=self._run, name="sights", daemon=True)
        thread.start()
        self._is_running = True
        try:
            yield
        finally:
            self._waiting.put(None)
            thread.join(END_WITHIN_S)
            self._is_running = False

    def _run(self) -> None:
        from django.db import connections

        is_last = False
        while not is_last:
            lines = [self._waiting.get()]
            while not self._waiting.empty():
                lines.append(self._waiting.get())
            is_last = None in lines
            _insert([line for line in lines if line is not None])
            connections.close_all()
            for _ in lines:
                self._waiting.task_done()


def _insert(lines: "list[models.AuditEntry]") -> None:
    from django.db import DatabaseError, IntegrityError

    from rapport.accounts import models

    while lines:
        try:
            models.AuditEntry.objects.bulk_create(lines)
        except IntegrityError:  # a workspace was deleted meanwhile, and its log with it
            for line in lines:
                with suppress(IntegrityError):
                    line.save(force_insert=True)
        except DatabaseError as error:
            log.warning("the audit log cannot be written now (%s); trying again", type(error).__name__)
            time.sleep(TRY_AGAIN_S)
            continue
        return


SIGHTS = Sights()
"""The sights of this process."""
