"""The spool in one SQLite file: write-ahead log, flushed to disk at every commit, shared by processes."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.spool.embedded import batches, imports, rejects
from rapport.spool.embedded.connections import WAIT_S, Connections
from rapport.spool.embedded.erasure import erase
from rapport.spool.embedded.failures import told_by_who_must_act
from rapport.spool.embedded.group_commit import GroupCommit
from rapport.spool.protocol import OPEN_REJECTS
from rapport.spool.records import (
    Backlog,
    BatchResult,
    ImportRun,
    ImportTotals,
    KeptReject,
    NewBatch,
    Outcome,
    Reject,
    RejectFilter,
    SpooledBatch,
)

LIMIT_BODY = 900 * 10**6


class EmbeddedSpool:
    """See `Spool`. `wait_s` is how long to wait for other processes before giving up."""

    def __init__(self, path: Path, *, wait_s: float = WAIT_S) -> None:
        self._connections = Connections(path, wait_s=wait_s)
        self._appends: GroupCommit[Sequence[NewBatch], list[int]] = GroupCommit(self._append_all)

    def append(self, new: Sequence[NewBatch]) -> list[int]:
        if any(len(batch.body) > LIMIT_BODY for batch in new):
            raise UserError(Notice("A batch is larger than %(size)s MB. Send it in smaller parts.", size=LIMIT_BODY // 10**6))
        return self._appends.submit(new) if new else []

    def _append_all(self, groups: Sequence[Sequence[NewBatch]]) -> list[list[int]]:
        with self._connections.writing() as connection:
            return [batches.insert(connection, group) for group in groups]

    def pending(self, *, after: int, limit_rows: int) -> list[SpooledBatch]:
        with self._connections.reading() as connection:
            return batches.select_pending(connection, after=after, limit_rows=limit_rows)

    def backlog(self) -> Backlog:
        with self._connections.reading() as connection:
            return batches.count_backlog(connection)

    def finish(self, results: Sequence[BatchResult]) -> None:
        with self._connections.writing() as connection:
            batches.finish(connection, results)

    def start_import(self, run: ImportRun) -> None:
        with self._connections.writing() as connection:
            imports.start(connection, run)

    def finish_import(self, import_id: str, *, read: int, outcome: Outcome = "finished") -> None:
        with self._connections.writing() as connection:
            imports.finish(connection, import_id, read=read, outcome=outcome)

    def imports(self, *, limit: int = 100) -> list[ImportRun]:
        with self._connections.reading() as connection:
            return imports.latest(connection, limit=limit)

    def results(self, import_id: str) -> ImportTotals:
        with self._connections.reading() as connection:
            return batches.sum_up(connection, import_id)

    def keep_rejects(self, found: Sequence[Reject]) -> None:
        with self._connections.writing() as connection:
            rejects.keep(connection, found)

    def rejects(self, which: RejectFilter = OPEN_REJECTS, *, after: int = 0) -> Iterator[KeptReject]:
        while True:
            with self._connections.reading() as connection:
                page = rejects.select_page(connection, which, after=after)
            yield from page
            if len(page) < rejects.PAGE:
                return
            after = page[-1].id

    def count_rejects(self, which: RejectFilter = OPEN_REJECTS) -> dict[str, int]:
        with self._connections.reading() as connection:
            return rejects.count(connection, which)

    def mark_replayed(self, ids: Sequence[int]) -> None:
        with self._connections.writing() as connection:
            rejects.mark_replayed(connection, ids)

    def erase_matching(self, needles: Sequence[str]) -> int:
        with self._connections.writing() as connection:
            return erase(connection, needles)

    def compact(self) -> None:
        with self._connections.alone() as connection:
            connection.execute("VACUUM")
        self._connections.checkpoint()

    def copy_to(self, target: Path) -> None:
        if target.exists():
            raise UserError(f"{target} exists already. Give the name of a new file.")
        with self._connections.reading() as connection, told_by_who_must_act(target):
            copy = sqlite3.connect(target)
            try:
                connection.backup(copy)
            finally:
                copy.close()

    def close(self) -> None:
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
