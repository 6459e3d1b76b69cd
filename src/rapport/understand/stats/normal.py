"""The normal distribution, as far as intervals and tests need it."""

import math
from functools import cache


@cache
def critical_value(confidence: float) -> float:
    """Return how many standard errors a two-sided interval reaches to each side.

    Parameters
    ----------
    confidence : share between 0 and 1, both excluded.

    >>> round(critical_value(0.95), 3)
    1.96
    """
    return normal_quantile(0.5 + confidence / 2)


def normal_quantile(probability: float) -> float:
    """Return the value under which a standard normal variable lies with this probability (0 to 1, both excluded)."""
    from statistics import NormalDist  # 10 ms: only those who ask for an interval pay for it

    return NormalDist().inv_cdf(probability)


def two_sided_p(z: float) -> float:
    """Return the probability that a standard normal variable is at least as far from zero as `z`.

    >>> round(two_sided_p(1.96), 3)
    0.05
    >>> two_sided_p(math.inf)
    0.0
    """
    return math.erfc(abs(z) / math.sqrt(2))
