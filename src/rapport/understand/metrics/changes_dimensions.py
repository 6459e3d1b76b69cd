"""Which dimensions are worth asking a metric by: those with some values, but not hundreds."""

from collections.abc import Mapping, Sequence

from rapport.record.store.public import Store
from rapport.understand.metrics.metric import Metric
from rapport.understand.metrics.names import DIMENSION_PREFIX, TEXTS
from rapport.understand.metrics.question import Period, Question
from rapport.understand.metrics.splits import SPLIT, Splits

MOST_VALUES = 20
MOST_DIMENSIONS = 8


def dimensions_worth_asking(metrics: Sequence[Metric], question: Question, store: Store) -> dict[str, Sequence[str]]:
    """Return, by metric, the names by which its rows of both periods split into 2 to 20 groups, fewest first."""
    own = {column.removeprefix(DIMENSION_PREFIX): f'x."{column}"' for column in store.dimensions()}
    compared = {name: f"x.{TEXTS[name]}" for metric in metrics for name in metric.compared_by}
    sizes = _sizes({metric.population.looks_at for metric in metrics}, {**compared, **own}, question, store)
    return {metric.key: _worth(sizes[metric.population.looks_at], {*metric.compared_by, *own}) for metric in metrics}


def _worth(sizes: Mapping[str, int], names: set[str]) -> Sequence[str]:
    worth = [name for name in names if 2 <= sizes[name] <= MOST_VALUES]
    return sorted(worth, key=lambda name: (sizes[name], name))[:MOST_DIMENSIONS]


def _sizes(conditions: set[str], columns: Mapping[str, str], question: Question, store: Store) -> dict[str, dict[str, int]]:
    """Return, by condition, how many values each column has among the rows of both periods that fulfil it."""
    if not columns:
        return {condition: {} for condition in conditions}
    periods = [period for period in (question.period, question.comparison) if isinstance(period, Period)]
    params = {f"{side}_{i}": getattr(period, side) for i, period in enumerate(periods) for side in ("start", "end")}
    inside = " OR ".join(f"(x.occurred_at >= $start_{i} AND x.occurred_at < $end_{i})" for i in range(len(periods)))
    splits = Splits(((), *((name,) for name in columns)))
    met = {condition: f"met_{i}" for i, condition in enumerate(sorted(conditions))}
    selected = {
        **splits.selected(),
        **{f"key_{i}": column for i, column in enumerate(columns.values())},
        **{name: f"max(CASE WHEN {condition} THEN 1 ELSE 0 END)" for condition, name in met.items()},
    }
    values = ", ".join(f"{sql} AS {name}" for name, sql in selected.items())
    own_key = " ".join(f"WHEN {splits.mark((name,))} THEN v.key_{i}" for i, name in enumerate(columns))
    sql = (
        "-- rapport changes: by what could each metric be broken down?\n"
        f"SELECT v.{SPLIT}, {', '.join(f'sum(v.{name})' for name in met.values())} "
        f"FROM (SELECT {values} FROM interactions AS x WHERE {inside} {splits.group_by()}) AS v "
        f"WHERE CASE v.{SPLIT} {own_key} END IS NOT NULL GROUP BY v.{SPLIT}"
    )
    counts = {mark: sums for mark, *sums in store.query(sql, params).rows}
    none = [0] * len(met)
    return {
        condition: {name: int(str(counts.get(splits.mark((name,)), none)[i])) for name in columns}
        for i, condition in enumerate(met)
    }
