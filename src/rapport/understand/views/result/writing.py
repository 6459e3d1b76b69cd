"""Figures with their unit, in the reader's language."""

from rapport.accounts.public import minor_digits
from rapport.ui.formatting.numbers import MISSING, write_duration, write_money, write_number, write_share
from rapport.understand.metrics.public import Unit
from rapport.understand.stats.estimate import Estimate


def write_figure(value: float | None, unit: str, *, signed: bool = False) -> str:
    """Write a value: 39.8, 52.3%, 1,204, 2 h 5 min, €19.90.

    Parameters
    ----------
    unit : of an answer: a `Unit`, or the currency of money.
    """
    if value is None:
        return MISSING
    match unit:
        case Unit.SHARE:
            return write_share(value, signed=signed)
        case Unit.POINTS:
            return write_number(value, digits=1, signed=signed)
        case Unit.SCORE:
            return write_number(value, digits=2, signed=signed)
        case Unit.COUNT:
            return write_number(value, digits=None if abs(value) < 100 else 0, signed=signed)
        case Unit.SECONDS:
            return write_duration(value, signed=signed)
        case Unit.MONEY:  # of several currencies, each said in a column of its own
            return write_number(value, digits=2, signed=signed)
    digits = minor_digits(unit)
    return write_money(value * 10**digits, unit, minor_digits=digits, signed=signed)


def write_interval(estimate: Estimate, unit: str) -> str:
    """Write an interval: "14.1 to 44.2"; empty where the figure has none."""
    from django.utils.translation import gettext

    if not estimate.has_interval:
        return ""
    limits = {"low": write_figure(estimate.low, unit), "high": write_figure(estimate.high, unit)}
    return gettext("%(low)s to %(high)s") % limits
