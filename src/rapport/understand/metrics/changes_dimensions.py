"""Which dimensions are worth asking a metric by: those with some values, but not hundreds."""

from collections.abc import Sequence

from rapport.record.store.public import Store
from rapport.understand.metrics.metric import Metric
from rapport.understand.metrics.names import DIMENSION_PREFIX, TEXTS
from rapport.understand.metrics.question import Period, Question

MOST_VALUES = 20
MOST_DIMENSIONS = 8


def dimensions_worth_asking(metric: Metric, question: Question, store: Store) -> Sequence[str]:
    """Return the names by which the metric's rows of both periods split into 2 to 20 groups, fewest first."""
    columns = {name: f"x.{TEXTS[name]}" for name in metric.compared_by}
    columns |= {column.removeprefix(DIMENSION_PREFIX): f'x."{column}"' for column in store.dimensions()}
    periods = [period for period in (question.period, question.comparison) if isinstance(period, Period)]
    params = {f"{side}_{i}": getattr(period, side) for i, period in enumerate(periods) for side in ("start", "end")}
    inside = " OR ".join(f"(x.occurred_at >= $start_{i} AND x.occurred_at < $end_{i})" for i in range(len(periods)))
    counts = ", ".join(f"count(DISTINCT {sql})" for sql in columns.values())
    sql = (
        f"-- rapport changes: by what could {metric.key} be broken down?\n"
        f"SELECT {counts} FROM interactions AS x WHERE ({metric.population.looks_at}) AND ({inside})"
    )
    [found] = store.query(sql, params).rows
    sizes = {name: int(str(count)) for name, count in zip(columns, found, strict=True)}
    worth = [name for name, size in sizes.items() if 2 <= size <= MOST_VALUES]
    return sorted(worth, key=lambda name: (sizes[name], name))[:MOST_DIMENSIONS]
