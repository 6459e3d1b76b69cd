"""One open DuckDB file: a writer at a time, any number of readers, and a door for putting another file in its place."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from rapport.core.errors import RetryableError
from rapport.record.store.embedded.connecting import connect, memory_limit
from rapport.record.store.embedded.failures import explained, is_fatal
from rapport.record.store.embedded.resting import Rest
from rapport.record.store.gate import Gate

MEMORY = ":memory:"
CLOSED = "The store has been closed."
RESTING_MEMORY = "64MB"
REST_AFTER_S = 60.0


class Database:
    """A file and its connections.

    Every reader has a cursor of its own and sees one snapshot per statement; the writer never blocks it. A fatal error of
    the engine (a full disk while it writes) closes the file, and the next use opens it again.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._gate = Gate()
        self._write_lock = threading.RLock()
        self._state_lock = threading.Lock()
        self._idle: list[Any] = []  # Any: duckdb has no types
        self._busy: set[Any] = set()
        self._writer: Any = None
        self._must_reopen = False
        self._is_closed = False
        self._writes = 0
        self._rest = Rest(self._forget_blocks, after_s=REST_AFTER_S)
        with explained(self._shown_path):
            self._open()

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """Lend a cursor for one or more statements."""
        with explained(self._shown_path):
            self._reopen_if_needed()
            with self._gate.entered():
                cursor = self._take_cursor()
                try:
                    yield cursor
                except BaseException as error:
                    self._note(error)
                    raise
                finally:
                    self._give_back(cursor)
                    self._rest.disturb()

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """Lend the writer's connection for one transaction; roll back on any error."""
        with self._write_lock, explained(self._shown_path):
            self._reopen_if_needed()
            connection = self._writer
            try:
                connection.execute("BEGIN")
                yield connection
                connection.execute("COMMIT")
                self._writes += 1
            except BaseException as error:
                self._note(error)
                with suppress(duckdb.Error):
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._rest.disturb()

    def writes(self) -> int:
        """Return a number that is another one after each write: what was read under the same number still holds."""
        with explained(self._shown_path):
            self._reopen_if_needed()
        return self._writes

    @contextmanager
    def held(self) -> Iterator[Any]:
        """Keep other writers out for long work, without a transaction; `close` interrupts it."""
        with self._write_lock, explained(self._shown_path):
            self._reopen_if_needed()
            connection = self._writer
            with self._state_lock:
                self._busy.add(connection)
            try:
                yield connection
            except BaseException as error:
                self._note(error)
                raise
            finally:
                with self._state_lock:
                    self._busy.discard(connection)

    def exchange(self, replace: Callable[[], None]) -> None:
        """Close the file, let `replace` put another in its place, and open that. Readers wait for milliseconds."""
        with self._write_lock, self._gate.closed():
            self._writer.execute("CHECKPOINT")
            self._disconnect()
            try:
                replace()
            finally:
                self._open()

    def close(self) -> None:
        """Interrupt what runs and let go of the file."""
        self._is_closed = True
        self._rest.end()
        # Again and again: an interrupt that comes before a statement has begun is forgotten.
        while self._interrupt():
            time.sleep(0.02)
        with self._write_lock, self._gate.closed():
            self._disconnect()

    def _interrupt(self) -> bool:
        with self._state_lock:
            for connection in self._busy:
                connection.interrupt()
            return bool(self._busy)

    def _forget_blocks(self) -> None:
        """Give back the memory of cached blocks after a while without use; the system still has the file in its cache."""
        with self._write_lock, self._gate.closed():
            if self._writer is not None:
                # It refuses what it cannot reach, and has dropped by then what it could.
                with suppress(duckdb.Error):
                    self._writer.execute(f"SET memory_limit = '{RESTING_MEMORY}'")
                self._writer.execute(f"SET memory_limit = '{memory_limit()}'")

    @property
    def _shown_path(self) -> Path:
        return self.path or Path(MEMORY)

    def _open(self) -> None:
        self._writer = connect(self.path)
        self._writes += 1
        self._must_reopen = False

    def _disconnect(self) -> None:
        with self._state_lock:
            connections, self._idle = [*self._idle, self._writer], []
        self._writer = None
        for connection in connections:
            if connection is not None:
                with suppress(duckdb.Error):
                    connection.close()

    def _reopen_if_needed(self) -> None:
        if self._is_closed:
            raise RetryableError(CLOSED)
        if self._must_reopen or self._writer is None:
            with self._write_lock, self._gate.closed():
                if self._must_reopen or self._writer is None:
                    self._disconnect()
                    self._open()

    def _note(self, error: BaseException) -> None:
        if is_fatal(error):
            self._must_reopen = True

    def _take_cursor(self) -> Any:
        with self._state_lock:
            if self._writer is None or self._is_closed:
                raise RetryableError(CLOSED)
            cursor = self._idle.pop() if self._idle else self._writer.cursor()
            self._busy.add(cursor)
        return cursor

    def _give_back(self, cursor: Any) -> None:
        with self._state_lock:
            self._busy.discard(cursor)
            self._idle.append(cursor)
