"""What the columns of an exported result are, for every format."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapport.understand.stats.estimate import Estimate
from rapport.understand.views.result.result import Cell, KeyValue, Result

Value = str | float | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export.

    Parameters
    ----------
    is_figure : whether its values have the unit of the metric.
    """

    head: str
    value: Callable[[Cell], Value]
    is_figure: bool = False


def columns_of(result: Result) -> Sequence[Column]:
    """Return the columns: time, groups, the figure with its interval and n, and what it was compared with.

    Figures are in the unit of `ask`: shares from 0 to 1, money in major units, durations in seconds. What is suppressed is
    empty, and said to be suppressed.
    """
    question = result.answer.question
    columns = [Column(question.grain.value, lambda cell: cell.bucket)] if question.grain else []
    columns += [_group(name, place) for place, name in enumerate(result.names)]
    columns += [
        Column(result.answer.metric.key, lambda cell: cell.row.estimate.value, is_figure=True),
        Column("low", lambda cell: cell.row.estimate.low, is_figure=True),
        Column("high", lambda cell: cell.row.estimate.high, is_figure=True),
        Column("n", lambda cell: None if cell.row.is_suppressed and not cell.row.estimate.n else cell.row.estimate.n),
    ]
    if question.is_weighted:
        columns.append(Column("effective_n", lambda cell: cell.row.estimate.n_eff))
    if any(cell.row.is_suppressed for cell in result.cells):
        columns.append(Column("suppressed", lambda cell: "yes" if cell.row.is_suppressed else None))
    columns += [_further(name, place) for place, name in enumerate(_further_names(result))]
    return [*columns, *_COMPARED] if result.answer.comparison else columns


def _group(name: str, place: int) -> Column:
    return Column(name, lambda cell: _plain(cell.group[place]))


def _plain(value: KeyValue) -> Value:
    return value


def _further_names(result: Result) -> tuple[str, ...]:
    return next((tuple(name for name, _ in cell.row.further) for cell in result.cells if cell.row.further), ())


def _further(name: str, place: int) -> Column:
    return Column(name, lambda cell: cell.row.further[place][1].value if cell.row.further else None)


def _compared(head: str, value: Callable[[Estimate, Estimate], Value]) -> Column:
    def of(cell: Cell) -> Value:
        tested = cell.comparison.tested if cell.comparison else None
        return value(tested.before, tested.difference) if tested else None

    return Column(head, of, is_figure=True)


_COMPARED = (
    _compared("compared_with", lambda before, difference: before.value),
    _compared("change", lambda before, difference: difference.value),
    _compared("change_low", lambda before, difference: difference.low),
    _compared("change_high", lambda before, difference: difference.high),
    Column("verdict", lambda cell: cell.comparison.verdict.value if cell.comparison else None),
)
