"""Entities that all their rows make up, whenever these were: a conversation, a person since the first visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapport.understand.metrics.filter import condition
from rapport.understand.metrics.names import EntityNames
from rapport.understand.metrics.populations.identity import Identity, entity_of
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.scope import Scope, where


@dataclass(frozen=True, slots=True)
class Entities:
    """One row `e` for each entity, in the bucket and the period of its `time`.

    What an entity is broken down and filtered by is the first known value among its rows, of `latest` names the last.

    Parameters
    ----------
    looks_at : condition on rows `x`.
    entity : the column of `x` that tells entities apart.
    time : expression over `e`: the time of an entity.
    columns : name and aggregate over the entity's rows.
    where : conditions on `e`.
    """

    looks_at: str
    entity: str
    time: str
    columns: tuple[tuple[str, str], ...]
    where: tuple[str, ...] = ()
    latest: frozenset[str] = field(default=frozenset())
    can_weight: bool = False
    needs_period: bool = False
    probe: str | None = None

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        is_person = self.entity == "x.person_id"
        entities = EntityNames(scope, latest=self.latest, person_column="e.entity" if is_person else None)
        keys = tuple(entities.resolve(name) for name in names)
        counting = [*self.where, *scope.in_period(self.time)]
        conditions = [*counting, *entity_conditions(scope, entities)]
        looks_at = looks_at_counting(self.looks_at, self.entity, dict(self.columns), counting, entities)
        inner = grouped(looks_at, self.entity, dict(self.columns), entities)
        return Relation(
            source=f"({inner}) AS e {entities.joins} {where(conditions)}",
            keys=keys,
            bucket=scope.bucket(self.time),
            extent=(self.time, self.time),
            identity=Identity(entity_of(self.entity), "e.entity", at=self.time),
        )


def entity_conditions(scope: Scope, entities: EntityNames) -> list[str]:
    """Return the question's filter on entities, as a list of conditions."""
    return [condition(scope.template.filter, entities, scope)] if scope.template.filter else []


def grouped(looks_at: str, entity: str, columns: Mapping[str, str], entities: EntityNames) -> str:
    """Return the query of one row for each entity; call it when every name is resolved."""
    return _grouped(looks_at, entity, [*(f"{sql} AS {name}" for name, sql in columns.items()), *entities.selected])


def _grouped(looks_at: str, entity: str, selected: Sequence[str]) -> str:
    columns = ", ".join([f"{entity} AS entity", *selected])
    return f"SELECT {columns} FROM interactions AS x WHERE {looks_at} GROUP BY {entity}"


_MANY_NAMES = 3
"""From so many names on it pays to find first which entities count: a name takes longer to look up than that."""


def looks_at_counting(
    looks_at: str, entity: str, columns: Mapping[str, str], conditions: list[str], entities: EntityNames
) -> str:
    """Return the condition on rows for `grouped`: where many names are looked up, only of entities that fulfil conditions."""
    if len(entities.selected) < _MANY_NAMES or not conditions:
        return looks_at
    found = _grouped(looks_at, entity, [f"{sql} AS {name}" for name, sql in columns.items()])
    return f"{looks_at} AND {entity} IN (SELECT e.entity FROM ({found}) AS e {where(conditions)})"
