"""From the template of a question to SQL, once; the text is kept for as long as the process lives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from rapport.understand.metrics.measures.measure import ListMeasure
from rapport.understand.metrics.metric import METRICS, Metric
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.scope import Scope, Template
from rapport.understand.metrics.splits import SPLIT, Splits


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement with the values that its text fixes. The period and the workspace's settings are bound when it is asked.

    Parameters
    ----------
    has_bucket : whether there is a column of the bucket, before those of the keys.
    splits : the breakdowns that it answers; of several, the first column of all tells to which one a row belongs.
    columns : the names of the sums, in order, after bucket and keys.
    windows : parameters that are so long before the end of the period.
    """

    sql: str
    params: Mapping[str, object]
    windows: Mapping[str, timedelta]
    has_bucket: bool
    splits: Splits
    columns: tuple[str, ...]
    needs_business_hours: bool
    needs_buckets: bool


FIRST_AT, LAST_AT = "first_at", "last_at"
"""Columns that say from when to when the rows were that a figure counts."""


@lru_cache(maxsize=512)
def compile_question(template: Template) -> Compiled:
    """Write the statement that answers a question; raise UserError where it names what does not exist."""
    metric = METRICS[template.metric]
    scope = Scope(template)
    relation = metric.population.relation(scope, template.splits.names)
    bucket = {"bucket": relation.bucket} if relation.bucket else {}
    split = {SPLIT: SPLIT} if relation.is_split else scope.splits.selected()
    groups = {**split, **bucket, **{f"key_{i}": key.sql for i, key in enumerate(relation.keys)}}
    sums = metric.measure.columns(scope, relation.weight if template.is_weighted else None)
    sums |= dict(metric.extra_sums)
    if relation.extent and not scope.knows_period:
        sums |= {FIRST_AT: f"min({relation.extent[0]})", LAST_AT: f"max({relation.extent[1]})"}
    sql, columns = _assemble(metric, scope, relation, groups, sums)
    return Compiled(
        sql=f"-- rapport ask {metric.key}: {metric.title}\n{sql}",
        params=scope.params,
        windows=scope.windows,
        has_bucket=relation.bucket is not None,
        splits=template.splits,
        columns=columns,
        needs_business_hours=scope.needs_business_hours,
        needs_buckets=scope.needs_buckets,
    )


def split_names(breakdown: tuple[str, ...], metric: Metric) -> tuple[str, ...]:
    """Return all names that rows are split by: those asked for, then those that the metric needs."""
    return (*breakdown, *(name for name in metric.split_by if name not in breakdown))


def _assemble(
    metric: Metric, scope: Scope, relation: Relation, groups: dict[str, str], sums: dict[str, str]
) -> tuple[str, tuple[str, ...]]:
    measure = metric.measure
    lists = measure.lists(scope) if isinstance(measure, ListMeasure) else {}
    named = ",\n    ".join(f"{sql} AS {name}" for name, sql in {**groups, **sums, **lists}.items())
    with_ = "WITH " + ",\n".join(relation.with_) + "\n" if relation.with_ else ""
    group_by = f"GROUP BY {', '.join(groups)}" if relation.is_split else scope.splits.group_by(*{"bucket"} & groups.keys())
    sql = f"{with_}SELECT\n    {named}\nFROM {relation.source}\n{group_by}"
    if not isinstance(measure, ListMeasure):
        return sql, tuple(sums)
    picks = measure.picks(scope)
    picked = ",\n    ".join([*groups, *sums, *(f"{pick} AS {name}" for name, pick in picks.items())])
    return f"SELECT\n    {picked}\nFROM (\n{sql}\n) AS grouped", (*sums, *picks)
