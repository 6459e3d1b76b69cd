"""Who stayed, counted from identities, and what staying is worth."""

from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.means import PairSums, mean, ratio_of_sums
from rapport.understand.stats.proportions import wilson


def logo_retention(active_at_both: int, active_at_start: int, *, confidence: float = 0.95) -> Estimate:
    """Return the share of the customers active at the start who are active at the end, with Wilson's interval.

    Parameters
    ----------
    active_at_both : customers active at the start and at the end, by identity.
    active_at_start : customers active at the start. 0 gives `Estimate.unknown`.

    Returns
    -------
    Estimate, as a share from 0 to 1.

    Notes
    -----
    Textbooks give (E − N) / S, with E customers at the end, N new ones, S at the start. It is wrong as soon as a new
    customer leaves inside the period, since that one is taken off although not in E: with S = 1000, N = 200 of whom
    30 leave, E = 1050, it says (1050 − 200) / 1000 = 85 %. Of the 1050 at the end 170 are new, so 880 stayed:

    >>> logo_retention(1050 - (200 - 30), 1000).value
    0.88
    """
    return wilson(active_at_both, active_at_start, confidence=confidence)


def revenue_retention(revenue: PairSums, *, confidence: float = 0.95) -> Estimate:
    """Return the revenue at the end from the customers active at the start, over their revenue at the start.

    Parameters
    ----------
    revenue : sums over the customers active at the start: x what each paid at the start, y what each pays at the end (0
        when gone). With y as it is the result is net, and can pass 1; with y cut at x it is gross. New customers do not
        belong in it. Σx of 0 gives `Estimate.unknown`.

    Returns
    -------
    Estimate, as a share from 0; the interval by the delta method, since large customers count for more than small ones.

    >>> round(revenue_retention(PairSums(n=3, x=60, y=45, xx=1400, yy=1025, xy=1050)).value, 3)
    0.75
    """
    return ratio_of_sums(revenue, confidence=confidence).clamped(lowest=0.0)


def churn(retention: Estimate) -> Estimate:
    """Return churn, which is 1 − retention: of customers or of revenue, as the retention was.

    >>> churn(logo_retention(880, 1000)).value
    0.12
    """
    return retention.scaled(-1.0).shifted(1.0)


def margin_multiple(retention_rate: float, discount_rate: float) -> float:
    """Return what a customer is worth in multiples of one period's margin: r / (1 + i − r).

    Retention and discount stay the same for ever, and the first margin comes at the end of the first period.

    Parameters
    ----------
    retention_rate : share kept each period, 0 to 1.
    discount_rate : of the same period, above `retention_rate` − 1.

    References
    ----------
    Gupta & Lehmann (2003), Customers as assets, Journal of Interactive Marketing 17(1).

    >>> round(margin_multiple(0.9, 0.12), 2)
    4.09
    """
    return retention_rate / (1 + discount_rate - retention_rate)


def historic_clv(people: int, revenue: float, squared_revenue: float, *, margin: float, confidence: float = 0.95) -> Estimate:
    """Return the mean margin that people have brought so far, with a t interval.

    Parameters
    ----------
    people : 0 gives `Estimate.unknown`.
    revenue : sum of the revenue per person, refunds taken off; `squared_revenue` : sum of its squares.
    margin : share of revenue that remains, 0 to 1.

    Returns
    -------
    Estimate, in the unit of the revenue. It says what was, not what will be.

    >>> historic_clv(4, 400.0, 60_000.0, margin=0.25).value
    25.0
    """
    return mean(people, revenue, squared_revenue, confidence=confidence).scaled(margin)
