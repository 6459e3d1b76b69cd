"""A metric by one dimension, as a table: each group with its interval, and how it differs from all others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.ui.saying import say_all
from rapport.understand.metrics.answer import Answer, AnswerRow, ComparisonRow, Key
from rapport.understand.metrics.metric import METRICS
from rapport.understand.metrics.pages.cached import cached_ask
from rapport.understand.metrics.pages.figure import ChangeView, Figure, change_of, figure_of
from rapport.understand.metrics.pages.labels import name_label, value_label
from rapport.understand.metrics.pages.links import evidence_path, narrowed_path
from rapport.understand.metrics.pages.view_filter import ViewFilter
from rapport.understand.metrics.question import Against

MOST_ROWS = 100
SORTS = ("group", "value", "n", "difference")
"""By what the table is sorted, in addresses; with a minus, the largest first."""
USUAL_SORT = "-n"


@dataclass(frozen=True, slots=True)
class BreakdownRow:
    """A group.

    Parameters
    ----------
    difference : from the rest, or from the period before where the metric cannot be compared with the rest.
    narrow_href : the metric's page for this group alone.
    """

    key: Key
    label: str
    figure: Figure
    difference: ChangeView | None
    evidence_href: str
    narrow_href: str


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The table.

    Parameters
    ----------
    against_rest : whether differences are from the rest of the groups.
    lowest, highest : the ends of the common scale of the intervals.
    left_out : groups that are not shown.
    """

    dimension: str
    label: str
    rows: tuple[BreakdownRow, ...]
    sort: str
    against_rest: bool
    lowest: float
    highest: float
    left_out: int
    warnings: tuple[str, ...]

    @property
    def has_differences(self) -> bool:
        return any(row.difference is not None for row in self.rows)

    @property
    def has_n(self) -> bool:
        return any(row.figure.n for row in self.rows)


def break_down(workspace: Workspace, store: Store, key: str, view: ViewFilter, *, by: str, sort: str = USUAL_SORT) -> Breakdown:
    """Return the table of a metric by one dimension; raise UserError where that makes no sense."""
    metric = METRICS[key]
    against_rest = metric.measure.is_additive
    compare = Against.REST.value if against_rest else None
    answer = cached_ask(workspace, store, view.question(key, by=(by,), compare=compare))
    compared = {row.key: row for row in answer.comparison.rows} if answer.comparison else {}
    rows = [_row(row, answer, compared, workspace, view, by) for row in answer.rows]
    ordered = _sorted(rows, sort)
    limits = [x for row in ordered for x in _limits(row.figure)]
    is_from_zero = limits and min(limits) >= 0
    return Breakdown(
        dimension=by,
        label=name_label(by),
        rows=tuple(ordered[:MOST_ROWS]),
        sort=sort if sort.removeprefix("-") in SORTS else USUAL_SORT,
        against_rest=against_rest,
        lowest=0.0 if is_from_zero else min(limits, default=0.0),
        highest=max(limits, default=1.0),
        left_out=max(len(rows) - MOST_ROWS, 0),
        warnings=say_all(answer.warnings),
    )


def _row(
    row: AnswerRow, answer: Answer, compared: Mapping[Key, ComparisonRow], workspace: Workspace, view: ViewFilter, by: str
) -> BreakdownRow:
    metric = answer.metric.key
    change = change_of(compared[row.key], answer) if row.key in compared else None
    return BreakdownRow(
        key=row.key,
        label=" · ".join(value_label(name, value) for name, value in row.key),
        figure=figure_of(row, answer),
        difference=change if change and change.is_told else None,
        evidence_href=evidence_path(workspace, metric, view, key=row.key),
        narrow_href=narrowed_path(workspace, metric, view, row.key),
    )


def _limits(figure: Figure) -> list[float]:
    estimate = figure.estimate
    return [x for x in (estimate.low, estimate.value, estimate.high) if x is not None]


def _sorted(rows: list[BreakdownRow], sort: str) -> list[BreakdownRow]:
    name, is_descending = sort.removeprefix("-"), sort.startswith("-")
    if name not in SORTS:
        name, is_descending = USUAL_SORT.removeprefix("-"), True
    if name == "group":
        return sorted(rows, key=lambda row: row.label.casefold(), reverse=is_descending)
    known = [row for row in rows if _SORTED_BY[name](row) is not None]
    rest = [row for row in rows if _SORTED_BY[name](row) is None]
    return sorted(known, key=lambda row: _SORTED_BY[name](row) or 0.0, reverse=is_descending) + rest


def _difference(row: BreakdownRow) -> float | None:
    tested = row.difference.tested if row.difference else None
    return tested.difference.value if tested else None


_SORTED_BY: Mapping[str, Callable[[BreakdownRow], float | None]] = {
    "value": lambda row: row.figure.estimate.value,
    "n": lambda row: row.figure.estimate.n or None,
    "difference": _difference,
}
