"""Connections to the spool file: durable, shared by processes and threads."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from rapport.core.errors import BugError, PermanentError, RetryableError, UserError
from rapport.spool.embedded.failures import told_by_who_must_act
from rapport.spool.embedded.schema import APPLICATION_ID, STEPS, VERSION

WAIT_S = 30.0


class Connections:
    """One writing connection behind a lock, and as many reading ones as there are readers at once."""

    def __init__(self, path: Path, *, wait_s: float = WAIT_S) -> None:
        self.path = path
        self._wait_s = wait_s
        self._turn_to_write = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._is_closed = False
        _make_folder(path.parent)
        with told_by_who_must_act(path):
            self._writer = self._connect()
            try:
                self._use_wal()
                _prepare(self._writer, path)
            except BaseException:
                self._writer.close()
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One snapshot, which never holds up a writer. Leave it soon: the log cannot shrink meanwhile."""
        self._check_open()
        with told_by_who_must_act(self.path):
            connection = self._take_idle() or self._connect()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.rollback()
                self._put_back(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, durable when the block is left without an error, undone otherwise."""
        with self.alone() as connection, _transaction(connection, "IMMEDIATE"):
            yield connection

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """The writing connection outside a transaction."""
        with self._turn_to_write, told_by_who_must_act(self.path):
            self._check_open()
            yield self._writer

    def close(self) -> None:
        with self._turn_to_write:
            self._is_closed = True
            for connection in (*self._idle, self._writer):
                connection.close()
            self._idle.clear()

    def _take_idle(self) -> sqlite3.Connection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _put_back(self, connection: sqlite3.Connection) -> None:
        if self._is_closed:
            connection.close()
        else:
            self._idle.append(connection)

    def _check_open(self) -> None:
        if self._is_closed:
            raise BugError(f"The spool {self.path} is closed.")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=self._wait_s, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")  # only macOS knows the difference: its fsync does not reach the disk
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA journal_size_limit = 67108864")
        return connection

    def _use_wal(self) -> None:
        """SQLite does not wait by itself when two processes switch a new file to WAL at once."""
        give_up_at = time.monotonic() + self._wait_s
        while True:
            try:
                mode = self._writer.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            except sqlite3.OperationalError as error:
                if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > give_up_at:
                    raise
                time.sleep(0.01)
                continue
            if mode != "wal":
                raise UserError(f"{self.path} lies on a file system without shared memory. Put the home on a local disk.")
            return

    def checkpoint(self) -> None:
        """Move everything from the log into the file and empty the log."""
        with self.alone() as connection:
            is_busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if is_busy:
            raise RetryableError(f"Other processes are reading {self.path}, so its log cannot be emptied. Try again in a moment.")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise UserError(f"Cannot make the folder {folder}: {error.strerror}. Give another home with --home.") from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    with _transaction(connection, "DEFERRED"):
        is_ready = _version(connection, path) == VERSION
    if is_ready:
        return
    with _transaction(connection, "IMMEDIATE"):
        # Another process may have been faster: then there are no steps left.
        for statement in chain.from_iterable(STEPS[_version(connection, path) :]):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def _transaction(connection: sqlite3.Connection, mode: str) -> Iterator[None]:
    connection.execute(f"BEGIN {mode}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _version(connection: sqlite3.Connection, path: Path) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    is_empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not is_empty:
        raise PermanentError(f"{path} is a database of another program. Move it away.")
    if version > VERSION:
        raise PermanentError(f"{path} was made by a newer version of Rapport. Install that version or a later one.")
    return version
