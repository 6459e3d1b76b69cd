"""From a question to the sums that answer it: prepare, compile, bind, ask the store, read the rows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.understand.metrics.calendar import buckets, whole_days
from rapport.understand.metrics.compile import FIRST_AT, LAST_AT, Compiled, compile_question
from rapport.understand.metrics.metric import Metric, Suppression
from rapport.understand.metrics.preparing import aware, bound, prepare
from rapport.understand.metrics.question import Period, Question
from rapport.understand.metrics.sums import KeyValue, SumRow


@dataclass(frozen=True, slots=True)
class Collected:
    """The sums of a period. Both ends of the period are known, unless there are no data at all."""

    period: Period
    rows: list[SumRow]


def collect(question: Question, metric: Metric, workspace: Workspace, store: Store) -> Collected:
    """Ask the store for the sums that a question needs."""
    prepared = prepare(question, metric, workspace, store)
    if prepared is None:
        return Collected(question.period, [])
    compiled = compile_question(prepared.template)
    params = bound(question, compiled, prepared, workspace=workspace, store=store)
    rows = [_read(values, compiled) for values in store.query(compiled.sql, params).rows]
    period = _within(rows, prepared.period, workspace)
    if metric.suppression is Suppression.IN_GROUPS:
        rows = _with_empty_buckets(rows, compiled, question, period, workspace)
    elif compiled.has_bucket or compiled.key_count:
        rows = [row for row in rows if row.sums["n"]]
    return Collected(period, metric.complete(rows))


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
        min(aware(sums[FIRST_AT]) for sums in counted), max(aware(sums[LAST_AT]) for sums in counted), workspace.zone
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
