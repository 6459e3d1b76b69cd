"""From a question to the sums that answer it: find the period, compile, bind, ask the store, read the rows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from rapport.accounts.public import Workspace
from rapport.core.clock import now
from rapport.record.store.public import Store
from rapport.understand.metrics.binding import Offsets, bind_buckets, bind_question, offsets_inside
from rapport.understand.metrics.business_time import bind_business_days, business_days
from rapport.understand.metrics.calendar import buckets, whole_days
from rapport.understand.metrics.compile import FIRST_AT, LAST_AT, Compiled, compile_question
from rapport.understand.metrics.filter import has_window, uses_local_time
from rapport.understand.metrics.metric import Metric, Suppression
from rapport.understand.metrics.probing import has_row
from rapport.understand.metrics.question import Period, Question
from rapport.understand.metrics.scope import Template
from rapport.understand.metrics.sums import KeyValue, SumRow


@dataclass(frozen=True, slots=True)
class Collected:
    """The sums of a period. Both ends of the period are known, unless there are no data at all."""

    period: Period
    rows: list[SumRow]


def collect(question: Question, metric: Metric, workspace: Workspace, store: Store) -> Collected:
    """Ask the store for the sums that a question needs."""
    period = question.period
    if _must_know_period(question, metric, workspace):
        found = _extent(metric, workspace, store)
        if found is None:
            return Collected(period, [])
        period = Period(period.start or found.start, period.end or found.end)
    offsets = offsets_inside(workspace, period)
    compiled = compile_question(
        Template(
            metric=metric.key,
            dialect=store.dialect,
            dimensions=store.dimensions(),
            zone=workspace.zone,
            breakdown=question.breakdown,
            grain=question.grain,
            filter=question.filter,
            is_weighted=question.is_weighted,
            is_probed=metric.population.probe is not None and has_row(store, metric.population.probe),
            has_start=period.start is not None,
            has_end=period.end is not None,
            offset_changes=len(offsets) - 1 if offsets else None,
        )
    )
    params = _bound(question, compiled, offsets, workspace=workspace, period=period, store=store)
    rows = [_read(values, compiled) for values in store.query(compiled.sql, params).rows]
    period = _within(rows, period, workspace)
    if metric.suppression is Suppression.IN_GROUPS:
        rows = _with_empty_buckets(rows, compiled, question, period, workspace)
    elif compiled.has_bucket or compiled.key_count:
        rows = [row for row in rows if row.sums["n"]]
    return Collected(period, metric.complete(rows))


def _bound(
    question: Question, compiled: Compiled, offsets: Offsets, *, workspace: Workspace, period: Period, store: Store
) -> dict[str, object]:
    params = bind_question(workspace, period, activity_window=question.window, windows=compiled.windows, offsets=offsets)
    if compiled.needs_buckets:
        params |= bind_buckets(workspace, period, grain=question.grain, activity_window=question.window)
    if compiled.needs_business_hours:
        params |= bind_business_days(business_days(workspace, *whole_extent(store)))
    return {**params, **compiled.params}


def whole_extent(store: Store) -> tuple[datetime, datetime]:
    """Return the times of the first and the last interaction; now, twice, where there is none."""
    sql = f"-- rapport ask: from when to when does anything happen?\n{_EXTENT}"
    [(count, first, last)] = store.query(sql).rows
    return (_aware(first), _aware(last)) if count else (now(), now())


_EXTENT = "SELECT count(*), min(x.occurred_at), max(x.occurred_at) FROM interactions AS x"


def _must_know_period(question: Question, metric: Metric, workspace: Workspace) -> bool:
    if question.period.start and question.period.end:
        return False
    is_local = question.grain or {"weekday", "hour", "month"} & set(question.breakdown) or uses_local_time(question.filter)
    return metric.population.needs_period or has_window(question.filter) or (workspace.zone != "UTC" and bool(is_local))


def _extent(metric: Metric, workspace: Workspace, store: Store) -> Period | None:
    """Return the whole days from the first to the last row that the metric looks at."""
    sql = f"-- rapport ask {metric.key}: from when to when are there data?\n{_EXTENT} WHERE {metric.population.looks_at}"
    [(count, first, last)] = store.query(sql).rows
    return whole_days(_aware(first), _aware(last), workspace.zone) if count else None


def _aware(time: object) -> datetime:
    if not isinstance(time, datetime):
        raise TypeError(f"The store gave {time!r} as a time.")
    return time.replace(tzinfo=UTC)


def _read(values: tuple[object, ...], compiled: Compiled) -> SumRow:
    bucket, values = (_as_date(values[0]), values[1:]) if compiled.has_bucket else (None, values)
    key, sums = values[: compiled.key_count], values[compiled.key_count :]
    return SumRow(bucket, tuple(_key_value(value) for value in key), dict(zip(compiled.columns, sums, strict=True)))


def _as_date(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _key_value(value: object) -> KeyValue:
    if value is None or isinstance(value, str):
        return value
    number = float(value)  # type: ignore[arg-type]  # a numeric column
    return int(number) if number.is_integer() else number


def _within(rows: Iterable[SumRow], period: Period, workspace: Workspace) -> Period:
    """Close the open ends of the period with the first and the last row that was counted."""
    if period.start and period.end:
        return period
    counted = [row.sums for row in rows if FIRST_AT in row.sums and row.sums["n"]]
    if not counted:
        return period
    found = whole_days(
        min(_aware(sums[FIRST_AT]) for sums in counted), max(_aware(sums[LAST_AT]) for sums in counted), workspace.zone
    )
    return replace(period, start=period.start or found.start, end=period.end or found.end)


def _with_empty_buckets(
    rows: list[SumRow], compiled: Compiled, question: Question, period: Period, workspace: Workspace
) -> list[SumRow]:
    """Add the buckets in which nothing happened: there the count is 0."""
    if not (question.grain and period.start and period.end):
        return rows
    nothing = dict.fromkeys(compiled.columns, 0)
    present = {(row.bucket, row.key) for row in rows}
    keys = dict.fromkeys(row.key for row in rows) if compiled.key_count else {(): None}
    missing = [
        SumRow(bucket, key, nothing)
        for bucket in buckets(period.start, period.end, question.grain, workspace.zone)
        for key in keys
        if (bucket, key) not in present
    ]
    return [*rows, *missing]
