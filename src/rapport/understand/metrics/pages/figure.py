"""A figure as a page shows it: the value with its unit, the interval, n, and how it changed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rapport.ui.formatting.numbers import write_number
from rapport.understand.metrics.answer import Answer, AnswerRow, ComparisonRow, is_good
from rapport.understand.metrics.metric import Unit
from rapport.understand.metrics.pages.writing import write_interval, write_value
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.verdict import Comparison, Verdict


@dataclass(frozen=True, slots=True)
class Figure:
    """Texts of a figure.

    Parameters
    ----------
    value : with its unit; a dash where nothing is known.
    short : the same with large numbers in thousands and millions.
    interval : "12.1 to 14.9"; empty where there is none.
    n : how many it rests on; empty where the figure says so itself, or must not be known.
    estimate : what the texts say.
    """

    value: str
    short: str
    interval: str
    short_interval: str
    n: str
    is_suppressed: bool
    estimate: Estimate
    unit: str

    @property
    def is_known(self) -> bool:
        return self.estimate.is_known


@dataclass(frozen=True, slots=True)
class ChangeView:
    """How a figure differs from another one.

    Parameters
    ----------
    state : of the verdict: better, worse, up, down, no_clear_change, too_little_data.
    text : the difference with its sign; empty where nothing was compared.
    interval : of the difference.
    before : the other figure.
    """

    state: str
    text: str
    interval: str
    before: str
    tested: Comparison | None

    @property
    def is_told(self) -> bool:
        """Whether there is anything to show: a difference that is known."""
        return bool(self.text)


def figure_of(row: AnswerRow, answer: Answer) -> Figure:
    """Return the texts of a row of an answer."""
    return _figure(row.estimate, answer.unit, answer.metric.unit, is_suppressed=row.is_suppressed)


def _figure(estimate: Estimate, unit: str, metric_unit: Unit, *, is_suppressed: bool) -> Figure:
    says_itself = metric_unit is Unit.COUNT and estimate.value == estimate.n
    return Figure(
        value=_value(estimate.value, unit),
        short=_value(estimate.value, unit, compact=True),
        interval=write_interval(estimate, unit),
        short_interval=write_interval(estimate, unit, compact=True),
        n="" if says_itself or (is_suppressed and not estimate.n) else write_number(estimate.n),
        is_suppressed=is_suppressed,
        estimate=estimate,
        unit=unit,
    )


def _value(value: float | None, unit: str, *, compact: bool = False) -> str:
    """Points of NPS are quoted with two digits; their interval says how many of these mean anything."""
    return write_number(value, digits=2) if unit == Unit.POINTS else write_value(value, unit, compact=compact)


def unknown_figure(unit: str) -> Figure:
    """Return the texts where nothing is known."""
    return Figure(write_value(None, unit), write_value(None, unit), "", "", "", False, Estimate.unknown, unit)


def further_figures(row: AnswerRow, answer: Answer) -> dict[str, Figure]:
    """Return the figures beside the main one, by name."""
    units = {name: answer.metric.unit_of(name, answer.unit) for name, estimate in row.further}
    return {
        name: _figure(estimate, units[name], answer.metric.unit, is_suppressed=row.is_suppressed)
        for name, estimate in row.further
    }


def change_of(compared: ComparisonRow, answer: Answer) -> ChangeView:
    """Return the texts of a comparison."""
    tested = compared.tested
    state = _state(compared.verdict, is_good(answer.metric, compared.verdict))
    if tested is None or tested.difference.value is None:
        return ChangeView(state, "", "", "", tested)
    return ChangeView(
        state=state,
        text=write_difference(tested.difference.value, answer.unit),
        interval=_limits(tested.difference, answer.unit),
        before=write_value(tested.before.value, answer.unit, compact=True),
        tested=tested,
    )


def _limits(difference: Estimate, unit: str) -> str:
    if difference.low is None or difference.high is None:
        return ""
    limits = {"low": write_difference(difference.low, unit), "high": write_difference(difference.high, unit)}
    return _("%(low)s to %(high)s") % limits


def _state(verdict: Verdict, is_for_the_better: bool | None) -> str:
    if is_for_the_better is None:
        return verdict.value
    return "better" if is_for_the_better else "worse"


def write_difference(difference: float, unit: str) -> str:
    """Write a difference with its sign; of shares in percentage points."""
    if unit == Unit.SHARE:
        return _("%(points)s pp") % {"points": write_number(100 * difference, digits=1, signed=True)}
    return write_value(difference, unit, signed=True, compact=True)
