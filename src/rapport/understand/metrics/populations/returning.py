"""People who were there before the period, or the bucket, began."""

from dataclasses import dataclass, replace

from rapport.understand.metrics.names import RowNames
from rapport.understand.metrics.populations.identity import Entity, Identity
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.populations.rows import row_conditions
from rapport.understand.metrics.scope import PERIOD_FROM, Scope, where


@dataclass(frozen=True, slots=True)
class Returning:
    """One row for each bucket, group and person in it whose first row ever lies in an earlier bucket, or before the period.

    Rows are those for which `looks_at` holds. They are reduced to people before these are looked up.
    """

    looks_at: str
    can_weight: bool = False
    needs_period: bool = True
    probe: str | None = None

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        rows = RowNames(scope)
        keys = tuple(rows.resolve(name) for name in names)
        bucket = scope.bucket("x.occurred_at")
        groups = {"who": "x.person_id", **({"bucket": bucket} if bucket else {})}
        columns = {**scope.splits.selected(), **groups, **{f"key_{i}": key.sql for i, key in enumerate(keys)}}
        selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
        conditions = where(row_conditions(self.looks_at, scope, rows))
        here = f"SELECT {selected} FROM interactions AS x {rows.joins} {conditions} {scope.splits.group_by(*groups)}"
        first = (
            f"SELECT x.person_id AS who, min(x.occurred_at) AS first_at FROM interactions AS x WHERE {self.looks_at} GROUP BY 1"
        )
        is_earlier = f"{scope.bucket('f.first_at')} < e.bucket" if bucket else f"f.first_at < {PERIOD_FROM}"
        return Relation(
            source=f"({here}) AS e JOIN ({first}) AS f ON f.who = e.who WHERE {is_earlier}",
            keys=tuple(replace(key, sql=f"e.key_{i}") for i, key in enumerate(keys)),
            bucket="e.bucket" if bucket else None,
            identity=Identity(Entity.PERSON, "e.who"),
            is_split=scope.splits.are_several,
        )
