"""How what a figure counts is spread: how many brought how much."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.understand.metrics.answer import Key
from rapport.understand.metrics.evidence.statement import CHOSEN, Statement, evidence_statement
from rapport.understand.metrics.evidence.units import unit_factor
from rapport.understand.metrics.metric import METRICS, Unit
from rapport.understand.metrics.question import Question

MOST_VALUES = 16
"""Up to so many different values each is a bin of its own."""
_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0
_DURATIONS = (
    _MINUTE, 5 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE, _HOUR, 2 * _HOUR, 4 * _HOUR, 8 * _HOUR, _DAY, 2 * _DAY, 4 * _DAY,
    7 * _DAY, 14 * _DAY, 28 * _DAY,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bin:
    """So many brought from `low` up to before `high`, in the unit of the figure; None leaves a side open.

    Where both are the same, that very value.
    """

    low: float | None
    high: float | None
    count: int

    @property
    def range(self) -> str:
        """The bin as `part_named` reads it."""
        low, high = ("" if limit is None else f"{limit:.15g}" for limit in (self.low, self.high))
        return f"{low}..{high}"


@dataclass(frozen=True, slots=True)
class Spread:
    """The bins in order; together they hold the n of the figure.

    Parameters
    ----------
    unit : of the values: the figure's own, but scores where the figure is made of scores.
    is_exact : whether each bin is one value.
    """

    bins: tuple[Bin, ...]
    unit: str
    is_exact: bool

    @property
    def n(self) -> int:
        return sum(each.count for each in self.bins)


def spread_of(workspace: Workspace, store: Store, question: Question, *, key: Key = ()) -> Spread | None:
    """Return how the values behind a figure are spread; None where each is one among many, or there are none."""
    metric = METRICS[question.metric]
    counted = metric.measure.counted()
    if counted.value is None or counted.is_share:
        return None
    statement = evidence_statement(workspace, store, question, key=key)
    if statement is None:
        return None
    currency = dict(key).get("currency")
    factor = unit_factor(metric, workspace, currency)
    unit = Unit.SCORE if metric.unit is Unit.POINTS else metric.unit
    bins = _single_values(store, statement, metric.key, factor)
    is_exact = bins is not None
    if bins is None:
        bins = _ranges(store, statement, metric.key, unit, factor)
    return Spread(bins, unit.value, is_exact) if bins else None


def _single_values(store: Store, statement: Statement, metric: str, factor: float) -> tuple[Bin, ...] | None:
    """Return a bin for each value; None where there are too many of them."""
    sql = (
        f"-- rapport spread {metric}: which values are there?\nWITH {statement.with_}\n"
        f"SELECT c.brought, count(*) FROM {CHOSEN} AS c GROUP BY c.brought ORDER BY c.brought LIMIT {MOST_VALUES + 1}"
    )
    rows = store.query(sql, statement.params).rows
    if len(rows) > MOST_VALUES:
        return None
    values = [(float(str(value)) * factor, int(str(count))) for value, count in rows]
    return tuple(Bin(value, value, count) for value, count in values)


def _ranges(store: Store, statement: Statement, metric: str, unit: Unit, factor: float) -> tuple[Bin, ...]:
    about = f"-- rapport spread {metric}: how are the values spread?\nWITH {statement.with_}\n"
    sql = f"{about}SELECT min(c.brought), max(c.brought) FROM {CHOSEN} AS c"
    [(lowest, highest)] = store.query(sql, statement.params).rows
    edges = _edges(float(str(lowest)) * factor, float(str(highest)) * factor, unit)
    bound = {f"edge_{i}": edge / factor for i, edge in enumerate(edges)}
    places = " ".join(f"WHEN c.brought < $edge_{i} THEN {i}" for i in range(len(edges)))
    sql = f"{about}SELECT CASE {places} ELSE {len(edges)} END AS place, count(*) FROM {CHOSEN} AS c GROUP BY 1"
    rows = store.query(sql, {**statement.params, **bound}).rows
    counts = {int(str(place)): int(str(count)) for place, count in rows}
    limits = [None, *edges, None]
    places_with_any = range(min(counts), max(counts) + 1)
    return tuple(Bin(limits[i], limits[i + 1], counts.get(i, 0)) for i in places_with_any)


def _edges(lowest: float, highest: float, unit: Unit) -> list[float]:
    """Return the limits between bins: of durations those that people know, else 1, 2, 5, 10, 20, 50 and so on."""
    if unit is Unit.SECONDS:
        return list(_DURATIONS)
    steps = _steps(max(abs(lowest), abs(highest)))
    below = [-step for step in reversed(steps) if -step > lowest]
    return [*below, 0.0, *(step for step in steps if step < highest)] if lowest < 0 else [s for s in steps if s < highest]


def _steps(most: float) -> Sequence[float]:
    """Return 1-2-5 steps over the last three and a half decades below `most`: smaller values share a bin."""
    steps = []
    for decade in range(-3, 13):
        steps += [digit * 10.0**decade for digit in (1, 2, 5)]
    return [step for step in steps if most / 3000 <= step <= most]
