"""Digests the spools of a home: all of them for the owner, one to catch up before a command."""

import contextlib
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
from rapport.serve.worker.watching import HomeWatch, SpoolWatch

if TYPE_CHECKING:
    from rapport.record.digest.public import Digest
    from rapport.spool.public import Spool

LOOK_EVERY_S = 0.025
QUIET_AFTER_S = 1.0
FIRST_RETRY_S = 0.5
LAST_RETRY_S = 15.0
NOTE_AFTER_S = 1.0

log = logging.getLogger(__name__)


def catch_up(home: Home, slug: str, *, progress: TextIO) -> None:
    """Digest what waits in the spool of a workspace, so that whatever was acknowledged is in the answer."""
    if not home.workspace(slug).spool.exists():
        return
    with contextlib.closing(Desk(home, slug)) as desk:
        waiting, done, note_at = desk.backlog(), 0, time.monotonic() + NOTE_AFTER_S
        while done < waiting and (rows := desk.digest()):
            done += rows
            if done < waiting and time.monotonic() >= note_at:
                progress.write(f"Storing what was imported before: {done:,} of {waiting:,} rows.\n")
                note_at = time.monotonic() + 5 * NOTE_AFTER_S


class Desk:
    """Where one workspace is digested, with its settings and its store as they are now: a backup closes stores."""

    def __init__(self, home: Home, slug: str) -> None:
        from rapport.spool.public import open_spool

        self._slug = slug
        self._path = home.workspace(slug).spool
        self._spool: Spool = open_spool(self._path)
        self._file = self._path.stat().st_ino
        self._digest: Digest | None = None
        self._made_for: tuple[object, object] = (None, None)

    def backlog(self) -> int:
        """Return how many rows wait."""
        return self._spool.backlog().rows

    def digest(self) -> int:
        """Digest one group; return how many rows that were, 0 when nothing waits."""
        if not self._spool.backlog().batches:  # costs nothing; opening the store does
            return 0
        from rapport.accounts.public import get_workspace
        from rapport.record.digest.public import Digest
        from rapport.record.store.public import current_store

        workspace, store = get_workspace(self._slug), current_store(self._slug)
        if self._digest is None or self._made_for != (workspace, store):
            self._digest, self._made_for = Digest(workspace, self._spool, store), (workspace, store)
        return self._digest.run_once()

    def is_of_a_deleted_spool(self) -> bool:
        """Tell whether the file that is open here is no longer the spool: the workspace was deleted, and perhaps made anew."""
        try:
            return self._path.stat().st_ino != self._file
        except FileNotFoundError:
            return True

    def close(self) -> None:
        self._spool.close()


@dataclass(slots=True)
class _Workspace:
    """A workspace as the loop knows it. `behind` counts the rows that waited when the loop began, and still do."""

    watch: SpoolWatch
    desk: Desk | None = None
    behind: int = 1
    is_pending: bool = True
    retry_at: float = 0.0
    retry_s: float = FIRST_RETRY_S
    trouble: RapportError | None = None
    has_new_rows: bool = False


@dataclass(slots=True)
class DigestLoop:
    """Digests the spools of all workspaces of a home in one thread, within milliseconds of an append.

    Parameters
    ----------
    tell : called with a workspace and an error when its digest cannot go on until somebody acts.
    """

    home: Home
    tell: Callable[[str, RapportError], None]
    _workspaces: dict[str, _Workspace] = field(default_factory=dict)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _caught_up: threading.Event = field(default_factory=threading.Event)
    _active_at: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        """Digest until `stop`. The running group is always finished."""
        watch = HomeWatch(self.home)
        try:
            while not self._stopping.is_set():
                rows = sum(self._look_after(slug) for slug in watch.slugs())
                self._note_caught_up()
                if not rows:
                    self._tidy()
                    self._stopping.wait(LOOK_EVERY_S)
        finally:
            for workspace in self._workspaces.values():
                if workspace.desk:
                    workspace.desk.close()
            close_connections()

    def stop(self) -> None:
        self._stopping.set()

    def quiet_s(self) -> float:
        """Return for how long there has been nothing to digest that could be digested."""
        if any(workspace.is_pending and not workspace.trouble for workspace in list(self._workspaces.values())):
            return 0.0
        return time.monotonic() - self._active_at

    def wait_until_caught_up(self, timeout_s: float) -> bool:
        """Wait until everything is digested that lay in the spools at the start; raise what stands in the way."""
        if self._caught_up.wait(timeout_s):
            return True
        for workspace in list(self._workspaces.values()):
            if workspace.behind > 0 and workspace.trouble:
                raise workspace.trouble
        return False

    def _look_after(self, slug: str) -> int:
        """Digest one group of a workspace when there is one; return how many rows that were."""
        if slug not in self._workspaces:
            self._workspaces[slug] = _Workspace(SpoolWatch(self.home.workspace(slug).spool))
        workspace = self._workspaces[slug]
        if workspace.watch.has_changed():
            workspace.is_pending = True
            if workspace.desk and workspace.desk.is_of_a_deleted_spool():
                workspace.desk.close()
                workspace.desk = None
        if not workspace.is_pending or workspace.retry_at > time.monotonic():
            return 0
        try:
            with TURNS.shared():
                rows = self._digest(slug, workspace)
        except Exception as error:  # noqa: BLE001 (one workspace's trouble must not stop the others)
            self._note_trouble(slug, workspace, error)
            return 0
        workspace.trouble, workspace.retry_s, workspace.is_pending = None, FIRST_RETRY_S, bool(rows)
        if rows:
            self._active_at, workspace.has_new_rows = time.monotonic(), True
        return rows

    def _digest(self, slug: str, workspace: _Workspace) -> int:
        if workspace.desk is None:
            if not self.home.workspace(slug).spool.exists():  # opening it would bring a deleted workspace back
                return 0
            workspace.desk = Desk(self.home, slug)
            workspace.behind = workspace.desk.backlog()
        rows = workspace.desk.digest()
        workspace.behind = max(0, workspace.behind - rows) if rows else 0
        return rows

    def _note_trouble(self, slug: str, workspace: _Workspace, error: Exception) -> None:
        close_connections()  # a PostgreSQL that was restarted is found again by a new connection
        workspace.retry_at = time.monotonic() + workspace.retry_s
        workspace.retry_s = min(workspace.retry_s * 2, LAST_RETRY_S)
        known = explain(error)
        if isinstance(known, RetryableError):
            return
        # The type of an unexpected error, not its text: that may quote somebody's data, and the log is kept.
        workspace.trouble = known or RapportError(f"The digest of workspace {slug} failed unexpectedly ({type(error).__name__}).")
        log.error("workspace %s: %s", slug, workspace.trouble, exc_info=error if os.environ.get("RAPPORT_DEBUG") else None)
        self.tell(slug, workspace.trouble)

    def _note_caught_up(self) -> None:
        if not self._caught_up.is_set() and not any(workspace.behind for workspace in self._workspaces.values()):
            self._caught_up.set()

    def _tidy(self) -> None:
        """Let the store put its rows in order when nothing has come in for a moment."""
        if self.quiet_s() < QUIET_AFTER_S:
            return
        from rapport.record.store.public import current_store

        for slug, workspace in self._workspaces.items():
            if workspace.has_new_rows and not self._stopping.is_set():
                workspace.has_new_rows = False
                try:
                    with TURNS.shared():
                        current_store(slug).maybe_recluster()
                except RapportError as error:  # it can wait for the next quiet moment
                    log.warning("workspace %s stays as it is: %s", slug, error)
