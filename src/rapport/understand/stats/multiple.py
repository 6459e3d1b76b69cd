"""P-values corrected for how many were looked at."""

from collections.abc import Sequence


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjust p-values so that those under a limit hold at most that share of false discoveries.

    Parameters
    ----------
    p_values : (n,) between 0 and 1, in any order, of independent or positively dependent tests. Missing ones are not allowed.

    Returns
    -------
    (n,) adjusted p-values in the same order, each at least the original and at most 1.

    References
    ----------
    Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57(1).

    >>> benjamini_hochberg([0.01, 0.5, 0.02])
    [0.03, 0.5, 0.03]
    """
    total = len(p_values)
    adjusted, lowest = [1.0] * total, 1.0
    for rank, i in zip(range(total, 0, -1), _by_size(p_values)[::-1], strict=True):
        lowest = min(lowest, p_values[i] * total / rank)
        adjusted[i] = lowest
    return adjusted


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjust p-values so that the chance of any false discovery among those under a limit is at most that limit.

    Parameters
    ----------
    p_values : (n,) between 0 and 1, in any order; the tests may depend on each other. Missing ones are not allowed.

    Returns
    -------
    (n,) adjusted p-values in the same order, each at least the original and at most 1.

    References
    ----------
    Holm (1979), Scandinavian Journal of Statistics 6(2).

    >>> holm([0.01, 0.5, 0.02])
    [0.03, 0.5, 0.04]
    """
    adjusted, highest = [1.0] * len(p_values), 0.0
    for rank, i in enumerate(_by_size(p_values)):
        highest = max(highest, min(1.0, p_values[i] * (len(p_values) - rank)))
        adjusted[i] = highest
    return adjusted


def _by_size(p_values: Sequence[float]) -> list[int]:
    return sorted(range(len(p_values)), key=p_values.__getitem__)
