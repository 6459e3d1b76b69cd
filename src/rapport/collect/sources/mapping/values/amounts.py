"""Amounts of money, exactly, in the currency's smallest unit."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from rapport.collect.sources.mapping.cells import Bad, Cell, shorten, text_of
from rapport.collect.sources.mapping.values.numbers import DecimalMark, parse_money
from rapport.core.notice import Notice, Quoted

_LARGEST = 2**62
_CODE = re.compile(r"[A-Z]{3}\Z")
_SIGN_LIST = """
$=USD US$=USD €=EUR £=GBP ¥=JPY ฿=THB ₹=INR ₩=KRW ₫=VND ₺=TRY ₽=RUB zł=PLN Kč=CZK R$=BRL 元=CNY 円=JPY บาท=THB CN¥=CNY
RMB=CNY A$=AUD C$=CAD
"""
_SIGNS = dict(pair.split("=") for pair in _SIGN_LIST.split())


@dataclass(slots=True)
class Rounding:
    """What rounding to the smallest unit changed: the total of an import must be explainable to the last digit."""

    rows: int = 0
    moved: dict[str, Decimal] = field(default_factory=dict)

    def note(self, currency: str, exact: Decimal, minor: int) -> None:
        self.rows += 1
        self.moved[currency] = self.moved.get(currency, Decimal(0)) + (Decimal(minor) - exact)


def currency_of(cell: Cell) -> str | Bad | None:
    """Read a currency: an ISO 4217 code in any case, or a sign that only one currency has in common use."""
    text = text_of(cell).strip()
    if not text:
        return None
    code = _SIGNS.get(text) or text.upper()
    if _CODE.match(code):
        return code
    return Bad(
        "bad_currency",
        Notice("%(value)s is no currency. Write its ISO code (EUR, USD), or map it: map: {…: EUR}.", value=Quoted(shorten(text))),
    )


def amount_reader(mark: DecimalMark, *, is_minor: bool) -> Callable[[Cell], Decimal | Bad | None]:
    """Return a function that reads the number of an amount; in major units unless `is_minor`."""

    def read(cell: Cell) -> Decimal | Bad | None:
        if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
            return Decimal(cell)
        text = text_of(cell).strip()
        number = parse_money(text, mark=mark) if text else None
        if text and number is None:
            return Bad(
                "bad_amount",
                Notice(
                    "%(value)s is no amount. Correct it, or name it as missing: missing: [%(code)s].",
                    value=Quoted(shorten(text)),
                    code=shorten(text, 20),
                ),
            )
        if number is not None and is_minor and number != number.to_integral_value():
            return Bad(
                "bad_amount", Notice("%(value)s is said to be in the smallest unit, so it must be a whole number.", value=text)
            )
        return number

    return read


def to_minor_units(amount: Decimal, currency: str, digits: int, rounding: Rounding) -> int | Bad:
    """Turn 4.505 EUR into 450, half to even, and note what the rounding moved."""
    try:
        exact = amount.scaleb(digits)
        minor = int(exact.to_integral_value(ROUND_HALF_EVEN))
    except (InvalidOperation, OverflowError, ValueError):
        return _too_large(amount)
    if abs(minor) > _LARGEST:
        return _too_large(amount)
    if minor != exact:
        rounding.note(currency, exact, minor)
    return minor


def _too_large(amount: Decimal) -> Bad:
    return Bad("bad_amount", Notice("%(value)s is too large for an amount.", value=shorten(str(amount))))


def minor_digits_of() -> Callable[[str], int]:
    """Return the function that knows the digits of every currency; imported late, it comes with Django."""
    from rapport.accounts.public import minor_digits

    digits: Any = minor_digits
    return lambda currency: int(digits(currency))
