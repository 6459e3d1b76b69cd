"""Values with their unit, in the reader's language."""

from django.utils import translation
from django.utils.translation import gettext as _

from rapport.accounts.public import minor_digits
from rapport.ui.formatting.numbers import MISSING, write_duration, write_money, write_number, write_share
from rapport.understand.metrics.metric import Metric, Unit
from rapport.understand.stats.estimate import Estimate


def write_value(value: float | None, unit: str, *, signed: bool = False, compact: bool = False) -> str:
    """Write a value: 39.8, 52.3%, 1,204, 1 h 24 min, €19.90.

    Parameters
    ----------
    unit : as an `Answer` says it: a `Unit`, or the currency of money.
    signed : with a plus before what is above 0.
    compact : large counts and amounts in thousands and millions.
    """
    if value is None:
        return MISSING
    match unit:
        case Unit.SHARE:
            return write_share(value, signed=signed)
        case Unit.POINTS:
            return write_number(value, digits=1, signed=signed)
        case Unit.COUNT:
            return write_number(value, digits=_count_digits(value), signed=signed, compact=compact)
        case Unit.SECONDS:
            return write_duration(value, signed=signed)
        case Unit.SCORE:
            return write_number(value, digits=2, signed=signed)
        case Unit.MONEY:  # of several currencies, each row says which
            return write_number(value, digits=2, signed=signed, compact=compact)
    digits = minor_digits(unit)
    return write_money(value * 10**digits, unit, minor_digits=digits, signed=signed, compact=compact)


def _count_digits(value: float) -> int:
    """A mean of counts has digits after the point, a count has none."""
    if float(value).is_integer() or abs(value) >= 100:
        return 0
    return 1 if abs(value) >= 10 else 2


def write_interval(estimate: Estimate, unit: str, *, signed: bool = False, compact: bool = False) -> str:
    """Write the limits of an interval; empty where there is none."""
    if not estimate.has_interval:
        return ""
    low, high = (write_value(limit, unit, signed=signed, compact=compact) for limit in (estimate.low, estimate.high))
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def format_figure(metric: Metric, estimate: Estimate, currency: str = "", locale: str = "") -> str:
    """Write a figure of a metric with its unit.

    Parameters
    ----------
    currency : of money.
    locale : a language of the interface; empty takes the active one.
    """
    unit = currency if metric.unit is Unit.MONEY and currency else metric.unit.value
    with translation.override(locale or translation.get_language()):
        return write_value(estimate.value, unit)
