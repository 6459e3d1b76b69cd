"""The questions of the catalogue, by month over all data, and the same ones written by hand in SQL."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.scene import WORKSPACE
from rapport.record.store.public import Store
from rapport.understand.metrics.public import METRICS, Answer, AnswerRow, Grain, Question, ask

BY_HAND = Path(__file__).parent / "by_hand"
Values = Mapping[tuple[str, ...], float]
"""The figures by month and whatever else splits them."""


@dataclass(frozen=True, slots=True)
class CatalogueQuestion:
    """A metric by month, and how somebody would write it for DuckDB who knows these data; None where nobody has yet."""

    metric: str
    sql: str | None

    def ask(self, store: Store) -> Answer:
        return ask(WORKSPACE, store, Question(self.metric, grain=Grain.MONTH))

    def ask_by_hand(self, store: Store) -> Values:
        assert self.sql is not None
        found = store.query(self.sql)
        at = found.columns.index("value")
        return {_key(row[:at]): float(str(row[at])) for row in found.rows if row[at] is not None}


def catalogue_questions() -> list[CatalogueQuestion]:
    """Return a question for every metric there is."""
    return [CatalogueQuestion(key, _sql_of(key)) for key in METRICS]


def _sql_of(metric: str) -> str | None:
    path = BY_HAND / f"{metric}.sql"
    return path.read_text() if path.exists() else None


def values_of(answer: Answer) -> Values:
    """Return the figures of an answer; those that are suppressed or unknown are left out."""
    return {_key_of(row): row.estimate.value for row in answer.rows if row.estimate.value is not None}


def disagreements(answer: Answer, by_hand: Values) -> list[str]:
    """Say where both differ. Figures that are suppressed, and zeros of empty months, are no difference."""
    ours, suppressed = values_of(answer), {_key_of(row) for row in answer.rows if row.is_suppressed}
    found = []
    for key in sorted(ours.keys() | by_hand.keys() - suppressed):
        here, there = ours.get(key, 0.0), by_hand.get(key, 0.0)
        if not math.isclose(here, there, rel_tol=1e-7, abs_tol=1e-6):
            found.append(f"{answer.metric.key} {' '.join(key)}: {here} here, {there} by hand")
    return found


def _key_of(row: AnswerRow) -> tuple[str, ...]:
    return _key([value for _, value in row.key])


def _key(values: Sequence[object]) -> tuple[str, ...]:
    return tuple(f"{value:g}" if isinstance(value, float) else str(value) for value in values)
