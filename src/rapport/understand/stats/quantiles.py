"""Medians and other quantiles, with intervals that are themselves observations and so can be looked up by rank."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapport.understand.stats.difference import mover_difference, mover_test
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.normal import critical_value
from rapport.understand.stats.verdict import Comparison, compare

if TYPE_CHECKING:
    import numpy.typing as npt

EXACT_UP_TO = 1000
"""Observations up to which the binomial distribution is summed; above, the normal one with continuity correction."""


class QuantileRanks(NamedTuple):
    """Ranks from 1 (the smallest observation) to n; `low` or `high` is None where no observation is extreme enough."""

    low: int | None
    rank: int
    high: int | None


@lru_cache(maxsize=4096)
def quantile_ranks(n: int, q: float, *, confidence: float = 0.95) -> QuantileRanks:
    """Return the ranks of the observations that are a quantile and the limits of its interval.

    The interval assumes nothing about the distribution, and each tail holds at most half of 1 − confidence. Above
    `EXACT_UP_TO` observations the ranks are floor(nq + ½ − z√(nq(1−q))) and ceil(nq + ½ + z√(nq(1−q))), which SQL can say;
    their tails may pass that by an eighth, for q far from ½.

    Parameters
    ----------
    n : observations, at least 1.
    q : between 0 and 1, both excluded.

    Returns
    -------
    QuantileRanks: `rank` is ceil(nq), the first observation that at least the share q does not exceed. The value that
    interpolates between neighbours (SQL's ``quantile_cont``) lies in the same interval.

    References
    ----------
    David & Nagaraja (2003), Order Statistics, 3rd edition, section 7.1.

    >>> quantile_ranks(25, 0.5)
    QuantileRanks(low=8, rank=13, high=18)
    >>> quantile_ranks(5, 0.5)
    QuantileRanks(low=None, rank=3, high=None)
    """
    rank = min(max(math.ceil(n * q - 1e-9), 1), n)
    low, high = _exact(n, q, confidence) if n <= EXACT_UP_TO else _approximate(n, q, confidence)
    return QuantileRanks(low if low >= 1 else None, rank, high if high <= n else None)


def _exact(n: int, q: float, confidence: float) -> tuple[int, int]:
    """Return the largest l with P(B < l) ≤ tail and the smallest u with P(B ≥ u) ≤ tail, B binomial(n, q)."""
    tail = (1 - confidence) / 2
    at = [math.exp(_log_binomial(n, k) + k * math.log(q) + (n - k) * math.log1p(-q)) for k in range(n + 1)]
    low, below = 0, at[0]
    while below <= tail:
        low, below = low + 1, below + at[low + 1]
    high, above = n + 1, at[n]
    while above <= tail:
        high, above = high - 1, above + at[high - 2]
    return low, high


def _log_binomial(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _approximate(n: int, q: float, confidence: float) -> tuple[int, int]:
    centre, reach = n * q + 0.5, critical_value(confidence) * math.sqrt(n * q * (1 - q))
    return math.floor(centre - reach), math.ceil(centre + reach)


def quantile_estimate(n: int, value: float, low: float | None, high: float | None, *, confidence: float = 0.95) -> Estimate:
    """Return the estimate of a quantile from observations looked up by `quantile_ranks`.

    Parameters
    ----------
    n : observations, at least 1.
    value : the quantile; `low`, `high` : the observations at the ranks of its limits, None where there is none.
    confidence : that of the ranks.

    Returns
    -------
    Estimate, in the unit of the observations, without an interval unless both limits exist. Its standard error is half
    the interval over z.

    >>> quantile_estimate(25, 7.0, 5.0, 11.0).n
    25
    """
    if low is None or high is None:
        return Estimate(value, None, None, n, float(n))
    return Estimate(value, min(low, value), max(high, value), n, float(n), (high - low) / 2 / critical_value(confidence))


def quantile(values: npt.ArrayLike, q: float = 0.5, *, confidence: float = 0.95) -> Estimate:
    """Return a quantile of observations, with its order-statistic interval.

    Parameters
    ----------
    values : (n,) numbers; NaN is missing and not counted. Empty gives `Estimate.unknown`.
    q : between 0 and 1, both excluded; the default is the median.

    Returns
    -------
    Estimate, in the unit of the values; between two observations the value is interpolated (Hyndman & Fan's type 7, as
    numpy and SQL's ``quantile_cont`` do).

    >>> quantile([5.0, 1.0, 2.0, 4.0, 3.0, 6.0, 7.0]).value
    4.0
    """
    import numpy as np

    ordered = np.asarray(values, dtype=np.float64)
    ordered = np.sort(ordered[~np.isnan(ordered)])
    n = int(ordered.size)
    if n == 0:
        return Estimate.unknown
    low, _, high = quantile_ranks(n, q, confidence=confidence)
    limits = (None if rank is None else float(ordered[rank - 1]) for rank in (low, high))
    return quantile_estimate(n, float(np.quantile(ordered, q)), *limits, confidence=confidence)


def compare_quantiles(before: Estimate, after: Estimate, *, confidence: float = 0.95) -> Comparison:
    """Compare the same quantile of two independent samples.

    The interval of the difference is recovered from the two order-statistic intervals, and the p-value is the one that
    agrees with it: normal, with the standard error that the sides of the intervals facing each other imply.

    Parameters
    ----------
    before, after : from `quantile` or `quantile_estimate`.
    confidence : that of their intervals.

    References
    ----------
    Zou & Donner (2008), Statistics in Medicine 27; Price & Bonett (2002), Journal of Statistical Computation and
    Simulation 72(2), for standard errors of medians from order statistics.

    >>> compare_quantiles(quantile(range(100)), quantile(range(50, 150))).verdict.value
    'up'
    """
    difference = mover_difference(after, before)
    tested = mover_test(difference, confidence=confidence)
    return compare(before, after, difference=difference, p_value=tested.p_value if tested else None)
