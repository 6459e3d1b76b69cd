"""One open DuckDB file: a writer at a time, any number of readers, and a door for putting another file in its place."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from rapport.core.errors import RetryableError
from rapport.record.store.embedded.failures import explained, is_fatal
from rapport.record.store.embedded.tables import prepare_tables
from rapport.record.store.gate import Gate

MEMORY = ":memory:"
CLOSED = "The store has been closed."
DEFAULT_MEMORY_LIMIT = "512MB"


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
            except BaseException as error:
                self._note(error)
                with suppress(duckdb.Error):
                    connection.execute("ROLLBACK")
                raise

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

    @property
    def _shown_path(self) -> Path:
        return self.path or Path(MEMORY)

    def _open(self) -> None:
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            remove_unfinished(self.path)
            if _spill(self.path).exists():
                shutil.rmtree(_spill(self.path))
            if not self.path.exists():
                _create(self.path)
        self._writer = _connect(self.path)
        try:
            prepare_tables(self._writer)
        except BaseException:
            self._disconnect()
            raise
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


def new_file(path: Path) -> Path:
    """Return where a rewrite builds the new file."""
    return path.with_name(path.name + ".new")


def wal_of(path: Path) -> Path:
    """Return the write-ahead log of a file."""
    return path.with_name(path.name + ".wal")


def remove_unfinished(path: Path) -> None:
    """Remove what there is of a new file."""
    for leftover in (new_file(path), wal_of(new_file(path))):
        leftover.unlink(missing_ok=True)


def put_in_place(path: Path) -> None:
    """Put the new file in the place of the old one, so that after a crash one of them is there, whole."""
    _sync(new_file(path))
    new_file(path).replace(path)
    _sync(path.parent)


def _create(path: Path) -> None:
    # Beside its place: DuckDB refuses a file that a crash left without its three headers.
    with duckdb.connect(str(new_file(path))) as connection:
        prepare_tables(connection)
    put_in_place(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _spill(path: Path) -> Path:
    return path.with_name("store.spill")


def _connect(path: Path | None) -> Any:
    settings: dict[str, Any] = {  # Any: as duckdb takes them
        "memory_limit": os.environ.get("RAPPORT_MEMORY_LIMIT") or DEFAULT_MEMORY_LIMIT,
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
    }
    if path is not None:
        settings["temp_directory"] = str(_spill(path))
    connection = duckdb.connect(str(path) if path else MEMORY, config=settings)
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    return connection
