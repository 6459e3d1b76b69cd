"""Works out the overview before somebody asks for it: when the server has begun, and when data came in and it is quiet."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connections

from rapport.accounts.public import Workspace, list_workspaces
from rapport.core.courtesy import COURTESY
from rapport.core.errors import RapportError
from rapport.core.home import current_home
from rapport.record.store.public import Store, Version, current_store, version_of
from rapport.serve.web.overview.layout import shown_metrics
from rapport.serve.web.overview.movers import find_moves
from rapport.serve.web.overview.tiles import gather_trend
from rapport.understand.metrics.pages.filter_bar import cached_facts
from rapport.understand.metrics.pages.summary import summarise
from rapport.understand.metrics.pages.view_filter import NONE, parse_view_filter

LOOK_EVERY_S = 5.0
PAUSE_FACTOR = 100
"""A hundredth of a core at most is spent on overviews that nobody may ask for."""
SHORTEST_PAUSE_S = 60.0
MOST_WORKSPACES = 5
"""Where there are many, those that were made first; each keeps its store open."""
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Preparer:
    """Fills the cache that pages answer from."""

    _seen: dict[str, tuple[Version, float]] = field(default_factory=dict)
    """The version that was prepared last, and when the next may be."""

    def prepare_due(self) -> list[str]:
        """Prepare what has changed; return the slugs of those workspaces. Does nothing while somebody browses."""
        return [workspace.slug for workspace in _with_data() if not COURTESY.is_asked_for() and self._prepare_if_due(workspace)]

    def _prepare_if_due(self, workspace: Workspace) -> bool:
        store = current_store(workspace.slug)
        version = version_of(store)
        seen, next_at = self._seen.get(workspace.slug, (None, 0.0))
        if seen == version or time.monotonic() < next_at:
            return False
        began = time.monotonic()
        prepare(workspace, store)
        ended = time.monotonic()
        self._seen[workspace.slug] = (version, ended + max(SHORTEST_PAUSE_S, PAUSE_FACTOR * (ended - began)))
        return True


def prepare(workspace: Workspace, store: Store) -> None:
    """Ask everything that the overview shows to whoever opens it without choosing anything."""
    keys = shown_metrics(workspace, cached_facts(store))
    view = parse_view_filter({}, workspace, store=store)
    if not keys:
        return
    for key in keys:
        COURTESY.make_room()
        summarise(workspace, store, key, view)
    gather_trend(workspace, store, keys, view)
    if view.compare != NONE:
        COURTESY.make_room()
        find_moves(workspace, store, view, metrics=keys)


def _with_data() -> list[Workspace]:
    home = current_home()
    kept = [workspace for workspace in list_workspaces() if home.workspace(workspace.slug).path.is_dir()]
    return sorted(kept, key=lambda workspace: workspace.id)[:MOST_WORKSPACES]


@contextmanager
def preparing() -> Iterator[None]:
    """Prepare in a thread during the block."""
    ending = threading.Event()
    thread = threading.Thread(target=_run, args=(ending,), name="overviews", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join(LOOK_EVERY_S)


def _run(ending: threading.Event) -> None:
    preparer = Preparer()
    while not ending.is_set():
        try:
            preparer.prepare_due()
        except RapportError as error:  # a store is being restored, say; the next look may find it
            log.info("an overview could not be prepared: %s", error)
        except Exception:
            log.exception("an overview could not be prepared")
        connections.close_all()
        ending.wait(LOOK_EVERY_S)
