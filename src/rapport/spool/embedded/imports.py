"""The history of imports in the spool file."""

import json
import sqlite3

from rapport.core.errors import UserError
from rapport.spool.embedded.moments import from_micros, now_micros, to_micros
from rapport.spool.records import ImportRun, Outcome


def start(connection: sqlite3.Connection, run: ImportRun) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO imports (id, source, files, mapping, started_at, finished_at, read, outcome) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run.id,
            run.source,
            json.dumps(run.files),
            run.mapping,
            to_micros(run.started_at),
            None if run.finished_at is None else to_micros(run.finished_at),
            run.read,
            run.outcome,
        ),
    )


def finish(connection: sqlite3.Connection, import_id: str, *, read: int, outcome: Outcome) -> None:
    changed = connection.execute(
        "UPDATE imports SET finished_at = ?, read = ?, outcome = ? WHERE id = ?", (now_micros(), read, outcome, import_id)
    )
    if changed.rowcount == 0:
        raise UserError(f"There is no import {import_id!r}.")


def latest(connection: sqlite3.Connection, *, limit: int) -> list[ImportRun]:
    cursor = connection.execute(
        "SELECT id, source, files, mapping, started_at, finished_at, read, outcome FROM imports "
        "ORDER BY started_at DESC, rowid DESC LIMIT ?",
        (limit,),
    )
    return [
        ImportRun(
            id=id_,
            source=source,
            files=tuple(json.loads(files)),
            mapping=mapping,
            started_at=from_micros(started_at),
            finished_at=None if finished_at is None else from_micros(finished_at),
            read=read,
            outcome=outcome,
        )
        for id_, source, files, mapping, started_at, finished_at, read, outcome in cursor
    ]
