"""Numbers, shares, money and durations as text."""

from babel.numbers import format_compact_currency, format_compact_decimal, format_currency, format_decimal, format_percent
from babel.units import format_unit

from rapport.ui.formatting.locale import current_locale

MISSING = "–"
_COMPACT_FROM = 10_000


def write_number(value: float | None, *, digits: int | None = None, compact: bool = False, signed: bool = False) -> str:
    """Write a number; `digits` after the point (None: none for whole numbers, else up to 2), compact "12.3K", signed "+4"."""
    if value is None:
        return MISSING
    sign = "+" if signed and value > 0 else ""
    if compact and abs(value) >= _COMPACT_FROM:
        return sign + _minus(format_compact_decimal(_rounded(value), fraction_digits=2, locale=current_locale()))
    return sign + _minus(format_decimal(value, format=_pattern(digits), locale=current_locale()))


def write_share(value: float | None, *, digits: int = 1, signed: bool = False) -> str:
    """Write a share (0.123) in per cent (12.3%)."""
    if value is None:
        return MISSING
    sign = "+" if signed and value > 0 else ""
    locale = current_locale()
    pattern = locale.percent_formats[None].pattern.replace("#,##0", _pattern(digits))
    return sign + _minus(format_percent(value, format=pattern, locale=locale))


def write_money(minor: float | None, currency: str, *, minor_digits: int = 2, compact: bool = False, signed: bool = False) -> str:
    """Write an amount given in the currency's smallest unit, as people write it: without cents from 10 000 on if compact."""
    if minor is None:
        return MISSING
    amount = minor / 10**minor_digits
    sign = "+" if signed and amount > 0 else ""
    if compact and abs(amount) >= _COMPACT_FROM:
        return sign + _minus(format_compact_currency(_rounded(amount), currency, fraction_digits=2, locale=current_locale()))
    return sign + _minus(format_currency(amount, currency, locale=current_locale()))


def _rounded(value: float) -> float:
    """Keep three digits, in whatever unit the language counts: 1.07M beside an interval of 1.04M to 1.1M."""
    return float(f"{value:.3g}")


def write_duration(seconds: float | None, *, signed: bool = False) -> str:
    """Write a length of time with its two largest units: "2h 5m"."""
    if seconds is None:
        return MISSING
    sign = "−" if seconds < 0 else "+" if signed and seconds > 0 else ""
    return sign + " ".join(_parts(abs(seconds)))


def _parts(seconds: float) -> list[str]:
    if seconds < 1:
        return [_unit(round(seconds * 1000), "millisecond")]
    if seconds < 10:
        return [_unit(round(seconds, 1), "second")]
    pair, rest = _largest_units(seconds)
    parts = []
    for name, size in pair:
        count, rest = divmod(rest, size)
        if count:
            parts.append(_unit(int(count), name))
    return parts


def _unit(count: float, name: str) -> str:
    """Not every language has a narrow form; then Babel writes the unit's own name."""
    narrow = format_unit(count, f"duration-{name}", "narrow", locale=current_locale())
    return narrow if "duration-" not in narrow else format_unit(count, f"duration-{name}", "short", locale=current_locale())


_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


def _largest_units(seconds: float) -> tuple[tuple[tuple[str, int], ...], float]:
    """Choose two units, and round to the smaller; where that fills a larger unit (59.8 min), it is the first."""
    largest = next(index for index, (_, size) in enumerate(_UNITS) if seconds >= size)
    pair = _UNITS[largest : largest + 2]
    rounded = round(seconds / pair[-1][1]) * pair[-1][1]
    if largest and rounded >= _UNITS[largest - 1][1]:
        return _UNITS[largest - 1 : largest + 1], rounded
    return pair, rounded


def _pattern(digits: int | None) -> str:
    if digits is None:
        return "#,##0.##"
    return "#,##0." + "0" * digits if digits else "#,##0"


def _minus(text: str) -> str:
    """A true minus sign is as wide as a plus, so that columns of figures stay in line."""
    return text.replace("-", "−")
