"""Erasing a person in the transaction that is open."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from rapport.core.batch import DIMENSION_PREFIX
from rapport.record.store.embedded.registered import registered
from rapport.record.store.embedded.tables import column_names
from rapport.record.store.erasure import ERASED_KEY, clearings, take_out
from rapport.record.store.protocol import ErasedCounts


def erase(con: Any, person_id: int, needles: Sequence[str], *, secret: bytes) -> ErasedCounts:  # Any: duckdb has no types
    """Empty what says who the person is, in their rows and wherever else it is written."""
    dimensions = [name for name in column_names(con, "interactions") if name.startswith(DIMENSION_PREFIX)]
    interactions = _clear(con, person_id, dimensions)
    traits = _changed(con, "DELETE FROM traits WHERE person_id = $person_id", {"person_id": person_id})
    mentions = take_out(
        needles,
        dimensions,
        secret=secret,
        matching=lambda table, column, pattern: _matching(con, table, column, pattern),
        replacing=lambda table, column, new_by_old: _replace(con, table, column, new_by_old),
    )
    return ErasedCounts(interactions, traits, mentions)


def _clear(con: Any, person_id: int, dimensions: Sequence[str]) -> int:
    person = {"person_id": person_id}
    found = con.execute("SELECT kind, count(*) FROM interactions WHERE person_id = $person_id GROUP BY kind", person).fetchall()
    for clearing in clearings([kind for kind, _ in found], dimensions):
        emptied = ", ".join(f'"{column}" = NULL' for column in clearing.columns)
        con.execute(
            f"UPDATE interactions SET {emptied} WHERE person_id = $person_id AND kind IN $kinds",
            person | {"kinds": list(clearing.kinds)},
        )
    con.execute(f"UPDATE interactions SET identity_key = {ERASED_KEY} WHERE person_id = $person_id", person)
    return sum(count for _, count in found)


def _matching(con: Any, table: str, column: str, pattern: str) -> list[str]:
    sql = f'SELECT DISTINCT "{column}" FROM {table} WHERE regexp_matches("{column}", $pattern)'
    return [value for (value,) in con.execute(sql, {"pattern": pattern}).fetchall()]


def _replace(con: Any, table: str, column: str, new_by_old: Mapping[str, str]) -> int:
    replacements = pa.table({"old_value": list(new_by_old), "new_value": list(new_by_old.values())})
    with registered(con, "replacements", replacements):
        return _changed(con, f'UPDATE {table} SET "{column}" = new_value FROM replacements WHERE "{column}" = old_value')


def _changed(con: Any, sql: str, params: Mapping[str, object] = {}) -> int:
    return int(con.execute(sql, params).fetchone()[0])
