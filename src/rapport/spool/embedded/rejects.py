"""Rejects in the spool file: each is kept once, however often its import runs."""

import hashlib
import sqlite3
from collections.abc import Sequence

from rapport.core.written_notices import read_notice, write_notice
from rapport.spool.embedded.moments import from_micros, now_micros
from rapport.spool.records import KeptReject, Reject, RejectFilter

PAGE = 500


def keep(connection: sqlite3.Connection, rejects: Sequence[Reject]) -> None:
    """Keep what is new, and note for each that its import met it. Of rows that an erasure emptied, only that they came."""
    if not rejects:
        return
    key = hash_key(connection)
    erased = _erased_among(connection, rejects, key)
    mappings = {text: _mapping_id(connection, text) for text in {_clean(reject.mapping) for reject in rejects}}
    identities = [_identity(reject, key) for reject in rejects]
    kept_at = now_micros()
    connection.executemany(
        "INSERT INTO rejects "
        "(identity, import_id, source, mapping_id, reason, kept_at, erased_at, file, row_number, row, detail, notice) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            (
                identity,
                _clean(reject.import_id),
                _clean(reject.source),
                mappings[_clean(reject.mapping)],
                _clean(reject.reason),
                kept_at,
                *(
                    (kept_at, "", 0, "", "", "")
                    if erased and row_hash(reject.source, reject.row, key) in erased
                    else _told(reject)
                ),
            )
            for identity, reject in zip(identities, rejects, strict=True)
        ),
    )
    connection.executemany(
        "INSERT INTO sightings SELECT ?, id FROM rejects WHERE identity = ? ON CONFLICT DO NOTHING",
        ((_clean(reject.import_id), identity) for identity, reject in zip(identities, rejects, strict=True)),
    )


def _mapping_id(connection: sqlite3.Connection, text: str) -> int:
    connection.execute("INSERT INTO mappings (text) VALUES (?) ON CONFLICT DO NOTHING", (text,))
    return int(connection.execute("SELECT id FROM mappings WHERE text = ?", (text,)).fetchone()[0])


def _told(reject: Reject) -> tuple[None, str, int, str, str, str]:
    # SQLite binds plain texts at once and asks for an adapter first where there is any other.
    detail = _clean(str(reject.detail))
    return None, _clean(reject.file), reject.row_number, _clean(reject.row), detail, write_notice(reject.detail)


def _erased_among(connection: sqlite3.Connection, rejects: Sequence[Reject], key: bytes) -> set[bytes]:
    if connection.execute("SELECT 1 FROM erased_rows LIMIT 1").fetchone() is None:
        return set()
    hashes = {row_hash(reject.source, reject.row, key) for reject in rejects}
    return {each for each in hashes if connection.execute("SELECT 1 FROM erased_rows WHERE hash = ?", (each,)).fetchone()}


def hash_key(connection: sqlite3.Connection) -> bytes:
    return bytes(connection.execute("SELECT value FROM secrets WHERE name = 'rejects'").fetchone()[0])


def row_hash(source: str, row: str, key: bytes) -> bytes:
    """What stands for a row that an erasure emptied, in whichever file and place it comes again."""
    return hashlib.blake2b(_clean(f"{source}\0{row}").encode(), digest_size=16, key=key, person=b"erased-row").digest()


def _identity(reject: Reject, key: bytes) -> bytes:
    """A keyed hash, so that what stays after an erasure cannot be guessed from the outside."""
    told = "\0".join((reject.source, reject.file, str(reject.row_number), reject.reason, reject.row))
    return hashlib.blake2b(_clean(told).encode(), digest_size=16, key=key).digest()


def _clean(text: str) -> str:
    """Half a surrogate pair, which broken JSON can bring, fits into no file."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def select_page(connection: sqlite3.Connection, which: RejectFilter, *, after: int) -> list[KeptReject]:
    """Return the next rejects with a higher id than `after`, oldest first."""
    condition, values = _condition(which)
    cursor = connection.execute(
        "SELECT r.id, r.import_id, r.source, m.text, r.file, r.row_number, r.row, r.reason, r.detail, r.notice, r.kept_at, "
        "r.replayed_at "
        f"FROM rejects r JOIN mappings m ON m.id = r.mapping_id WHERE r.id > ? AND {condition} ORDER BY r.id LIMIT {PAGE}",
        [after, *values],
    )
    return [
        KeptReject(
            id=id_,
            reject=Reject(import_id, source, mapping, file, row_number, row, reason, read_notice(detail, notice)),
            kept_at=from_micros(kept_at),
            replayed_at=None if replayed_at is None else from_micros(replayed_at),
        )
        for id_, import_id, source, mapping, file, row_number, row, reason, detail, notice, kept_at, replayed_at in cursor
    ]


def count(connection: sqlite3.Connection, which: RejectFilter) -> dict[str, int]:
    condition, values = _condition(which)
    cursor = connection.execute(
        f"SELECT r.reason, count(*) FROM rejects r WHERE {condition} GROUP BY r.reason ORDER BY count(*) DESC, r.reason", values
    )
    return dict(cursor.fetchall())


def _condition(which: RejectFilter) -> tuple[str, list[object]]:
    parts, values = ["r.erased_at IS NULL"], list[object]()
    for column, value in (("r.source", which.source), ("r.reason", which.reason), ("r.file", which.file)):
        if value is not None:
            parts.append(f"{column} = ?")
            values.append(value)
    if which.import_id is not None:
        # Not IN (SELECT …): that gathers all that the import met, again for every page.
        parts.append("EXISTS (SELECT 1 FROM sightings s WHERE s.import_id = ? AND s.reject_id = r.id)")
        values.append(which.import_id)
    if which.is_replayed is not None:
        parts.append("r.replayed_at IS NOT NULL" if which.is_replayed else "r.replayed_at IS NULL")
    return " AND ".join(parts), values


def count_met(connection: sqlite3.Connection, import_id: str) -> int:
    return int(connection.execute("SELECT count(*) FROM sightings WHERE import_id = ?", (import_id,)).fetchone()[0])


def mark_replayed(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    now = now_micros()
    connection.executemany("UPDATE rejects SET replayed_at = ? WHERE id = ? AND replayed_at IS NULL", [(now, id_) for id_ in ids])
