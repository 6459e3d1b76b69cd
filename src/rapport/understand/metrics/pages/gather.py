"""Several questions at once: the store answers them side by side while Python does the rest."""

from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from functools import cache
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import get_language, override

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
_AT_ONCE = 4


def together(tasks: Mapping[K, Callable[[], T]]) -> dict[K, T]:
    """Run all tasks and return what each gives; the first error of any is raised."""
    if len(tasks) < 2:
        return {key: task() for key, task in tasks.items()}
    return {key: future.result() for key, future in _begin(tasks).items()}


def ready_within(seconds: float, tasks: Mapping[K, Callable[[], T]]) -> dict[K, T]:
    """Run all tasks and return what those give that are ready in time; the others go on, and fill the cache."""
    futures = _begin(tasks)
    wait(futures.values(), timeout=seconds)
    return {key: future.result() for key, future in futures.items() if future.done()}


def _begin(tasks: Mapping[K, Callable[[], T]]) -> dict[K, Future[T]]:
    # Django keeps language and time zone by thread, so a thread of the pool is told those of the caller.
    language, zone = get_language(), timezone.get_current_timezone()

    def speaking(task: Callable[[], T]) -> T:
        with override(language), timezone.override(zone):
            return task()

    return {key: _pool().submit(copy_context().run, speaking, task) for key, task in tasks.items()}


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="figures")
