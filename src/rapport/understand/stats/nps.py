"""Net promoter score: the share of promoters less that of detractors, in points.

Net Promoter and Net Promoter Score are marks of Bain & Company, NICE Satmetrix and Fred Reichheld.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rapport.understand.stats.difference import Significance, wald_difference, z_test
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.normal import critical_value
from rapport.understand.stats.verdict import Comparison, compare

if TYPE_CHECKING:
    import numpy.typing as npt

PROMOTER_FROM = 9
PASSIVE_FROM = 7


def nps(scores: npt.ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """Return the net promoter score of answers, with its interval.

    Parameters
    ----------
    scores : (n,) numbers 0-10: 9 and 10 are promoters, 7 and 8 passives, 0 to 6 detractors. NaN is no answer and not
        counted. Empty gives `Estimate.unknown`.

    Returns
    -------
    Estimate, in points from -100 to 100; interval as in `nps_from_counts`.

    >>> nps([10, 9, 7, 3]).value
    25.0
    """
    import numpy as np

    answers = np.asarray(scores, dtype=np.float64)
    promoters = int(np.count_nonzero(answers >= PROMOTER_FROM))
    detractors = int(np.count_nonzero(answers < PASSIVE_FROM))
    passives = int(np.count_nonzero(~np.isnan(answers))) - promoters - detractors
    return nps_from_counts(promoters, passives, detractors, confidence=confidence)


def nps_from_counts(
    promoters: float,
    passives: float,
    detractors: float,
    *,
    n: int | None = None,
    n_eff: float | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """Return the net promoter score of counted answers, with its interval by adjusted Wald on the trinomial.

    Parameters
    ----------
    promoters, passives, detractors : answers in each group, or sums of their weights. All 0 gives `Estimate.unknown`.
    n : answers; only needed when weighted.
    n_eff : Kish's effective number of answers; only needed when weighted.

    Returns
    -------
    Estimate, in points from -100 to 100. The interval adds three quarters of an answer to promoters and to detractors
    and one and a half to passives, and is clamped to the range; `standard_error` is the plain one, except where all
    answers fall into one group: there it would be 0, and the adjusted one is given.

    References
    ----------
    Rocks (2016), Interval estimation for the net promoter score, The American Statistician 70(4).

    >>> score = nps_from_counts(50, 30, 20)
    >>> score.value, round(score.low, 2), round(score.high, 2), round(score.standard_error, 2)
    (30.0, 14.05, 44.2, 7.81)
    """
    total = promoters + passives + detractors
    if total <= 0:
        return Estimate.unknown
    size = n_eff if n_eff is not None else float(total)
    value, error = _score(promoters / total, detractors / total, size)
    added = size + 3
    centre, adjusted = _score((promoters / total * size + 0.75) / added, (detractors / total * size + 0.75) / added, added)
    reach = critical_value(confidence) * adjusted
    # In samples of a handful the adjusted interval is drawn so far to 0 that it can leave out the score itself.
    low, high = min(max(centre - reach, -100.0), value), max(min(centre + reach, 100.0), value)
    return Estimate(value, low, high, round(total) if n is None else n, size, error or adjusted)


def _score(promoters: float, detractors: float, n: float) -> tuple[float, float]:
    """Return score and standard error, in points, of shares."""
    share = promoters - detractors
    return 100 * share, 100 * math.sqrt(max(promoters + detractors - share * share, 0.0) / n)


def nps_change_test(before: Estimate, after: Estimate) -> Significance | None:
    """Test whether two independent net promoter scores are equal: z = difference / √(SE₁² + SE₂²).

    Parameters
    ----------
    before, after : from `nps` or `nps_from_counts`. None is returned when either is unknown.

    >>> change = nps_change_test(nps_from_counts(450, 300, 250), nps_from_counts(500, 300, 200))
    >>> round(change.statistic, 3), round(change.p_value, 4)
    (2.806, 0.005)
    """
    difference = wald_difference(after, before)
    if difference.value is None or difference.standard_error is None:
        return None
    return z_test(difference.value, difference.standard_error)


def nps_change(before: Estimate, after: Estimate, *, confidence: float = 0.95) -> Comparison:
    """Compare two independent net promoter scores: Wald interval and z test, in points.

    Parameters
    ----------
    before, after : from `nps` or `nps_from_counts`.

    >>> nps_change(nps_from_counts(40, 30, 30), nps_from_counts(50, 30, 20)).verdict.value
    'no_clear_change'
    """
    tested = nps_change_test(before, after)
    difference = wald_difference(after, before, confidence=confidence).clamped(-200.0, 200.0)
    return compare(before, after, difference=difference, p_value=tested.p_value if tested else None)
