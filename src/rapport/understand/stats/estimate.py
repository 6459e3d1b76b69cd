"""The form of every figure: a value with what is known about its uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value, its interval, and how much evidence it stands on.

    Parameters
    ----------
    value : None when nothing is known, never NaN.
    low, high : limits of the interval, in the unit of `value`; None when it has none (a mean of one answer).
    n : observations, each counted once, whatever its weight.
    n_eff : observations that an unweighted sample of the same precision would have (Kish); `n` when unweighted.
    standard_error : in the unit of `value`; None when it cannot be known. Comparisons need it, readers do not.

    >>> Estimate.unknown.value is None
    True
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    n_eff: float
    standard_error: float | None = None

    unknown: ClassVar[Estimate]
    """What is known when nothing was observed."""

    @property
    def is_known(self) -> bool:
        return self.value is not None

    @property
    def has_interval(self) -> bool:
        return self.low is not None and self.high is not None

    def scaled(self, factor: float) -> Estimate:
        """Return the same figure in another unit; a negative factor turns the interval round.

        >>> Estimate(0.25, 0.125, 0.5, n=8, n_eff=8.0, standard_error=0.125).scaled(100)
        Estimate(value=25.0, low=12.5, high=50.0, n=8, n_eff=8.0, standard_error=12.5)
        """
        value, low, high, error = (
            None if x is None else x * factor for x in (self.value, self.low, self.high, self.standard_error)
        )
        if factor < 0:
            low, high = high, low
        return Estimate(value, low, high, self.n, self.n_eff, None if error is None else abs(error))

    def shifted(self, by: float) -> Estimate:
        """Return the figure with `by` added to it."""
        value, low, high = (None if x is None else x + by for x in (self.value, self.low, self.high))
        return Estimate(value, low, high, self.n, self.n_eff, self.standard_error)

    def clamped(self, lowest: float = -math.inf, highest: float = math.inf) -> Estimate:
        """Return the figure with its interval cut to the range that the figure can have."""
        low, high = (None if x is None else min(max(x, lowest), highest) for x in (self.low, self.high))
        return Estimate(self.value, low, high, self.n, self.n_eff, self.standard_error)


Estimate.unknown = Estimate(None, None, None, n=0, n_eff=0.0)
