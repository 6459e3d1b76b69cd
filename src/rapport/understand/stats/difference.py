"""The difference of two independent estimates: its interval, and how far from chance it is."""

import math
from dataclasses import dataclass

from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.normal import critical_value, two_sided_p


@dataclass(frozen=True, slots=True)
class Significance:
    """A test statistic and its two-sided p-value."""

    statistic: float
    p_value: float


def mover_difference(first: Estimate, second: Estimate) -> Estimate:
    """Return `first` − `second` with an interval recovered from the two intervals (method of variance estimates recovery).

    The intervals need not be symmetric, so this serves shares, counts and quantiles alike. The result is unknown when
    either interval is.

    Parameters
    ----------
    first, second : independent, both intervals of the same confidence, which becomes that of the result.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17, method 10; Zou & Donner (2008), Statistics in Medicine 27.

    >>> unit = Estimate(1.0, 0.0, 2.0, n=9, n_eff=9.0)
    >>> difference = mover_difference(unit, unit)
    >>> round(difference.low, 3), round(difference.high, 3)
    (-1.414, 1.414)
    """
    if first.value is None or first.low is None or first.high is None:
        return Estimate.unknown
    if second.value is None or second.low is None or second.high is None:
        return Estimate.unknown
    value = first.value - second.value
    return Estimate(
        value,
        value - math.hypot(first.value - first.low, second.high - second.value),
        value + math.hypot(first.high - first.value, second.value - second.low),
        n=first.n + second.n,
        n_eff=first.n_eff + second.n_eff,
        standard_error=combined_error(first, second),
    )


def mover_test(difference: Estimate, *, confidence: float = 0.95) -> Significance | None:
    """Test whether a difference is zero, from the side of its interval that faces zero.

    It agrees with the interval: p is under 1 − confidence exactly when the interval leaves out zero.

    Parameters
    ----------
    difference : from `mover_difference`; None is returned when it has no interval.
    confidence : that of its interval.

    >>> round(mover_test(Estimate(2.0, 0.0, 9.0, n=9, n_eff=9.0)).p_value, 6)
    0.05
    """
    if difference.value is None or difference.low is None or difference.high is None:
        return None
    facing_zero = difference.value - difference.low if difference.value > 0 else difference.high - difference.value
    return z_test(difference.value, facing_zero / critical_value(confidence))


def wald_difference(first: Estimate, second: Estimate, *, confidence: float = 0.95) -> Estimate:
    """Return `first` − `second` with the interval of the normal distribution, from the two standard errors.

    >>> wald_difference(Estimate.unknown, Estimate.unknown).is_known
    False
    """
    error = combined_error(first, second)
    if first.value is None or second.value is None or error is None:
        return Estimate.unknown
    value, reach = first.value - second.value, critical_value(confidence) * error
    return Estimate(value, value - reach, value + reach, first.n + second.n, first.n_eff + second.n_eff, error)


def z_test(difference: float, standard_error: float) -> Significance:
    """Test whether a normally distributed difference is zero; a standard error of 0 makes any difference certain.

    >>> round(z_test(10, 3.564).p_value, 4)
    0.005
    """
    if standard_error == 0:
        return Significance(0.0, 1.0) if difference == 0 else Significance(math.copysign(math.inf, difference), 0.0)
    z = difference / standard_error
    return Significance(z, two_sided_p(z))


def combined_error(first: Estimate, second: Estimate) -> float | None:
    """Return the standard error of the difference of two independent estimates; None when either has none."""
    if first.standard_error is None or second.standard_error is None:
        return None
    return math.hypot(first.standard_error, second.standard_error)
