"""Shares: how large, with what interval, and whether two differ."""

import math

from rapport.understand.stats.difference import Significance, mover_difference, z_test
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.normal import critical_value
from rapport.understand.stats.verdict import Comparison, compare, has_enough
from rapport.understand.stats.weights import kish_effective_n

LEAST_EXPECTED = 5
"""Successes and failures that each side needs before a normal distribution may stand in for the binomial (Cochran 1954)."""


def wilson(successes: int, n: int, *, confidence: float = 0.95) -> Estimate:
    """Return a share with Wilson's score interval.

    Parameters
    ----------
    successes : 0 to n.
    n : observations with an answer; missing ones are not counted. 0 gives `Estimate.unknown`.

    Returns
    -------
    Estimate, as a share from 0 to 1.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22; Newcombe (1998), Statistics in Medicine 17, method 3.

    >>> share = wilson(81, 263)
    >>> round(share.low, 4), round(share.high, 4)
    (0.2553, 0.3662)
    """
    return _wilson(successes / n, n, float(n), confidence) if n else Estimate.unknown


def weighted_proportion(*, n: int, successes: float, weight: float, squared_weight: float, confidence: float = 0.95) -> Estimate:
    """Return a weighted share with Wilson's interval at the effective sample size.

    Parameters
    ----------
    n : observations.
    successes : sum of the weights of the successes; `weight` : of all; `squared_weight` : sum of all squared weights.

    Returns
    -------
    Estimate, as a share from 0 to 1. `Estimate.unknown` when the weights sum to 0.

    References
    ----------
    Korn & Graubard (1998), Survey Methodology 24(2): intervals of shares at the effective sample size.

    >>> weighted_proportion(n=4, successes=4, weight=8, squared_weight=22).value
    0.5
    """
    if weight <= 0:
        return Estimate.unknown
    return _wilson(min(successes / weight, 1.0), n, kish_effective_n(weight, squared_weight), confidence)


def _wilson(share: float, n: int, n_eff: float, confidence: float) -> Estimate:
    z = critical_value(confidence)
    centre = (share + z * z / (2 * n_eff)) / (1 + z * z / n_eff)
    reach = z / (1 + z * z / n_eff) * math.sqrt(share * (1 - share) / n_eff + z * z / (4 * n_eff * n_eff))
    # At 0 and 1 the limit is the share itself; rounding would leave it a hair beside.
    low = 0.0 if share == 0 else min(max(centre - reach, 0.0), share)
    high = 1.0 if share == 1 else max(min(centre + reach, 1.0), share)
    return Estimate(share, low, high, n, n_eff, math.sqrt(share * (1 - share) / n_eff))


def newcombe_difference(first: Estimate, second: Estimate) -> Estimate:
    """Return the difference of two independent shares, with an interval from their Wilson intervals.

    Parameters
    ----------
    first, second : from `wilson` or `weighted_proportion`.

    Returns
    -------
    Estimate of `first` − `second`, from −1 to 1.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17, 873–890, method 10.

    >>> difference = newcombe_difference(wilson(56, 70), wilson(48, 80))
    >>> round(difference.low, 4), round(difference.high, 4)
    (0.0524, 0.3339)
    """
    return mover_difference(first, second).clamped(-1.0, 1.0)


def two_proportion_test(first: Estimate, second: Estimate) -> Significance | None:
    """Test whether two independent shares are equal (pooled z test; its square is Pearson's chi-square).

    Parameters
    ----------
    first, second : from `wilson` or `weighted_proportion`. None is returned when either is unknown.

    >>> round(two_proportion_test(wilson(8_502, 44_700), wilson(8_279, 45_489)).p_value, 4)
    0.0016
    """
    if first.value is None or second.value is None:
        return None
    pooled = _pooled(first, second)
    error = math.sqrt(pooled * (1 - pooled) * (1 / first.n_eff + 1 / second.n_eff))
    return z_test(first.value - second.value, error)


def compare_proportions(before: Estimate, after: Estimate) -> Comparison:
    """Compare two independent shares: Newcombe's interval, pooled z test.

    Parameters
    ----------
    before, after : from `wilson` or `weighted_proportion`.

    >>> compare_proportions(wilson(48, 80), wilson(56, 70)).verdict.value
    'up'
    """
    tested = two_proportion_test(after, before)
    pooled = _pooled(before, after)
    expected = min(pooled, 1 - pooled) * min(before.n_eff, after.n_eff)
    return compare(
        before,
        after,
        difference=newcombe_difference(after, before),
        p_value=tested.p_value if tested else None,
        is_enough=has_enough(before, after) and (expected >= LEAST_EXPECTED or pooled in (0, 1)),
    )


def _pooled(first: Estimate, second: Estimate) -> float:
    total = first.n_eff + second.n_eff
    pooled = ((first.value or 0) * first.n_eff + (second.value or 0) * second.n_eff) / total if total else 0.0
    return min(max(pooled, 0.0), 1.0)
