"""Entities with the time between two moments, by the clock or in business hours."""

from dataclasses import dataclass, replace

from rapport.understand.metrics.business_time import business_seconds
from rapport.understand.metrics.populations.population import Population, Relation
from rapport.understand.metrics.scope import Scope
from rapport.understand.metrics.splits import SPLIT


@dataclass(frozen=True, slots=True)
class Lasting:
    """The entities `e` of another population, as rows `d` with their `seconds`: NULL where the end is missing.

    They are not left out by a condition: DuckDB would then work out the seconds twice, once for it.

    Parameters
    ----------
    of : the population.
    start, end : expressions over `e`.
    is_business : count business hours only.
    """

    of: Population
    start: str
    end: str
    is_business: bool = False
    can_weight: bool = False

    @property
    def looks_at(self) -> str:
        return self.of.looks_at

    @property
    def probe(self) -> str | None:
        return self.of.probe

    @property
    def needs_period(self) -> bool:
        return self.of.needs_period

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        whole = self.of.relation(scope, names)
        columns = {f"key_{i}": key.sql for i, key in enumerate(whole.keys)}
        if whole.bucket:
            columns["bucket"] = whole.bucket
        if whole.extent:
            columns |= {"first_seen": whole.extent[0], "last_seen": whole.extent[1]}
        if whole.is_split:
            columns[SPLIT] = SPLIT
        columns |= {"entity": whole.identity.id, "at": whole.identity.at or "NULL"}
        moments = {**columns, "started": self.start, "ended": self.end}
        between = business_seconds if self.is_business else _seconds
        lasting = {**{name: f"e.{name}" for name in columns}, "seconds": between(scope, start="e.started", end="e.ended")}
        inner = f"SELECT {_listed(moments)} FROM {whole.source}"
        return Relation(
            source=f"(SELECT {_listed(lasting)} FROM ({inner}) AS e) AS d",
            keys=tuple(replace(key, sql=f"d.key_{i}") for i, key in enumerate(whole.keys)),
            bucket="d.bucket" if whole.bucket else None,
            extent=("d.first_seen", "d.last_seen") if whole.extent else None,
            with_=whole.with_,
            identity=replace(whole.identity, id="d.entity", at="d.at"),
            is_split=whole.is_split,
        )


def _seconds(scope: Scope, *, start: str, end: str) -> str:
    return scope.dialect.seconds_between(start, end)


def _listed(columns: dict[str, str]) -> str:
    return ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
