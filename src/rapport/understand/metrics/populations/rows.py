"""Rows of the stream, each counted for itself."""

from dataclasses import dataclass

from rapport.understand.metrics.filter import condition
from rapport.understand.metrics.names import RowNames
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.scope import Scope, where


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows `x` for which `looks_at` holds and whose time is in the period."""

    looks_at: str
    can_weight: bool = False
    needs_period: bool = False

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        rows = RowNames(scope)
        keys = tuple(rows.resolve(name) for name in names)
        conditions = [self.looks_at, *scope.in_period("x.occurred_at"), *filtered(scope, rows)]
        return Relation(
            source=f"interactions AS x {rows.joins} {where(conditions)}",
            keys=keys,
            time="x.occurred_at",
            weight="coalesce(x.weight, 1)",
        )


def filtered(scope: Scope, names: RowNames) -> list[str]:
    """Return the question's filter on rows, as a list of conditions."""
    return [condition(scope.template.filter, names, scope)] if scope.template.filter else []
