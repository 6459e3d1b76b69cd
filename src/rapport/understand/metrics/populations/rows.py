"""Rows of the stream, each counted for itself."""

from dataclasses import dataclass

from rapport.understand.metrics.filter import condition
from rapport.understand.metrics.names import RowNames
from rapport.understand.metrics.populations.identity import Entity, Identity
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.scope import PERIOD_TO, Scope, where


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows `x` for which `looks_at` holds and whose time is in the period."""

    looks_at: str
    can_weight: bool = False
    needs_period: bool = False
    probe: str | None = None

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        rows = RowNames(scope)
        keys = tuple(rows.resolve(name) for name in names)
        conditions = row_conditions(self.looks_at, scope, rows)
        return Relation(
            source=f"interactions AS x {rows.joins} {where(conditions)}",
            keys=keys,
            bucket=scope.bucket("x.occurred_at"),
            extent=("x.occurred_at", "x.occurred_at"),
            weight="coalesce(x.weight, 1)",
            identity=Identity(Entity.INTERACTION, "x.id", at="x.occurred_at"),
        )


def row_conditions(looks_at: str, scope: Scope, rows: RowNames, *, since: str | None = None) -> list[str]:
    """Return what rows must fulfil: the metric's condition, the period (or from `since` to its end), the question's filter."""
    period = [f"x.occurred_at >= {since}", f"x.occurred_at < {PERIOD_TO}"] if since else scope.in_period("x.occurred_at")
    filtered = [condition(scope.template.filter, rows, scope)] if scope.template.filter else []
    return [looks_at, *period, *filtered]
