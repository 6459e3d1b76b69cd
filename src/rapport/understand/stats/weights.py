"""Weighted samples: how much evidence they hold, and weights that fit known totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt


def kish_effective_n(weight: float, squared_weight: float) -> float:
    """Return the size of the unweighted sample that would be as precise.

    Parameters
    ----------
    weight : sum of the weights, not negative.
    squared_weight : sum of their squares.

    Returns
    -------
    Between 0 and the number of weights; 0 when all weights are 0.

    References
    ----------
    Kish (1965), Survey Sampling, section 11.7: (sum of w)² / sum of w².

    >>> round(kish_effective_n(1 + 1 + 2 + 4, 1 + 1 + 4 + 16), 3)
    2.909
    """
    return weight * weight / squared_weight if squared_weight > 0 else 0.0


def rake(
    table: npt.ArrayLike, row_totals: Sequence[float], column_totals: Sequence[float], *, tolerance: float = 1e-9
) -> npt.NDArray[np.float64]:
    """Fit the cells of a table to known margins, keeping its odds ratios (iterative proportional fitting).

    A respondent's weight is the fitted cell over the observed one.

    Parameters
    ----------
    table : (r, c) counts or weights, not negative. Missing values are not allowed.
    row_totals : (r,) totals of the population; `column_totals` : (c,). Both must have the same sum.
    tolerance : largest deviation from a margin, relative to the grand total.

    Returns
    -------
    (r, c) array with the wanted margins.

    Raises
    ------
    ValueError : the margins do not agree, or no table with these zero cells has them.

    References
    ----------
    Deming & Stephan (1940), The Annals of Mathematical Statistics 11(4).

    >>> rake([[7, 9], [12, 7]], [5, 15], [10, 10]).round(3).tolist()
    [[1.776, 3.224], [8.224, 6.776]]
    """
    import numpy as np

    fitted = np.array(table, dtype=np.float64)
    rows, columns = np.asarray(row_totals, dtype=np.float64), np.asarray(column_totals, dtype=np.float64)
    slack = tolerance * float(rows.sum())
    if abs(float(rows.sum() - columns.sum())) > slack:
        raise ValueError(f"Rows sum to {rows.sum():g} and columns to {columns.sum():g}: they must be equal.")
    for _ in range(_MOST_ROUNDS):
        fitted *= _factors(rows, fitted.sum(axis=1))[:, np.newaxis]
        fitted *= _factors(columns, fitted.sum(axis=0))
        if np.abs(fitted.sum(axis=1) - rows).max() <= slack and np.abs(fitted.sum(axis=0) - columns).max() <= slack:
            return fitted
    raise ValueError("No weights fit these totals: a group that the population has is empty in the sample.")


_MOST_ROUNDS = 1000


def _factors(wanted: npt.NDArray[np.float64], found: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    import numpy as np

    return np.divide(wanted, found, out=np.zeros_like(wanted), where=found > 0)
