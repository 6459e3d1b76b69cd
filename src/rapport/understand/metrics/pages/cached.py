"""Answers are kept while the store holds what it held, so that a page seen twice is computed once.

While an import runs the store grows every second. Then an answer is kept for a multiple of the time that it took: pages that
many people look at cost a small part of the machine, and a quick answer is at most a moment old.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from rapport.accounts.public import Workspace
from rapport.core.clock import now
from rapport.record.store.public import Store, Version, version_of
from rapport.understand.metrics.answer import Answer
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.calendar import local_day
from rapport.understand.metrics.changes import Changes, find_changes
from rapport.understand.metrics.question import Question

T = TypeVar("T")
MOST = 2000
"""Answers kept for each store; an answer takes some kilobytes."""
KEPT_FACTOR = 100
"""How many times as long as it took an answer may be shown after the store has grown: each costs a hundredth of a core at most,
and a page has some thirty."""
OLDEST_S = 60.0


def cached_ask(workspace: Workspace, store: Store, question: Question) -> Answer:
    """Answer a question as `ask` does; the same question is computed once while the store holds the same."""
    return cached(store, (workspace, question, _today(workspace)), lambda: ask(workspace, store, question))


def cached_changes(workspace: Workspace, store: Store, question: Question, *, metrics: tuple[str, ...] = ()) -> Changes:
    """Find what changed as `find_changes` does, once while the store holds the same."""
    key = ("changes", workspace, question, metrics, _today(workspace))
    return cached(store, key, lambda: find_changes(workspace, store, question, metrics=metrics))


def is_cached(workspace: Workspace, store: Store, question: Question) -> bool:
    """Tell whether an answer is at hand."""
    return _cache_of(store).has((workspace, question, _today(workspace)), version_of(store))


def cached(store: Store, key: Hashable, compute: Callable[[], T]) -> T:
    """Return what `compute` gives, or gave for the same key and content of the store. Several threads compute it once."""
    return _cache_of(store).get(key, version_of(store), compute)


def _today(workspace: Workspace) -> str:
    return local_day(now(), workspace.zone).isoformat()


@dataclass(slots=True)
class _Kept:
    """A value, the version of the store that gave it, and until when it may be shown although the store has grown."""

    value: Any  # Any: whatever was computed
    version: Version
    until: float


@dataclass(slots=True)
class _Cache:
    """The values of one store, the longest unused thrown away first."""

    kept: OrderedDict[Hashable, _Kept] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    under_way: dict[Hashable, threading.Lock] = field(default_factory=dict)

    def has(self, key: Hashable, version: Version) -> bool:
        return self._find(key, version) is not None

    def get(self, key: Hashable, version: Version, compute: Callable[[], T]) -> T:
        if (found := self._find(key, version)) is not None:
            return cast(T, found.value)
        with self.lock:
            turn = self.under_way.setdefault(key, threading.Lock())
        with turn:
            if (found := self._find(key, version)) is not None:  # another thread was first
                return cast(T, found.value)
            try:
                return self._compute(key, version, compute)
            finally:
                with self.lock:
                    self.under_way.pop(key, None)

    def _compute(self, key: Hashable, version: Version, compute: Callable[[], T]) -> T:
        began = time.monotonic()
        value = compute()
        ended = time.monotonic()
        kept = _Kept(value, version, until=ended + min(KEPT_FACTOR * (ended - began), OLDEST_S))
        with self.lock:
            self.kept[key] = kept
            self.kept.move_to_end(key)
            while len(self.kept) > MOST:
                self.kept.popitem(last=False)
        return value

    def _find(self, key: Hashable, version: Version) -> _Kept | None:
        with self.lock:
            kept = self.kept.get(key)
            if kept is None:
                return None
            if kept.version.erased != version.erased:  # any of them may name who was erased
                self.kept.clear()
                return None
            if kept.version != version and time.monotonic() > kept.until:
                return None
            self.kept.move_to_end(key)
            return kept


_caches: WeakKeyDictionary[Store, _Cache] = WeakKeyDictionary()
_lock = threading.Lock()


def _cache_of(store: Store) -> _Cache:
    with _lock:
        if store not in _caches:
            _caches[store] = _Cache()
        return _caches[store]
