"""Counts of things that happen, and sums of their amounts: both vary although nothing was sampled."""

from rapport.understand.stats.difference import Significance, mover_difference, wald_difference, z_test
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.normal import critical_value
from rapport.understand.stats.verdict import MINIMUM_N, Comparison, compare


def poisson_count(count: int, *, exposure: float = 1.0, confidence: float = 0.95) -> Estimate:
    """Return a count, or a rate per unit of exposure, with the exact Poisson interval.

    The interval holds for things that happen independently of each other. Where people bring many at once, give
    `compound_total` the count per person instead.

    Parameters
    ----------
    count : 0 or more.
    exposure : what it was counted over (days, people), above 0.

    Returns
    -------
    Estimate, in things per unit of exposure, 0 or more; `n` is the count.

    References
    ----------
    Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28.

    >>> ten = poisson_count(10)
    >>> round(ten.low, 2), round(ten.high, 2)
    (4.8, 18.39)
    """
    from scipy.special import gammaincinv

    tail = (1 - confidence) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    high = float(gammaincinv(count + 1, 1 - tail))
    return Estimate(count / exposure, low / exposure, high / exposure, count, float(count), count**0.5 / exposure)


def two_counts_test(first: int, second: int, *, first_exposure: float = 1.0, second_exposure: float = 1.0) -> Significance:
    """Test whether two Poisson rates are equal, exactly: given their sum, the first count is binomial.

    Parameters
    ----------
    first, second : counts, 0 or more.
    first_exposure, second_exposure : what they were counted over, in the same unit, above 0.

    Returns
    -------
    Significance: the statistic is the ratio of the rates (infinite when the second is 0); p is twice the smaller tail, at most 1.

    References
    ----------
    Przyborowski & Wilenski (1940), Biometrika 31.

    >>> round(two_counts_test(20, 8).p_value, 3)
    0.036
    """
    from scipy.special import bdtr, bdtrc

    total, share = first + second, first_exposure / (first_exposure + second_exposure)
    if total == 0:
        return Significance(1.0, 1.0)
    at_most = float(bdtr(first, total, share))
    at_least = float(bdtrc(first - 1, total, share)) if first else 1.0
    ratio = first / first_exposure / (second / second_exposure) if second else float("inf")
    return Significance(ratio, min(1.0, 2 * min(at_most, at_least)))


def compare_counts(before: int, after: int, *, before_exposure: float = 1.0, after_exposure: float = 1.0) -> Comparison:
    """Compare two Poisson counts or rates: exact test, interval of the difference from the two exact intervals.

    Parameters
    ----------
    before_exposure, after_exposure : what they were counted over, such as the days of each period.

    >>> compare_counts(100, 150).verdict.value
    'up'
    """
    first, second = poisson_count(before, exposure=before_exposure), poisson_count(after, exposure=after_exposure)
    tested = two_counts_test(after, before, first_exposure=after_exposure, second_exposure=before_exposure)
    # The test is exact, so one side may be empty; together they must say something.
    is_enough = before + after >= MINIMUM_N
    return compare(first, second, difference=mover_difference(second, first), p_value=tested.p_value, is_enough=is_enough)


def compound_total(n: int, total: float, squares: float, *, confidence: float = 0.95) -> Estimate:
    """Return a sum of amounts with the interval of a compound Poisson process: its variance is the sum of squares.

    Both vary then, how many there were and how much each brought. Refunds may stand in it as negative amounts. Give it
    one amount per order for revenue; give it one count per person for interactions that people bring in bursts.

    Parameters
    ----------
    n : amounts; missing ones are not counted. 0 gives a total of 0 without an interval: nothing says how large one would be.
    total : their sum; `squares` : the sum of their squares.

    Returns
    -------
    Estimate, in the unit of the amounts.

    References
    ----------
    Feller (1968), An Introduction to Probability Theory and Its Applications I, chapter XII.

    >>> revenue = compound_total(2, 30.0, 500.0)
    >>> round(revenue.standard_error, 2)
    22.36
    """
    if n == 0:
        return Estimate(0.0, None, None, 0, 0.0)
    error = max(squares, 0.0) ** 0.5
    reach = critical_value(confidence) * error
    return Estimate(float(total), total - reach, total + reach, n, float(n), error)


def compare_totals(before: Estimate, after: Estimate, *, confidence: float = 0.95) -> Comparison:
    """Compare two independent sums of amounts, over periods of the same length, by a z test.

    Parameters
    ----------
    before, after : from `compound_total`; scale them first when the periods differ in length.

    >>> compare_totals(compound_total(100, 1000, 20_000), compound_total(100, 1100, 21_000)).verdict.value
    'no_clear_change'
    """
    difference = wald_difference(after, before, confidence=confidence)
    tested = z_test(difference.value, difference.standard_error or 0) if difference.value is not None else None
    return compare(before, after, difference=difference, p_value=tested.p_value if tested else None)
