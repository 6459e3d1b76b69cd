"""Axes with round numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rapport.accounts.public import minor_digits
from rapport.ui.formatting.numbers import write_duration, write_money, write_number, write_share
from rapport.understand.metrics.public import Unit

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """A line from `lowest` to `highest`, with a tick at every `step`."""

    lowest: float
    highest: float
    step: float

    def place(self, value: float) -> float:
        """Return where a value lies, from 0 to 1; beyond the ends it stays there."""
        return min(max((value - self.lowest) / (self.highest - self.lowest), 0.0), 1.0)

    @property
    def ticks(self) -> list[float]:
        count = round((self.highest - self.lowest) / self.step)
        return [round(self.lowest + i * self.step, 10) for i in range(count + 1)]


def scale_of(values: Sequence[float], *, ticks: int = 4, from_zero: bool = False) -> Scale:
    """Return a scale that holds all values, with about so many steps.

    Parameters
    ----------
    values : not empty.
    from_zero : whether 0 must be on it, as for bars.
    """
    lowest, highest = min(values), max(values)
    if from_zero:
        lowest, highest = min(lowest, 0.0), max(highest, 0.0)
    if lowest == highest:
        lowest, highest = (lowest - 1, highest + 1) if lowest else (0.0, 1.0)
    rough = (highest - lowest) / ticks
    magnitude = 10 ** math.floor(math.log10(rough))
    step = next(step * magnitude for step in _STEPS if step * magnitude >= rough * 0.999)
    return Scale(math.floor(lowest / step + 1e-9) * step, math.ceil(highest / step - 1e-9) * step, step)


def write_tick(value: float, unit: str) -> str:
    """Write a round figure beside an axis, as short as it can be: 40, 15%, 12.3K, €15K."""
    if unit == Unit.SHARE:
        return write_share(value, digits=0 if round(100 * value, 6).is_integer() else 1)
    if unit == Unit.SECONDS:
        return write_duration(value)
    if unit in tuple(Unit) or abs(value) < 10_000:
        return write_number(value, compact=True)
    digits = minor_digits(unit)
    return write_money(value * 10**digits, unit, minor_digits=digits, compact=True)
