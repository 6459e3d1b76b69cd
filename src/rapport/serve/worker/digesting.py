"""Digests the spools of a home: all of them for the owner, one to catch up before a command."""

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from rapport.core.errors import RapportError, RetryableError
from rapport.core.home import Home
from rapport.serve.invocation.public import close_connections, explain
from rapport.serve.worker.turns import TURNS

if TYPE_CHECKING:
    from rapport.record.digest.public import Digest
    from rapport.spool.public import Spool

LOOK_EVERY_S = 0.025
LOOK_ANYWAY_S = 1.0
QUIET_AFTER_S = 1.0
FIRST_RETRY_S = 0.5
LAST_RETRY_S = 15.0
NOTE_AFTER_S = 1.0

log = logging.getLogger(__name__)

Signature = tuple[int, ...]


def catch_up(home: Home, slug: str, *, progress: TextIO) -> None:
    """Digest what waits in the spool of a workspace, so that whatever was acknowledged is in the answer."""
    if not home.workspace(slug).spool.exists():
        return
    from rapport.spool.public import open_spool

    with open_spool(home.workspace(slug).spool) as spool:
        backlog = spool.backlog()
        if not backlog.batches:
            return
        digest = _CurrentDigest(slug, spool)
        done, note_at = 0, time.monotonic() + NOTE_AFTER_S
        while done < backlog.rows and (rows := digest.run_once()):
            done += rows
            if done < backlog.rows and time.monotonic() >= note_at:
                progress.write(f"Storing what was imported before: {done:,} of {backlog.rows:,} rows.\n")
                note_at = time.monotonic() + 5 * NOTE_AFTER_S


class _CurrentDigest:
    """The digest of a workspace as its settings are now: they may change, and a backup closes the store."""

    def __init__(self, slug: str, spool: "Spool") -> None:
        self._slug = slug
        self._spool = spool
        self._digest: Digest | None = None
        self._made_for: tuple[object, object] = (None, None)

    def run_once(self) -> int:
        from rapport.accounts.public import get_workspace
        from rapport.record.digest.public import Digest
        from rapport.record.store.public import current_store

        workspace, store = get_workspace(self._slug), current_store(self._slug)
        if self._digest is None or self._made_for != (workspace, store):
            self._digest, self._made_for = Digest(workspace, self._spool, store), (workspace, store)
        return self._digest.run_once()


@dataclass(slots=True)
class _Watched:
    """A workspace's spool as the loop knows it."""

    spool: "Spool"
    behind: int
    seen: Signature = ()
    looked_at: float = 0.0
    is_pending: bool = True
    digest: "_CurrentDigest | None" = None
    retry_at: float = 0.0
    retry_s: float = FIRST_RETRY_S
    trouble: RapportError | None = None
    has_new_rows: bool = False


@dataclass(slots=True)
class DigestLoop:
    """Digests the spools of all workspaces of a home in one thread, within milliseconds of an append.

    Parameters
    ----------
    tell : called with a workspace and a line for people when its digest cannot go on until somebody acts.
    """

    home: Home
    tell: Callable[[str, str], None]
    _watched: dict[str, _Watched] = field(default_factory=dict)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _caught_up: threading.Event = field(default_factory=threading.Event)
    _active_at: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        """Digest until `stop`. The running group is always finished."""
        try:
            while not self._stopping.is_set():
                self._watch()
                rows = sum(self._digest(slug) for slug in self._due())
                self._note_caught_up()
                if not rows:
                    self._tidy()
                    self._stopping.wait(LOOK_EVERY_S)
        finally:
            for watched in self._watched.values():
                watched.spool.close()
            close_connections()

    def stop(self) -> None:
        self._stopping.set()

    def quiet_s(self) -> float:
        """Return for how long there has been nothing to digest that could be digested."""
        if any(watched.is_pending and not watched.trouble for watched in list(self._watched.values())):
            return 0.0
        return time.monotonic() - self._active_at

    def wait_until_caught_up(self, timeout_s: float) -> bool:
        """Wait until everything is digested that lay in the spools at the start; raise what stands in the way."""
        if self._caught_up.wait(timeout_s):
            return True
        for watched in list(self._watched.values()):
            if watched.behind > 0 and watched.trouble:
                raise watched.trouble
        return False

    def _watch(self) -> None:
        """Find new spools, and those that somebody has written to since."""
        from rapport.spool.public import open_spool

        for slug in _slugs(self.home):
            if slug not in self._watched:
                spool = open_spool(self.home.workspace(slug).spool)
                self._watched[slug] = _Watched(spool=spool, behind=spool.backlog().rows)
        now = time.monotonic()
        for slug, watched in self._watched.items():
            signature = _signature(self.home, slug)
            # Two writes within one tick of the file system's clock look like one: so look now and then in any case.
            if signature != watched.seen or now - watched.looked_at > LOOK_ANYWAY_S:
                watched.seen, watched.looked_at, watched.is_pending = signature, now, True

    def _due(self) -> list[str]:
        now = time.monotonic()
        return [slug for slug, watched in self._watched.items() if watched.is_pending and watched.retry_at <= now]

    def _digest(self, slug: str) -> int:
        watched = self._watched[slug]
        try:
            with TURNS.shared():
                rows = self._step(slug, watched)
        except Exception as error:  # noqa: BLE001 (one workspace's trouble must not stop the others)
            self._note_trouble(slug, watched, error)
            return 0
        watched.trouble, watched.retry_s = None, FIRST_RETRY_S
        watched.is_pending = bool(rows)
        watched.behind = max(0, watched.behind - rows) if rows else 0
        if rows:
            self._active_at = time.monotonic()
            watched.has_new_rows = True
        return rows

    def _step(self, slug: str, watched: _Watched) -> int:
        if not watched.spool.backlog().batches:  # the usual case: the change was our own
            return 0
        if watched.digest is None:
            watched.digest = _CurrentDigest(slug, watched.spool)
        return watched.digest.run_once()

    def _note_trouble(self, slug: str, watched: _Watched, error: Exception) -> None:
        close_connections()  # a PostgreSQL that was restarted is found again by a new connection
        watched.retry_at = time.monotonic() + watched.retry_s
        watched.retry_s = min(watched.retry_s * 2, LAST_RETRY_S)
        known = error if isinstance(error, RapportError) else explain(error)
        if isinstance(known, RetryableError):
            return
        # The type of an unexpected error, not its text: that may quote somebody's data, and the log is kept.
        watched.trouble = known or RapportError(f"The digest of workspace {slug} failed unexpectedly ({type(error).__name__}).")
        log.error("workspace %s: %s", slug, watched.trouble, exc_info=error if os.environ.get("RAPPORT_DEBUG") else None)
        self.tell(slug, str(watched.trouble))

    def _note_caught_up(self) -> None:
        if not self._caught_up.is_set() and not any(watched.behind for watched in self._watched.values()):
            self._caught_up.set()

    def _tidy(self) -> None:
        """Let the store put its rows in order when nothing has come in for a moment."""
        if self.quiet_s() < QUIET_AFTER_S:
            return
        from rapport.record.store.public import current_store

        for slug, watched in self._watched.items():
            if watched.has_new_rows and not self._stopping.is_set():
                watched.has_new_rows = False
                try:
                    with TURNS.shared():
                        current_store(slug).maybe_recluster()
                except RapportError as error:  # it can wait for the next quiet moment
                    log.warning("workspace %s stays as it is: %s", slug, error)


def _slugs(home: Home) -> list[str]:
    try:
        with os.scandir(home.path / "workspaces") as entries:
            return sorted(entry.name for entry in entries if home.workspace(entry.name).spool.exists())
    except FileNotFoundError:
        return []


def _signature(home: Home, slug: str) -> Signature:
    """What changes when somebody writes to the spool: time and size of SQLite's log. Two system calls, no database."""
    spool = home.workspace(slug).spool
    signature: list[int] = []
    for path in (spool, spool.with_name(spool.name + "-wal")):
        try:
            status = path.stat()
        except FileNotFoundError:
            continue
        signature += (status.st_mtime_ns, status.st_size)
    return tuple(signature)
