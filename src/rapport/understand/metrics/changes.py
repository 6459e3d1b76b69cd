"""What changed: every metric that has data, as a whole and in each group, between two periods, judged together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.record.store.public import Store
from rapport.understand.metrics.answer import Answer, Key
from rapport.understand.metrics.ask import ask_by_each
from rapport.understand.metrics.calendar import local_day, midnight
from rapport.understand.metrics.changes_dimensions import dimensions_worth_asking
from rapport.understand.metrics.check import settings_missing
from rapport.understand.metrics.metric import METRICS, Metric, Unit
from rapport.understand.metrics.names import BREAKDOWN_NAMES
from rapport.understand.metrics.periods import preceding
from rapport.understand.metrics.preparing import whole_extent
from rapport.understand.metrics.question import Against, Period, Question
from rapport.understand.stats.verdict import Comparison, Verdict, judge_together

RECENT = timedelta(days=28)
"""The period when none is given: whole weeks, so that both periods have the same weekdays."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that moved. `size` orders changes of different units: in shares of 1, or relative to what was before."""

    metric: Metric
    unit: str
    key: Key
    tested: Comparison
    size: float


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two periods, the largest changes first.

    Parameters
    ----------
    tested : how many figures were compared; the p-values are corrected for that many.
    """

    period: Period
    compared_with: Period
    zone: str
    tested: int
    changes: tuple[Change, ...]
    warnings: tuple[str, ...] = field(default=())


def find_changes(
    workspace: Workspace,
    store: Store,
    question: Question,
    *,
    metrics: Sequence[str] = (),
    progress: Callable[[str], None] = lambda metric: None,
) -> Changes:
    """Compare every metric between two periods, as a whole and by each dimension of few values.

    Parameters
    ----------
    question : its period, comparison, filter, breakdown and window are used. Without a period the last 28 days of the data
        count, without a comparison the period before; a breakdown restricts the dimensions.
    metrics : keys; none means all that have data.
    progress : told each metric before it is asked.

    Returns
    -------
    Changes that remain after correction for the number of comparisons (Benjamini and Hochberg, 5 %).
    """
    question = _with_periods(question, workspace, store)
    found: list[Change] = []
    suitable = _suitable(metrics, workspace, has_history=_has_history(question, store))
    dimensions = {} if question.breakdown else dimensions_worth_asking(suitable, question, store)
    for metric in suitable:
        progress(metric.key)
        found += _changes_of(metric, question, question.breakdown or dimensions[metric.key], workspace, store)
    judged = judge_together([change.tested for change in found])
    moved = [replace(change, tested=tested) for change, tested in zip(found, judged, strict=True)]
    moved = [change for change in moved if change.tested.verdict in (Verdict.UP, Verdict.DOWN)]
    if not isinstance(question.comparison, Period):
        raise UserError(Notice("Changes are between two periods."))
    return Changes(
        period=question.period,
        compared_with=question.comparison,
        zone=workspace.zone,
        tested=sum(tested.adjusted_p_value is not None for tested in judged),
        changes=tuple(sorted(moved, key=lambda change: -change.size)),
        warnings=() if found else (Notice("Nothing was found in either period."),),
    )


def _with_periods(question: Question, workspace: Workspace, store: Store) -> Question:
    """Close the period and name the one to compare with."""
    first, last = whole_extent(store)
    end = question.period.end or midnight(local_day(last, workspace.zone) + timedelta(days=1), workspace.zone)
    start = question.period.start or (midnight(local_day(end - RECENT, workspace.zone), workspace.zone))
    period = Period(start, end)
    if isinstance(question.comparison, Period):
        earlier = Period(question.comparison.start or first, question.comparison.end or start)
    elif question.comparison in (None, Against.PREVIOUS):
        earlier = preceding(period, workspace.zone)
    else:
        raise UserError(Notice("Changes are between two periods.", terminal="Write --compare previous or FROM..TO."))
    return replace(question, period=period, comparison=earlier, grain=None)


def _has_history(question: Question, store: Store) -> bool:
    """Whether as much came before the earlier period as the earlier period is long."""
    first, _ = whole_extent(store)
    earlier = question.comparison
    if not isinstance(earlier, Period) or earlier.start is None or earlier.end is None:
        return False
    return first <= earlier.start - (earlier.end - earlier.start)


def _suitable(keys: Sequence[str], workspace: Workspace, *, has_history: bool) -> list[Metric]:
    if keys:
        return [METRICS[key] for key in keys]
    return [
        metric
        for metric in METRICS.values()
        if metric.in_changes and (has_history or not metric.needs_history) and not settings_missing(metric, workspace)
    ]


def _changes_of(metric: Metric, question: Question, names: Sequence[str], workspace: Workspace, store: Store) -> Iterator[Change]:
    allowed = [name for name in names if name in metric.dimensions or name not in BREAKDOWN_NAMES]
    breakdowns = [(), *((name,) for name in allowed)]
    whole, *by_name = ask_by_each(workspace, store, replace(question, metric=metric.key), breakdowns)
    wholes = tuple(_compared(whole))
    yield from wholes
    if not any(row.estimate.n for row in whole.rows):
        return
    said = {_bases(change) for change in wholes}
    for answer in by_name:
        # A group that holds everything would say the same again under another name.
        yield from (change for change in _compared(answer) if _bases(change) not in said)


def _bases(change: Change) -> tuple[int, int]:
    return change.tested.before.n, change.tested.after.n


def _compared(answer: Answer) -> Iterator[Change]:
    rows = answer.comparison.rows if answer.comparison else ()
    for row in rows:
        is_named = all(value is not None for _, value in row.key)
        if is_named and row.tested and row.tested.difference.value is not None:
            yield Change(answer.metric, answer.unit, row.key, row.tested, _size(row.tested, answer.metric))


def _size(tested: Comparison, metric: Metric) -> float:
    difference, before = abs(tested.difference.value or 0), abs(tested.before.value or 0)
    match metric.unit:
        case Unit.SHARE:
            return difference
        case Unit.POINTS:
            return difference / 100
    return min(difference / before, _MOST) if before else _MOST


_MOST = 10.0
"""What was not there before grew without measure; it comes first, and no further."""
