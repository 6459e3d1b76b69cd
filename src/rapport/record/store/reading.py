"""Questions about one person, in SQL that runs on every engine, and what their rows become."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from rapport.core.batch import DIMENSION_PREFIX
from rapport.record.store.dialect import Dialect
from rapport.record.store.protocol import Rows, StoredInteraction, TraitRow

Query = Callable[[str, Mapping[str, object]], Rows]

_LOWEST_ID = UUID(int=0)
_FIELDS = tuple(field.name for field in fields(StoredInteraction) if field.name != "dimensions")
_TIMES = tuple(number for number, name in enumerate(_FIELDS) if name in ("occurred_at", "received_at"))
_TRAIT_FIELDS = tuple(field.name for field in fields(TraitRow))


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
    return as_interactions(query(sql, params))


def read_traits(query: Query, person_id: int) -> list[TraitRow]:
    """Return what was said about a person, newest first."""
    sql = f"""
        -- What was said about this person, and by whom?
        SELECT {", ".join(_TRAIT_FIELDS)} FROM traits
        WHERE person_id = $person_id
        ORDER BY said_at DESC, name, source, interaction_id"""
    return _traits(query(sql, {"person_id": person_id}))


def _traits(answer: Rows) -> list[TraitRow]:
    found = []
    for row in answer.rows:
        values: dict[str, Any] = dict(zip(_TRAIT_FIELDS, row))  # Any: columns of different types
        found.append(TraitRow(**values | {"said_at": _aware(values["said_at"])}))
    return found


def read_traits_of_people(query: Query, dialect: Dialect, people: Sequence[int]) -> list[TraitRow]:
    """Return what was said about some people, newest first."""
    if not people:
        return []
    sql = f"""
        -- What was said about these people, and by whom?
        SELECT {", ".join(_TRAIT_FIELDS)} FROM traits
        WHERE person_id IN (SELECT asked.person_no FROM {dialect.rows_of({"person_no": "$people"})} AS asked)
        ORDER BY person_id, said_at DESC, name, source, interaction_id"""
    return _traits(query(sql, {"people": list(people)}))


def as_interactions(answer: Rows) -> list[StoredInteraction]:
    """Pick the fields by position, once for all rows: a page is read in milliseconds, so it has to be made in less."""
    position = {name: number for number, name in enumerate(answer.columns)}
    pick: Any = itemgetter(*(position[name] for name in _FIELDS))  # Any: columns of different types
    dimensions: list[Any] = [
        (name.removeprefix(DIMENSION_PREFIX), at) for name, at in position.items() if name.startswith(DIMENSION_PREFIX)
    ]
    found = []
    for row in answer.rows:
        values = list(pick(row))
        for time in _TIMES:
            values[time] = _aware(values[time])
        said = {name: row[at] for name, at in dimensions if row[at] is not None}
        found.append(StoredInteraction(**dict(zip(_FIELDS, values)), dimensions=said))
    return found


def _aware(time: Any) -> datetime:
    aware: datetime = time.replace(tzinfo=UTC)
    return aware
