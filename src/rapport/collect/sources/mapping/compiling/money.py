"""The getter of an amount: exact, in the smallest unit of the row's currency."""

from decimal import Decimal
from typing import Any

from rapport.collect.sources.mapping.cells import Bad, Cell, text_of
from rapport.collect.sources.mapping.compiling.binder import Binder
from rapport.collect.sources.mapping.compiling.getters import Getter
from rapport.collect.sources.mapping.document import AmountField
from rapport.collect.sources.mapping.frame import Frame
from rapport.collect.sources.mapping.values.amounts import Rounding, amount_reader, minor_digits_of, to_minor_units
from rapport.collect.sources.mapping.values.numbers import decimal_mark
from rapport.core.notice import Notice

NO_CURRENCY = Bad(
    "missing_currency", Notice("the row has an amount and no currency. Give one: currency: {column: …, default: EUR}.")
)


def amount_getter(binder: Binder, spec: str | AmountField, path: str, *, currency: Getter, rounding: Rounding) -> Getter:
    """Return the getter of an amount; what rounding moves is noted in `rounding`, row by row."""
    form = spec if isinstance(spec, AmountField) else AmountField()
    mark = form.decimal or _mark(binder, spec, path)
    numbers = binder.field(spec, path, plain="column", read=amount_reader(mark, is_minor=form.unit == "minor"), keeps_type=True)
    scale = _Scale(rounding, is_minor=form.unit == "minor")

    def run(frame: Frame) -> list[Any]:
        amounts, currencies = numbers.run(frame), currency.run(frame)
        minor = [None if amount is None else scale.of(amount, code) for amount, code in zip(amounts, currencies)]
        return [abs(amount) if type(amount) is int else amount for amount in minor] if form.absolute else minor

    return Getter(run)


def _mark(binder: Binder, spec: str | AmountField, path: str) -> Any:
    raw = binder.field(spec, path, plain="column", read=None)
    return decimal_mark(text_of(cell) for cell in binder.cells(raw) if cell is not None)


class _Scale:
    """Scales amounts, asking once for each amount and currency; rounding is noted every time."""

    def __init__(self, rounding: Rounding, *, is_minor: bool) -> None:
        self._rounding = rounding
        self._is_minor = is_minor
        self._digits = minor_digits_of()
        self._known: dict[tuple[Cell, Cell], int] = {}

    def of(self, amount: Decimal | Bad, currency: str | Bad | None) -> int | Bad:
        known = self._known.get((amount, currency))
        return known if known is not None else self._ask(amount, currency)

    def _ask(self, amount: Decimal | Bad, currency: str | Bad | None) -> int | Bad:
        if isinstance(amount, Bad):
            return amount
        if currency is None or isinstance(currency, Bad):
            return currency or NO_CURRENCY
        noted = self._rounding.rows
        minor = to_minor_units(amount, currency, 0 if self._is_minor else self._digits(currency), self._rounding)
        if isinstance(minor, int) and self._rounding.rows == noted and len(self._known) < 100_000:
            self._known[amount, currency] = minor
        return minor
