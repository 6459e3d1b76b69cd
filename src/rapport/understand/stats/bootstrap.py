"""Intervals for any statistic of an array, by drawing from it again and again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, Protocol

from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.normal import normal_quantile

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]


class Statistic(Protocol):
    """A statistic over one axis of an array, such as ``numpy.mean`` or ``numpy.var``."""

    def __call__(self, a: FloatArray, /, *, axis: int) -> npt.ArrayLike: ...


def bootstrap(
    values: npt.ArrayLike,
    statistic: Statistic | None = None,
    *,
    seed: int = 0,
    rounds: int = 2000,
    method: Literal["bca", "percentile"] = "bca",
    confidence: float = 0.95,
) -> Estimate:
    """Return a statistic with its bootstrap interval; for means of skewed amounts it is nearer the truth than Student's.

    Parameters
    ----------
    values : (n,) numbers; NaN is missing and not counted. Empty gives `Estimate.unknown`, one value no interval.
    statistic : of the values over one axis; the mean when not given.
    seed : the same seed gives the same interval.
    rounds : samples drawn.
    method : "bca" corrects the percentile interval for bias and skew.

    Returns
    -------
    Estimate, in the unit of the statistic.

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapters 13 and 14. The acceleration comes from a
    jackknife over at most 1000 blocks.

    >>> bootstrap([2.0, 4.0, 9.0]).value
    5.0
    """
    import numpy as np

    data = np.asarray(values, dtype=np.float64)
    data = data[~np.isnan(data)]
    if data.size == 0:
        return Estimate.unknown
    measure: Statistic = statistic or np.mean
    value, n = float(np.asarray(measure(data, axis=-1))), int(data.size)
    if n == 1:
        return Estimate(value, None, None, n, 1.0)
    drawn = np.concatenate([np.asarray(measure(sample, axis=-1)) for sample in _samples(data, rounds, seed)])
    tail = (1 - confidence) / 2
    levels = [tail, 1 - tail]
    if method == "bca":
        levels = _corrected(levels, drawn=drawn, value=value, acceleration=_acceleration(data, measure))
    low, high = (float(limit) for limit in np.quantile(drawn, levels))
    return Estimate(value, low, high, n, float(n), float(drawn.std(ddof=1)))


def _samples(data: FloatArray, rounds: int, seed: int) -> Iterator[FloatArray]:
    """Yield samples as rows of arrays of at most some 32 MB."""
    import numpy as np

    random = np.random.default_rng(seed)
    at_once = max(1, _CELLS // data.size)
    for start in range(0, rounds, at_once):
        yield data[random.integers(0, data.size, size=(min(at_once, rounds - start), data.size))]


_CELLS = 4_000_000


def _acceleration(data: FloatArray, measure: Statistic) -> float:
    import numpy as np

    blocks = np.array_split(data, min(data.size, _MOST_BLOCKS))
    left_out = np.array([measure(np.concatenate(blocks[:i] + blocks[i + 1 :]), axis=-1) for i in range(len(blocks))])
    deviations = left_out.mean() - left_out
    spread = float((deviations**2).sum()) ** 1.5
    return float((deviations**3).sum()) / (6 * spread) if spread > 0 else 0.0


_MOST_BLOCKS = 1000


def _corrected(levels: list[float], *, drawn: FloatArray, value: float, acceleration: float) -> list[float]:
    """Return the percentiles that BCa reads instead of the plain ones."""
    from statistics import NormalDist

    below = (int((drawn < value).sum()) + int((drawn == value).sum()) / 2) / drawn.size
    if not 0 < below < 1:
        return levels
    bias = normal_quantile(below)
    shifted = (bias + normal_quantile(level) for level in levels)
    return [NormalDist().cdf(bias + z / (1 - acceleration * z)) for z in shifted]
