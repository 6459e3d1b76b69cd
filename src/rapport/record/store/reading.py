"""Questions about one person, in SQL that runs on every engine, and what their rows become."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from rapport.core.batch import DIMENSION_PREFIX
from rapport.record.store.parameters import to_naive_utc
from rapport.record.store.protocol import Rows, StoredInteraction, TraitRow
from rapport.record.store.schema import INTERACTIONS, TRAITS

Query = Callable[[str, Mapping[str, object]], Rows]

_LOWEST_ID = UUID(int=0)
_FIELDS = frozenset(column.name for column in INTERACTIONS)


def read_timeline(
    query: Query, person_id: int, *, before: datetime | None, before_id: UUID | None, limit: int, kinds: Sequence[str]
) -> list[StoredInteraction]:
    """Return a page of a person's interactions, newest first."""
    conditions = ["person_id = $person_id"]
    params: dict[str, object] = {"person_id": person_id, "limit": limit, "kinds": list(kinds)}
    if kinds:
        conditions.append("kind IN $kinds")
    if before is not None:
        params |= {"before": before, "before_id": before_id or _LOWEST_ID}
        conditions.append("(occurred_at < $before OR (occurred_at = $before AND id < CAST($before_id AS UUID)))")
    sql = f"""
        -- What did this person do?
        SELECT * FROM interactions
        WHERE {" AND ".join(conditions)}
        ORDER BY occurred_at DESC, id DESC
        LIMIT $limit"""
    rows = query(sql, params)
    return [_interaction(dict(zip(rows.columns, row, strict=True))) for row in rows.rows]


def read_traits(query: Query, person_id: int) -> list[TraitRow]:
    """Return what was said about a person, newest first."""
    sql = f"""
        -- What was said about this person, and by whom?
        SELECT {", ".join(column.name for column in TRAITS)} FROM traits
        WHERE person_id = $person_id
        ORDER BY said_at DESC, name, source, interaction_id"""
    rows = query(sql, {"person_id": person_id})
    return [TraitRow(**_aware(dict(zip(rows.columns, row, strict=True)))) for row in rows.rows]


def _interaction(row: dict[str, Any]) -> StoredInteraction:  # Any: columns of different types
    dimensions = {name.removeprefix(DIMENSION_PREFIX): value for name, value in row.items() if _is_said(name, value)}
    return StoredInteraction(**_aware({name: row[name] for name in _FIELDS}), dimensions=dimensions)


def _is_said(name: str, value: object) -> bool:
    return name.startswith(DIMENSION_PREFIX) and value is not None


def _aware(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: to_naive_utc(value).replace(tzinfo=UTC) if isinstance(value, datetime) else value for name, value in row.items()
    }
