"""From a question to the sums that answer it: prepare, compile, bind, ask the store, read the rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.understand.metrics.calendar import buckets, whole_days
from rapport.understand.metrics.compile import FIRST_AT, LAST_AT, Compiled, compile_question
from rapport.understand.metrics.metric import Metric, Suppression
from rapport.understand.metrics.preparing import aware, bound, prepare
from rapport.understand.metrics.question import Period, Question
from rapport.understand.metrics.splits import Breakdown
from rapport.understand.metrics.sums import KeyValue, SumRow


@dataclass(frozen=True, slots=True)
class Collected:
    """The sums of a period. Both ends of the period are known, unless there are no data at all."""

    period: Period
    rows: list[SumRow]


def collect(
    question: Question, breakdowns: Sequence[Breakdown], metric: Metric, workspace: Workspace, store: Store
) -> list[Collected]:
    """Ask the store, in one statement, for the sums that a question needs by each of several breakdowns."""
    prepared = prepare(question, metric, workspace, store, breakdowns=breakdowns)
    if prepared is None:
        return [Collected(question.period, []) for _ in breakdowns]
    compiled = compile_question(prepared.template)
    params = bound(question, compiled, prepared, workspace=workspace)
    collected = []
    for names, found in _by_breakdown(store.query(compiled.sql, params).rows, compiled):
        period = _within(found, prepared.period, workspace)
        if metric.suppression is Suppression.IN_GROUPS:
            rows = _with_empty_buckets(found, names, compiled, question, period, workspace)
        else:
            rows = [row for row in found if row.sums["n"]] if compiled.has_bucket or names else found
        collected.append(Collected(period, metric.complete(rows)))
    return collected


def _by_breakdown(found: Sequence[tuple[object, ...]], compiled: Compiled) -> Iterator[tuple[Breakdown, list[SumRow]]]:
    """Give each breakdown with its rows."""
    splits = compiled.splits
    for names in splits.breakdowns:
        mark, places = splits.mark(names), splits.places(names)
        own = [values[1:] for values in found if values[0] == mark] if splits.are_several else found
        rows = [_read(values, places, compiled) for values in own]
        if not (rows or names or compiled.has_bucket):  # of nothing, too, there is a whole
            rows = [SumRow(None, (), dict.fromkeys(compiled.columns, 0))]
        yield names, rows


def _read(values: tuple[object, ...], places: Sequence[int], compiled: Compiled) -> SumRow:
    bucket, values = (_as_date(values[0]), values[1:]) if compiled.has_bucket else (None, values)
    sums = dict(zip(compiled.columns, values[-len(compiled.columns) :], strict=True))
    return SumRow(bucket, tuple(_key_value(values[i]) for i in places), sums)


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
    rows: list[SumRow], names: Breakdown, compiled: Compiled, question: Question, period: Period, workspace: Workspace
) -> list[SumRow]:
    """Add the buckets in which nothing happened: there the count is 0."""
    if not (question.grain and period.start and period.end):
        return rows
    nothing = dict.fromkeys(compiled.columns, 0)
    present = {(row.bucket, row.key) for row in rows}
    keys = dict.fromkeys(row.key for row in rows) if names else {(): None}
    missing = [
        SumRow(bucket, key, nothing)
        for bucket in buckets(period.start, period.end, question.grain, workspace.zone)
        for key in keys
        if (bucket, key) not in present
    ]
    return [*rows, *missing]
