"""Take a person out of the spool file."""

import json
import sqlite3
from collections.abc import Sequence

from rapport.core.written_notices import values_in
from rapport.spool.embedded.mentions import Mentions
from rapport.spool.embedded.moments import now_micros
from rapport.spool.embedded.rejects import hash_key, row_hash


def erase(connection: sqlite3.Connection, needles: Sequence[str]) -> int:
    """Empty the rejects that mention a needle, and clean the names of files; return how many rejects were emptied."""
    mentions = Mentions(needles)
    erased = _emptied(connection, mentions)
    for (name,) in connection.execute("SELECT DISTINCT file FROM rejects").fetchall():
        cleaned = mentions.removed_from(name)
        if cleaned != name:
            connection.execute("UPDATE rejects SET file = ? WHERE file = ?", (cleaned, name))
    for import_id, files in connection.execute("SELECT id, files FROM imports").fetchall():
        names = json.loads(files)
        cleaned_names = [mentions.removed_from(name) for name in names]
        if cleaned_names != names:
            connection.execute("UPDATE imports SET files = ? WHERE id = ?", (json.dumps(cleaned_names), import_id))
    return erased


def _emptied(connection: sqlite3.Connection, mentions: Mentions) -> int:
    rows = connection.execute("SELECT id, source, row, detail, notice FROM rejects WHERE erased_at IS NULL")
    key, found, hashes = hash_key(connection), list[int](), list[bytes]()
    for id_, source, row, detail, notice in rows:
        if mentions.are_in(row) or mentions.are_in(detail) or any(map(mentions.are_in, values_in(notice))):
            found.append(id_)
            hashes.append(row_hash(source, row, key))
    now = now_micros()
    connection.executemany("INSERT INTO erased_rows VALUES (?) ON CONFLICT DO NOTHING", ((each,) for each in hashes))
    connection.executemany(
        "UPDATE rejects SET file = '', row_number = 0, row = '', detail = '', notice = '', erased_at = ? WHERE id = ?",
        [(now, id_) for id_ in found],
    )
    return len(found)
