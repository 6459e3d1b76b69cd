"""From sums to figures: estimates in the unit that people read, in the order in which they read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapport.accounts.public import Workspace, minor_digits
from rapport.understand.metrics.answer import AnswerRow, Key
from rapport.understand.metrics.compile import split_names
from rapport.understand.metrics.measures.measure import Figures, Sums
from rapport.understand.metrics.metric import Metric, Unit
from rapport.understand.metrics.names import LABELS
from rapport.understand.metrics.question import Question
from rapport.understand.metrics.sums import KeyValue, SumRow
from rapport.understand.metrics.suppression import is_suppressed, suppressed

CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The figures of one bucket and group, with the sums they are made of."""

    bucket: date | None
    key: tuple[KeyValue, ...]
    figures: Figures
    sums: Sums


def figure_rows(rows: Sequence[SumRow], question: Question, metric: Metric, workspace: Workspace) -> list[FigureRow]:
    """Make the figures of each row, ordered by group (largest first, numbers ascending), then by time."""
    names = split_names(question.breakdown, metric)
    made = [
        FigureRow(
            row.bucket,
            row.key,
            metric.measure.figures(row.sums, is_weighted=question.is_weighted).scaled(_factor(row, names, metric, workspace)),
            row.sums,
        )
        for row in rows
    ]
    return _ordered(made)


def _factor(row: SumRow, names: tuple[str, ...], metric: Metric, workspace: Workspace) -> float:
    """Return what turns the sums' unit into the shown one: settings, and minor units into major ones."""
    if metric.unit is not Unit.MONEY:
        return metric.factor(workspace)
    currency = row.key[names.index(CURRENCY)] if CURRENCY in names else workspace.currency
    return metric.factor(workspace) / float(10 ** minor_digits(str(currency)))


def _ordered(rows: list[FigureRow]) -> list[FigureRow]:
    sizes: dict[tuple[KeyValue, ...], int] = {}
    for row in rows:
        sizes[row.key] = sizes.get(row.key, 0) + row.figures.main.n
    is_numeric = all(isinstance(value, int | float) for key in sizes for value in key)

    def place(row: FigureRow) -> tuple[object, ...]:
        group = row.key if is_numeric else (-sizes[row.key], tuple("" if v is None else str(v) for v in row.key))
        return (group, row.bucket or date.min)

    return sorted(rows, key=place)


def currencies(rows: Sequence[FigureRow], question: Question, metric: Metric) -> list[str]:
    """Return the currencies in which the figures are, where they are money."""
    names = split_names(question.breakdown, metric)
    if CURRENCY not in names or CURRENCY not in metric.split_by:
        return []
    return sorted({str(row.key[names.index(CURRENCY)]) for row in rows})


def shown_names(rows: Sequence[FigureRow], question: Question, metric: Metric) -> tuple[str | None, ...]:
    """Return a name for each part of the keys; None for the currency where it need not be shown."""
    is_clear = CURRENCY not in question.breakdown and len(currencies(rows, question, metric)) < 2
    names = split_names(question.breakdown, metric)
    return tuple(None if name == CURRENCY and is_clear else name for name in names)


def shown_key(row: FigureRow, names: tuple[str | None, ...], question: Question) -> Key:
    """Return bucket and groups with their names."""
    bucket: Key = ((question.grain.value, row.bucket.isoformat()),) if question.grain and row.bucket else ()
    return (*bucket, *((name, _labelled(name, value)) for name, value in zip(names, row.key, strict=True) if name))


def _labelled(name: str, value: KeyValue) -> KeyValue:
    return LABELS[name][int(value) - 1] if name in LABELS and isinstance(value, int) else value


def shown_rows(rows: Sequence[FigureRow], question: Question, metric: Metric, workspace: Workspace) -> tuple[AnswerRow, ...]:
    """Return the rows as they are given out, the small ones suppressed."""
    names = shown_names(rows, question, metric)
    shown = []
    for row in rows:
        answered = AnswerRow(shown_key(row, names, question), row.figures.main, further=row.figures.further)
        hidden = is_suppressed(row.figures.main, question, metric, workspace)
        shown.append(suppressed(answered, metric) if hidden else answered)
    return tuple(shown)
