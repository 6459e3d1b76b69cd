"""Which scale a column of numbers has, and which of its values are no answers."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from rapport.collect.sources.mapping.guess.profiles import Profile

_SCALES = ((0, 1), (1, 5), (1, 7), (0, 10), (1, 10), (0, 100))
_MOST_CODES = 3
_LEAST_INSIDE = 0.5
_LARGEST_BLANK_SHARE = 0.15
_USUAL_CODES = frozenset({8, 9, 77, 88, 97, 98, 99, 888, 998, 999, 9999, -1, -2, -8, -9, -99})
_FEW = 50


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale and the codes outside it; not clear where a code could as well be a point of a longer scale."""

    low: int
    high: int
    missing: tuple[str, ...]
    is_clear: bool

    def as_text(self) -> str:
        return f"{self.low}-{self.high}"


def find_scale(profile: Profile, *, fixed: tuple[int, int] | None = None) -> Scale | None:
    """Return the first usual scale that the values lie on, but for a few codes; None where there is none.

    Parameters
    ----------
    fixed : the scale of the metric, where it has only one (NPS): whatever lies outside is no answer.
    """
    if profile.number_share < 0.9:
        return None
    values: Counter[Decimal] = Counter()
    for text, number in profile.numbers.items():
        if text not in profile.refusals:
            values[number] += profile.counts[text]
    words = tuple(text for text in profile.texts if text not in profile.numbers or text in profile.refusals)
    if not values:
        return None
    for low, high in (fixed,) if fixed else _SCALES:
        outside = sorted(value for value in values if not low <= value <= high)
        inside = values.total() - sum(values[value] for value in outside)
        if inside < _LEAST_INSIDE * values.total() or len(outside) + len(words) > _MOST_CODES:
            continue
        if fixed or (_are_codes(outside, values, low, high) and _uses_its_ends(values, low, high)):
            return Scale(low, high, (*(f"{value:f}" for value in outside), *words), True)
    return _unclear(values)


def _are_codes(outside: list[Decimal], values: Counter[Decimal], low: int, high: int) -> bool:
    """Whether values outside a scale can only mean that nobody answered: 99, -1, or a rare 0 below a scale from 1."""
    for value in outside:
        is_blank = value == 0 and low == 1 and values[value] <= _LARGEST_BLANK_SHARE * values.total()
        is_code = value in _USUAL_CODES and (value < 0 or value >= high + 2)
        if not is_blank and not is_code:
            return False
    return True


def _uses_its_ends(values: Counter[Decimal], low: int, high: int) -> bool:
    """Whether both ends occur, as they do in any number of answers; among few answers one is enough."""
    ends = (Decimal(low) in values) + (Decimal(high) in values)
    return ends == 2 or (values.total() < _FEW and high <= 10 and (ends == 1 or max(values) > high - 2))


def _unclear(values: Counter[Decimal]) -> Scale | None:
    low, high = min(values), max(values)
    is_scale = low in (0, 1) and 3 <= high <= 11 and all(value == value.to_integral_value() for value in values)
    return Scale(int(low), int(high), (), False) if is_scale else None
