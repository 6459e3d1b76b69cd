"""Compare figures with those of another period, or each group with all others."""

from collections.abc import Sequence
from datetime import date, timedelta

from rapport.accounts.public import Workspace
from rapport.understand.metrics.answer import ComparedWith, ComparisonRow
from rapport.understand.metrics.calendar import buckets, next_bucket
from rapport.understand.metrics.figures import FigureRow, shown_key, shown_names
from rapport.understand.metrics.measures.measure import Sums
from rapport.understand.metrics.metric import Metric
from rapport.understand.metrics.question import Against, Grain, Period, Question
from rapport.understand.metrics.sums import KeyValue
from rapport.understand.metrics.suppression import is_suppressed
from rapport.understand.stats.verdict import Comparison, judge_together

Place = tuple[int, tuple[KeyValue, ...]]
"""The position of a bucket in its period, and the group."""


def compare_periods(
    before: tuple[Period, Sequence[FigureRow]],
    after: tuple[Period, Sequence[FigureRow]],
    *,
    question: Question,
    metric: Metric,
    workspace: Workspace,
) -> ComparedWith:
    """Test each figure against the one of the same group and the same position in the earlier period."""
    before_places = _places(before[0], question.grain, workspace)
    after_places = _places(after[0], question.grain, workspace)
    earlier = {_place(row, before_places): row for row in before[1]}
    names = shown_names(after[1], question, metric)
    rows, is_scaled = [], False
    for row in after[1]:
        place = _place(row, after_places)
        other = earlier.get(place)
        days = (_days(before[0], before_places, place, question.grain), _days(after[0], after_places, place, question.grain))
        can_test = other and not any(is_suppressed(r.figures.main, question, metric, workspace) for r in (other, row))
        tested = metric.measure.compare(other.figures.main, row.figures.main, days=days) if other and can_test else None
        is_scaled |= bool(other and tested and tested.before.value != other.figures.main.value)
        rows.append(ComparisonRow(shown_key(row, names, question), tested))
    against = question.comparison if isinstance(question.comparison, Against) else None
    return ComparedWith(against, before[0], _judged(rows), is_scaled=is_scaled)


def _places(period: Period, grain: Grain | None, workspace: Workspace) -> list[date]:
    if grain is None or period.start is None or period.end is None:
        return []
    return list(buckets(period.start, period.end, grain, workspace.zone))


def _place(row: FigureRow, places: list[date]) -> Place:
    return (places.index(row.bucket) if row.bucket in places else 0, row.key)


def _days(period: Period, places: list[date], place: Place, grain: Grain | None) -> float:
    if grain and places:
        first = places[min(place[0], len(places) - 1)]
        return float((next_bucket(first, grain) - first).days)
    if period.start is None or period.end is None:
        return 1.0
    days = (period.end - period.start) / timedelta(days=1)
    # A day on which clocks change is a day all the same.
    return float(round(days)) if abs(days - round(days)) < 0.05 else days


def compare_with_rest(rows: Sequence[FigureRow], *, question: Question, metric: Metric, workspace: Workspace) -> ComparedWith:
    """Test each group against all other groups of its bucket together."""
    names = shown_names(rows, question, metric)
    compared = []
    for row in rows:
        others = [other.sums for other in rows if other.bucket == row.bucket and other is not row]
        tested = _against_others(row, others, question, metric, workspace) if others else None
        compared.append(ComparisonRow(shown_key(row, names, question), tested))
    return ComparedWith(Against.REST, None, _judged(compared))


def _against_others(
    row: FigureRow, others: Sequence[Sums], question: Question, metric: Metric, workspace: Workspace
) -> Comparison | None:
    rest = metric.measure.figures(_added(others), is_weighted=question.is_weighted).main
    if any(is_suppressed(estimate, question, metric, workspace) for estimate in (rest, row.figures.main)):
        return None
    return metric.measure.compare(rest, row.figures.main, days=(1.0, 1.0))


def _added(sums: Sequence[Sums]) -> Sums:
    return {
        column: sum(s[column] or 0 for s in sums)
        for column, value in sums[0].items()
        if isinstance(value, int | float) or value is None
    }


def _judged(rows: list[ComparisonRow]) -> tuple[ComparisonRow, ...]:
    """Judge all rows at once where there are several, so that one in twenty is not called a change by chance."""
    tested = [row.tested for row in rows if row.tested]
    if len(tested) < 2:
        return tuple(rows)
    judged = iter(judge_together(tested))
    return tuple(ComparisonRow(row.key, next(judged) if row.tested else None) for row in rows)
