"""Erasing a person by mutations. Each statement may be repeated, so an erasure that was cut short is run again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from rapport.core.batch import DIMENSION_PREFIX
from rapport.record.store.clickhouse.tables import column_names
from rapport.record.store.erasure import ERASED_KEY, clearings, take_out
from rapport.record.store.protocol import ErasedCounts
from rapport.record.store.schema import INTERACTIONS

_NUMBERS = frozenset(column.name for column in INTERACTIONS if column.duckdb != "VARCHAR")
_VALUES_AT_ONCE = 500
"""They are part of the text of a mutation."""


def erase(
    client: Any, person_id: int, needles: Sequence[str], *, secret: bytes
) -> ErasedCounts:  # Any: clickhouse_connect is an extra
    """Empty what says who the person is, in their rows and wherever else it is written."""
    dimensions = [name for name in column_names(client, "interactions") if name.startswith(DIMENSION_PREFIX)]
    person = {"person_id": person_id}
    interactions = _clear(client, person, dimensions)
    traits = client.query("SELECT count() FROM traits WHERE person_id = {person_id:Int64}", parameters=person).result_rows[0][0]
    client.command("ALTER TABLE traits DELETE WHERE person_id = {person_id:Int64}", parameters=person)
    mentions = take_out(
        needles,
        dimensions,
        secret=secret,
        matching=lambda table, column, pattern: _matching(client, table, column, pattern),
        replacing=lambda table, column, new_by_old: _replace(client, table, column, new_by_old),
    )
    return ErasedCounts(interactions, traits, mentions)


def _clear(client: Any, person: Mapping[str, int], dimensions: Sequence[str]) -> int:
    sql = "SELECT kind, count() FROM interactions WHERE person_id = {person_id:Int64} GROUP BY kind"
    found = client.query(sql, parameters=person).result_rows
    for clearing in clearings([kind for kind, _ in found], dimensions):
        # NULL alone only marks a value as missing, and its bytes stay in the file below the mark.
        blank = ", ".join(f"`{column}` = ''" for column in clearing.columns if column not in _NUMBERS)
        emptied = ", ".join(f"`{column}` = NULL" for column in clearing.columns)
        theirs = "person_id = {person_id:Int64} AND kind IN {kinds:Array(String)}"
        parameters = dict(person) | {"kinds": list(clearing.kinds)}
        client.command(
            f"ALTER TABLE interactions UPDATE {blank} WHERE {theirs}, UPDATE {emptied} WHERE {theirs}", parameters=parameters
        )
    new_key = f"identity_key = {ERASED_KEY}"
    client.command(f"ALTER TABLE interactions UPDATE {new_key} WHERE person_id = {{person_id:Int64}}", parameters=person)
    return sum(count for _, count in found)


def _matching(client: Any, table: str, column: str, pattern: str) -> list[str]:
    sql = f"SELECT DISTINCT `{column}` FROM {table} WHERE match(`{column}`, {{pattern:String}})"
    return [value for (value,) in client.query(sql, parameters={"pattern": pattern}).result_rows]


def _replace(client: Any, table: str, column: str, new_by_old: Mapping[str, str]) -> int:
    changed = 0
    for part in _batched(new_by_old.items(), _VALUES_AT_ONCE):
        values = {"old": [old for old, _ in part], "new": [new for _, new in part]}
        is_old = f"`{column}` IN {{old:Array(String)}}"
        new_value = f"transform(toString(`{column}`), {{old:Array(String)}}, {{new:Array(String)}}, '')"
        changed += client.query(f"SELECT count() FROM {table} WHERE {is_old}", parameters=values).result_rows[0][0]
        client.command(f"ALTER TABLE {table} UPDATE `{column}` = {new_value} WHERE {is_old}", parameters=values)
    return changed


def _batched(items: Iterable[tuple[str, str]], size: int) -> Iterator[list[tuple[str, str]]]:
    """Yield lists of at most `size` items."""
    remaining = iter(items)
    while part := list(islice(remaining, size)):
        yield part
