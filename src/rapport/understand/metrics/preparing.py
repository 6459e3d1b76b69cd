"""What must be known before a statement is written: the period, the zone's offsets, how the rows are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rapport.accounts.public import Workspace
from rapport.core.clock import now
from rapport.core.expressions.parse import parse_expression
from rapport.record.store.public import Store
from rapport.understand.metrics.binding import Offsets, bind_buckets, bind_question, offsets_inside
from rapport.understand.metrics.business_time import BusinessDay, bind_business_days, business_days, most_intervals
from rapport.understand.metrics.calendar import whole_days
from rapport.understand.metrics.compile import Compiled, compile_question, split_names
from rapport.understand.metrics.filter import has_window, uses_local_time
from rapport.understand.metrics.metric import Metric
from rapport.understand.metrics.populations.durations import Lasting
from rapport.understand.metrics.probing import extent_of, has_row
from rapport.understand.metrics.question import Period, Question
from rapport.understand.metrics.scope import Scope, Template
from rapport.understand.metrics.splits import Breakdown, Splits


@dataclass(frozen=True, slots=True)
class Prepared:
    """The period as far as it is known by now, and what decides the text of the statement."""

    period: Period
    offsets: Offsets
    template: Template
    business_days: tuple[BusinessDay, ...] = ()


def prepare(
    question: Question, metric: Metric, workspace: Workspace, store: Store, *, breakdowns: Sequence[Breakdown] = ()
) -> Prepared | None:
    """Return what a statement needs; None where the period must be known and there are no data to tell it.

    Parameters
    ----------
    breakdowns : by each of which rows are split, instead of by that of the question.
    """
    splits = Splits(tuple(split_names(breakdown, metric) for breakdown in breakdowns or [question.breakdown]))
    period = question.period
    if _must_know_period(question, splits, metric, workspace):
        found = _extent(metric, workspace, store)
        if found is None:
            return None
        period = Period(period.start or found.start, period.end or found.end)
    offsets = offsets_inside(workspace, period)
    days = _business_days(metric, workspace, store)
    template = Template(
        metric=metric.key,
        dialect=store.dialect,
        dimensions=store.dimensions(),
        zone=workspace.zone,
        splits=splits,
        grain=question.grain,
        filter=question.filter,
        is_weighted=question.is_weighted,
        is_probed=_is_probed(metric, workspace, store),
        has_start=period.start is not None,
        has_end=period.end is not None,
        offset_changes=len(offsets) - 1 if offsets else None,
        business_intervals=most_intervals(days) if days else 0,
    )
    return Prepared(period, offsets, template, days)


def bound(question: Question, statement: Compiled | Scope, prepared: Prepared, *, workspace: Workspace) -> dict[str, object]:
    """Return the values that a statement is asked with, compiled or written into a scope by hand."""
    period = prepared.period
    params = bind_question(
        workspace, period, activity_window=question.window, windows=statement.windows, offsets=prepared.offsets
    )
    if statement.needs_buckets:
        params |= bind_buckets(workspace, period, grain=question.grain, activity_window=question.window)
    if statement.needs_business_hours:
        params |= bind_business_days(prepared.business_days)
    return {**params, **statement.params}


def _business_days(metric: Metric, workspace: Workspace, store: Store) -> tuple[BusinessDay, ...]:
    is_business = isinstance(metric.population, Lasting) and metric.population.is_business
    return tuple(business_days(workspace, *whole_extent(store))) if is_business else ()


def whole_extent(store: Store) -> tuple[datetime, datetime]:
    """Return the times of the first and the last interaction; now, twice, where there is none."""
    found = extent_of(store, "TRUE")
    return (aware(found[0]), aware(found[1])) if found else (now(), now())


def _is_probed(metric: Metric, workspace: Workspace, store: Store) -> bool:
    probe = metric.population.probe
    return probe is not None and has_row(store, probe, {"workspace_currency": workspace.currency})


def _must_know_period(question: Question, splits: Splits, metric: Metric, workspace: Workspace) -> bool:
    if question.period.start and question.period.end:
        return False
    is_local = question.grain or {"weekday", "hour", "month"} & set(splits.names) or uses_local_time(question.filter)
    return metric.population.needs_period or has_window(question.filter) or (workspace.zone != "UTC" and bool(is_local))


def _extent(metric: Metric, workspace: Workspace, store: Store) -> Period | None:
    """Return the whole days from the first to the last row that the metric looks at."""
    found = extent_of(store, metric.population.looks_at)
    return whole_days(aware(found[0]), aware(found[1]), workspace.zone) if found else None


def aware(time: object) -> datetime:
    """Return a time of the store, which is naive and UTC, as an aware one."""
    if not isinstance(time, datetime):
        raise TypeError(f"The store gave {time!r} as a time.")
    return time.replace(tzinfo=UTC)


def check_filter(text: str, store: Store, workspace: Workspace) -> None:
    """Raise UserError where a filter cannot be read, or names what the store does not know."""
    node = parse_expression(text, bare_words_are_values=True)
    compile_question(
        Template("interactions", store.dialect, store.dimensions(), workspace.zone, filter=node, has_start=True, has_end=True)
    )
