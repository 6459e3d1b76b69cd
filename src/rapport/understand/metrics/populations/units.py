"""Units that bring several rows in the period: the orders of a person, the lines of an order."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from rapport.understand.metrics.names import RowNames
from rapport.understand.metrics.populations.identity import Identity, entity_of
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.populations.rows import row_conditions
from rapport.understand.metrics.scope import Scope, where


@dataclass(frozen=True, slots=True)
class Units:
    """One row `e` for each bucket, group and unit; its columns are aggregates over the unit's rows.

    A unit that has rows in two groups stands in both, with what it brought to each. The ids of rows, which take long to read
    and to group by, are left out where all rows name their unit.

    Parameters
    ----------
    unit : expressions over `x` that together tell units apart: the column that names them, and the id of rows without it.
    columns : name and aggregate, which may have to be written for the scope.
    where : a condition on `e`, to leave out units.
    """

    looks_at: str
    unit: tuple[str, ...]
    columns: tuple[tuple[str, str | Callable[[Scope], str]], ...]
    where: str = ""
    can_weight: bool = False
    needs_period: bool = False

    @property
    def probe(self) -> str | None:
        return f"{self.looks_at} AND {self.unit[0]} IS NULL" if len(self.unit) > 1 else None

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        rows = RowNames(scope)
        keys = [rows.resolve(name) for name in names]
        bucket = scope.bucket("x.occurred_at")
        units = self.unit if scope.template.is_probed else self.unit[:1]
        groups = {**({"bucket": bucket} if bucket else {}), **{f"unit_{i}": unit for i, unit in enumerate(units)}}
        named = {**scope.splits.selected(), **{f"key_{i}": key.sql for i, key in enumerate(keys)}}
        aggregates = {name: sql if isinstance(sql, str) else sql(scope) for name, sql in self.columns}
        columns = {**named, **groups, **aggregates, **_extent(scope)}
        conditions = row_conditions(self.looks_at, scope, rows)
        selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
        inner = f"SELECT {selected} FROM interactions AS x {rows.joins} {where(conditions)} {scope.splits.group_by(*groups)}"
        return Relation(
            source=f"({inner}) AS e {where([self.where] if self.where else [])}",
            keys=tuple(replace(key, sql=f"e.key_{i}") for i, key in enumerate(keys)),
            bucket="e.bucket" if bucket else None,
            extent=("e.unit_first_at", "e.unit_last_at"),
            is_split=scope.splits.are_several,
            identity=Identity(entity_of(self.unit[0]), "e.unit_0", row="e.unit_1" if len(units) > 1 else None),
        )


def _extent(scope: Scope) -> dict[str, str]:
    if scope.knows_period:
        return {}
    return {"unit_first_at": "min(x.occurred_at)", "unit_last_at": "max(x.occurred_at)"}
