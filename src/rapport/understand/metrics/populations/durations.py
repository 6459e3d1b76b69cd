"""Entities with the time between two moments, by the clock or in business hours."""

from dataclasses import dataclass, replace

from rapport.understand.metrics.business_time import business_joins, business_seconds, business_table
from rapport.understand.metrics.populations.population import Population, Relation
from rapport.understand.metrics.scope import Scope


@dataclass(frozen=True, slots=True)
class Lasting:
    """The entities `e` of another population that have both moments, as rows `d` with their `seconds`.

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
        columns |= {"started": self.start, "ended": self.end}
        inner = "SELECT " + ", ".join(f"{sql} AS {name}" for name, sql in columns.items()) + f" FROM {whole.source}"
        seconds, joins, tables = self._lookup(scope)
        kept = [name for name in columns if name.startswith(("key_", "bucket", "first_seen", "last_seen"))]
        copied = "".join(f", e.{name} AS {name}" for name in kept)
        return Relation(
            source=f"(SELECT {seconds} AS seconds{copied} FROM ({inner}) AS e {joins}) AS d WHERE d.seconds >= 0",
            keys=tuple(replace(key, sql=f"d.key_{i}") for i, key in enumerate(whole.keys)),
            bucket="d.bucket" if whole.bucket else None,
            extent=("d.first_seen", "d.last_seen") if whole.extent else None,
            with_=(*whole.with_, *tables),
        )

    def _lookup(self, scope: Scope) -> tuple[str, str, tuple[str, ...]]:
        """Return the expression of the seconds, the joins and the named tables that it needs."""
        start, end = "e.started", "e.ended"
        if not self.is_business:
            return scope.dialect.seconds_between(start, end), "", ()
        scope.needs_business_hours = True
        seconds = business_seconds(scope, start=start, end=end)
        return seconds, business_joins(scope, start=start, end=end), (business_table(scope),)
