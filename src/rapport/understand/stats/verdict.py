"""What may be said about a change: a change is called a change only when a test says so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.multiple import benjamini_hochberg
from rapport.understand.stats.normal import critical_value, normal_quantile

ALPHA = 0.05
"""Share of unchanged figures that are called changed."""
POWER = 0.8
"""Share of changes of the minimum detectable size that are called changes."""
MINIMUM_N = 10
"""Effective observations that each side needs before anything is said about a change."""


class Verdict(StrEnum):
    """What the data say about a change; whether up is good, the metric knows."""

    UP = "up"
    DOWN = "down"
    NO_CLEAR_CHANGE = "no_clear_change"
    TOO_LITTLE_DATA = "too_little_data"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two estimates of the same figure, what lies between them, and the verdict.

    Parameters
    ----------
    difference : after − before, with its interval.
    p_value : two-sided; None when no test was possible.
    minimum_detectable : the change that this much data would show four times in five; None when unknown.
    adjusted_p_value : the p-value after correction for the comparisons made beside this one; None when it stood alone.
    """

    before: Estimate
    after: Estimate
    difference: Estimate
    p_value: float | None
    verdict: Verdict
    minimum_detectable: float | None = None
    adjusted_p_value: float | None = None


def compare(
    before: Estimate,
    after: Estimate,
    *,
    difference: Estimate,
    p_value: float | None,
    is_enough: bool | None = None,
    alpha: float = ALPHA,
) -> Comparison:
    """Judge a change from its difference and its p-value.

    Parameters
    ----------
    is_enough : whether the test that gave `p_value` holds for samples of this size; when not given, `has_enough` says.

    >>> ten, twenty = Estimate(10.0, 9, 11, 50, 50.0), Estimate(20.0, 19, 21, 50, 50.0)
    >>> compare(ten, twenty, difference=Estimate(10.0, 8.6, 11.4, 100, 100.0), p_value=0.0001).verdict.value
    'up'
    """
    is_enough = has_enough(before, after) if is_enough is None else is_enough
    verdict = _judge(difference, p_value, alpha) if is_enough else Verdict.TOO_LITTLE_DATA
    return Comparison(before, after, difference, p_value, verdict, minimum_detectable(difference, alpha=alpha))


def has_enough(before: Estimate, after: Estimate) -> bool:
    """Say whether both sides have the observations that most tests need."""
    return min(before.n_eff, after.n_eff) >= MINIMUM_N


def _judge(difference: Estimate, p_value: float | None, alpha: float) -> Verdict:
    if p_value is None or difference.value is None:
        return Verdict.TOO_LITTLE_DATA
    if p_value >= alpha or difference.value == 0:
        return Verdict.NO_CLEAR_CHANGE
    return Verdict.UP if difference.value > 0 else Verdict.DOWN


def minimum_detectable(difference: Estimate, *, alpha: float = ALPHA, power: float = POWER) -> float | None:
    """Return the change that a test of this much data finds with the given power, in the unit of the difference.

    >>> round(minimum_detectable(Estimate(0.0, -1.96, 1.96, 9, 9.0, standard_error=1.0)), 2)
    2.8
    """
    if difference.standard_error is None:
        return None
    return (critical_value(1 - alpha) + normal_quantile(power)) * difference.standard_error


def judge_together(comparisons: Sequence[Comparison], *, alpha: float = ALPHA) -> tuple[Comparison, ...]:
    """Judge many comparisons at once, so that of those called a change at most the share `alpha` is not one.

    Comparisons without enough data keep their verdict and do not count.

    >>> judge_together([])
    ()
    """
    tested = [i for i, c in enumerate(comparisons) if c.verdict is not Verdict.TOO_LITTLE_DATA]
    p_values = [p for i in tested if (p := comparisons[i].p_value) is not None]
    judged = list(comparisons)
    for i, p in zip(tested, benjamini_hochberg(p_values), strict=True):
        judged[i] = replace(judged[i], adjusted_p_value=p, verdict=_judge(judged[i].difference, p, alpha))
    return tuple(judged)
