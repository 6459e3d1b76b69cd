"""Means and ratios of sums, from the sums that a query returns."""

import math
from dataclasses import dataclass

from rapport.understand.stats.difference import Significance, combined_error, wald_difference, z_test
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.normal import critical_value
from rapport.understand.stats.verdict import Comparison, compare
from rapport.understand.stats.weights import kish_effective_n


def mean(n: int, total: float, squares: float, *, confidence: float = 0.95) -> Estimate:
    """Return a mean with Student's t interval.

    Parameters
    ----------
    n : observations; missing ones are not counted. 0 gives `Estimate.unknown`, 1 a value without an interval.
    total : their sum; `squares` : the sum of their squares. Where values are large beside their spread, sum them less a
        constant and add it with `Estimate.shifted`: the difference of two large sums keeps few digits.

    Returns
    -------
    Estimate, in the unit of the observations.

    References
    ----------
    Student (1908), The probable error of a mean, Biometrika 6(1).

    >>> average = mean(4, 1 + 2 + 3 + 6, 1 + 4 + 9 + 36)
    >>> average.value, round(average.low, 2), round(average.high, 2)
    (3.0, -0.44, 6.44)
    """
    return _mean(n, float(n), total / n, squares / n, confidence) if n else Estimate.unknown


def weighted_mean(
    *, n: int, weight: float, squared_weight: float, total: float, squares: float, confidence: float = 0.95
) -> Estimate:
    """Return a weighted mean with a t interval at the effective sample size.

    Parameters
    ----------
    n : observations.
    weight : sum of weights w; `squared_weight` : of w²; `total` : of w·x; `squares` : of w·x².

    Returns
    -------
    Estimate, in the unit of the observations. `Estimate.unknown` when the weights sum to 0.

    >>> weighted_mean(n=3, weight=4, squared_weight=6, total=1 + 2 + 2 * 3, squares=1 + 4 + 2 * 9).value
    2.25
    """
    if weight <= 0:
        return Estimate.unknown
    return _mean(n, kish_effective_n(weight, squared_weight), total / weight, squares / weight, confidence)


def _mean(n: int, n_eff: float, value: float, mean_square: float, confidence: float) -> Estimate:
    if n_eff <= 1:
        return Estimate(value, None, None, n, n_eff)
    variance = max(mean_square - value * value, 0.0) * n_eff / (n_eff - 1)
    error = math.sqrt(variance / n_eff)
    reach = t_critical(n_eff - 1, confidence) * error
    return Estimate(value, value - reach, value + reach, n, n_eff, error)


def t_critical(degrees_of_freedom: float, confidence: float = 0.95) -> float:
    """Return how many standard errors Student's interval reaches to each side.

    >>> round(t_critical(9), 3)
    2.262
    """
    if degrees_of_freedom > _NEARLY_NORMAL:
        return critical_value(confidence)
    from scipy.special import stdtrit

    return float(stdtrit(degrees_of_freedom, 0.5 + confidence / 2))


_NEARLY_NORMAL = 100_000
"""Above it t and normal quantiles differ by less than 1 part in 60,000, and scipy need not be loaded."""


def welch_test(first: Estimate, second: Estimate) -> Significance | None:
    """Test whether two independent means are equal, without assuming equal variances.

    Parameters
    ----------
    first, second : from `mean` or `weighted_mean`. None is returned when either has no standard error.

    References
    ----------
    Welch (1947), The generalization of "Student's" problem, Biometrika 34.

    >>> low, high = mean(4, 4 * 3.0, 4 * 10.0), mean(4, 4 * 5.0, 4 * 26.0)
    >>> round(welch_test(high, low).p_value, 3)
    0.05
    """
    error = combined_error(first, second)
    if first.value is None or second.value is None or error is None:
        return None
    if error == 0:
        return z_test(first.value - second.value, 0)
    from scipy.special import stdtr

    t = (first.value - second.value) / error
    return Significance(t, float(2 * stdtr(welch_degrees_of_freedom(first, second), -abs(t))))


def welch_degrees_of_freedom(first: Estimate, second: Estimate) -> float:
    """Return the degrees of freedom of the difference of two means (Welch and Satterthwaite)."""
    one, two = ((e.standard_error or 0.0) ** 2 for e in (first, second))
    return (one + two) ** 2 / (one * one / (first.n_eff - 1) + two * two / (second.n_eff - 1))


def compare_means(before: Estimate, after: Estimate, *, confidence: float = 0.95) -> Comparison:
    """Compare two independent means: interval and test by Welch.

    Parameters
    ----------
    before, after : from `mean` or `weighted_mean`.

    >>> compare_means(mean(50, 150, 500), mean(50, 250, 1300)).verdict.value
    'up'
    """
    tested = welch_test(after, before)
    difference = wald_difference(after, before, confidence=confidence)
    if tested and difference.value is not None and difference.standard_error:
        reach = t_critical(welch_degrees_of_freedom(before, after), confidence) * difference.standard_error
        difference = Estimate(
            difference.value,
            difference.value - reach,
            difference.value + reach,
            difference.n,
            difference.n_eff,
            difference.standard_error,
        )
    return compare(before, after, difference=difference, p_value=tested.p_value if tested else None)


@dataclass(frozen=True, slots=True)
class PairSums:
    """Sums over the n units (people, orders, ...) that each bring a pair (x, y)."""

    n: int
    x: float
    y: float
    xx: float
    yy: float
    xy: float


def ratio_of_sums(sums: PairSums, *, confidence: float = 0.95) -> Estimate:
    """Return Σy / Σx with an interval by the delta method, such as orders per customer or contacts per order.

    The units are drawn independently; that one unit brings many (one person, ten orders) widens the interval as it should.

    Parameters
    ----------
    sums : over units. Σx of 0 gives `Estimate.unknown`, one unit a value without an interval.

    Returns
    -------
    Estimate, in y per x; compare two with `compare_means`.

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd edition, section 2.11.

    >>> round(ratio_of_sums(PairSums(n=3, x=6, y=12, xx=14, yy=56, xy=28)).value, 3)
    2.0
    """
    if sums.x == 0:
        return Estimate.unknown
    ratio = sums.y / sums.x
    if sums.n <= 1:
        return Estimate(ratio, None, None, sums.n, float(sums.n))
    residuals = max(sums.yy - 2 * ratio * sums.xy + ratio * ratio * sums.xx, 0.0)
    error = math.sqrt(sums.n / (sums.n - 1) * residuals) / abs(sums.x)
    reach = t_critical(sums.n - 1, confidence) * error
    return Estimate(ratio, ratio - reach, ratio + reach, sums.n, float(sums.n), error)
