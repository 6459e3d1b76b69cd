"""Figures as people read them, with their unit."""

from rapport.accounts.public import minor_digits
from rapport.understand.metrics.metric import Unit
from rapport.understand.metrics.sums import KeyValue

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
NOTHING = "–"


def notation(value: float | None, unit: str, *, signed: bool = False) -> str:
    """Write a value: 39.8, 52.3 %, 1,204, 1.4 h, 19.90. With `signed`, a plus before what is above 0."""
    if value is None:
        return NOTHING
    sign = "−" if value < 0 else "+" if signed and value > 0 else ""
    return sign + _positive(abs(value), unit)


def _positive(value: float, unit: str) -> str:
    match unit:
        case Unit.SHARE:
            return f"{100 * value:.1f} %"
        case Unit.POINTS:
            return f"{value:.1f}"
        case Unit.COUNT:
            return (
                f"{value:,.0f}"
                if float(value).is_integer() or value >= 100
                else f"{value:.1f}"
                if value >= 10
                else f"{value:.2f}"
            )
        case Unit.SECONDS:
            return _duration(value)
        case Unit.SCORE:
            return f"{value:.2f}"
        case Unit.MONEY:
            return f"{value:,.2f}"
    return f"{value:,.{minor_digits(unit)}f}"


def _duration(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.1f} min"
    if seconds < 2 * _DAY:
        return f"{seconds / _HOUR:.2f} h"
    return f"{seconds / _DAY:.1f} days"


def key_notation(value: KeyValue) -> str:
    """Write the name of a group; a missing value is said to be one."""
    if value is None:
        return "(none)"
    return str(value) if isinstance(value, str | int) else f"{value:g}"


def unit_words(unit: str) -> str:
    """Say a unit under a title; empty where the figures say it themselves."""
    return "" if unit in (Unit.SHARE, Unit.COUNT, Unit.SECONDS, Unit.MONEY) else f", in {unit}"
