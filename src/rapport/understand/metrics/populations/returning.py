"""Rows of people who were there before the period, or the bucket, began."""

from dataclasses import dataclass

from rapport.understand.metrics.names import RowNames
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.populations.rows import row_conditions
from rapport.understand.metrics.scope import PERIOD_FROM, Scope, where


@dataclass(frozen=True, slots=True)
class Returning:
    """Rows `x` for which `looks_at` holds, of people whose first such row lies in an earlier bucket or before the period."""

    looks_at: str
    can_weight: bool = False
    needs_period: bool = True
    probe: str | None = None

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        rows = RowNames(scope)
        keys = tuple(rows.resolve(name) for name in names)
        bucket = scope.bucket("x.occurred_at")
        before = f"{scope.bucket('earlier.first_at')} < {bucket}" if bucket else f"earlier.first_at < {PERIOD_FROM}"
        columns = "x.person_id AS person_id, min(x.occurred_at) AS first_at"
        first = f"(SELECT {columns} FROM interactions AS x WHERE {self.looks_at} GROUP BY 1) AS earlier"
        conditions = [*row_conditions(self.looks_at, scope, rows), before]
        joins = f"JOIN {first} ON earlier.person_id = x.person_id {rows.joins}"
        return Relation(
            source=f"interactions AS x {joins} {where(conditions)}",
            keys=keys,
            bucket=bucket,
        )
