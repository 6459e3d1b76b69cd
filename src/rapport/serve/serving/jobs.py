"""Runs the jobs of django-tasks in threads of this process."""

import logging
import threading
from dataclasses import dataclass, field

from django.db import close_old_connections, connections

LOOK_EVERY_S = 0.5
log = logging.getLogger(__name__)


@dataclass(slots=True)
class JobRunner:
    """Takes jobs from the operational database, one at a time in each thread. A job that was running when the process died
    is run again, so jobs can be repeated without harm."""

    threads: int = 2
    _workers: list[object] = field(default_factory=list)
    _running: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        from django_tasks_db.management.commands.db_worker import Worker

        give_back_interrupted()
        for number in range(self.threads):
            worker = Worker(
                queue_names=["*"],
                excluded_queue_names=[],
                interval=LOOK_EVERY_S,
                batch=False,
                backend_name="default",
                startup_delay=False,
                max_tasks=None,
                worker_id=f"serve-{number}",
            )
            thread = threading.Thread(target=_run, args=(worker,), name=f"jobs-{number}", daemon=True)
            thread.start()
            self._workers.append(worker)
            self._running.append(thread)

    def stop(self, *, within_s: float) -> None:
        """Let running jobs end, for so long at most; what is cut off is run again at the next start."""
        for worker in self._workers:
            worker.running = False  # type: ignore[attr-defined]  # the worker's own switch
        for thread in self._running:
            thread.join(within_s / max(1, len(self._running)))


def _run(worker: object) -> None:
    try:
        worker.run()  # type: ignore[attr-defined]  # django-tasks-db's worker
    except Exception:
        log.exception("jobs have stopped in this thread")
    finally:
        connections.close_all()


def give_back_interrupted() -> None:
    """Put jobs that died with an earlier process back in line."""
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    close_old_connections()
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    if count := rows.update(status=TaskResultStatus.READY, started_at=None):
        log.warning("jobs were interrupted and are run again", extra={"jobs": count})
