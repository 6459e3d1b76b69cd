"""The editor of business hours: for each weekday, pairs of times. Works without scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise

from rapport.accounts.business_hours import WEEKDAYS as DAY_NAMES
from rapport.accounts.workspace import BusinessInterval

SPARE_PAIRS = 2
"""Pairs of fields that a day has at least: morning and afternoon."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two fields of a day: from and to, as browsers write times; empty = not used."""

    opens: str = ""
    closes: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A weekday of the editor."""

    number: int
    name: str | Promise
    pairs: tuple[Pair, ...]


def days_of(intervals: Sequence[BusinessInterval]) -> list[Day]:
    """Return the editor's rows for business hours."""
    pairs: dict[int, list[Pair]] = {number: [] for number in range(7)}
    for interval in intervals:
        pairs[interval.weekday].append(Pair(f"{interval.opens:%H:%M}", _closing(interval.closes)))
    return [_day(number, pairs[number]) for number in range(7)]


def days_typed(data: QueryDict) -> list[Day]:
    """Return the editor's rows as they were sent, to show them again."""
    return [_day(number, _pairs_typed(data, number)) for number in range(7)]


def hours_typed(data: QueryDict) -> str:
    """Return what was sent as the setting is typed: ``Mon 09:00-12:00,13:00-17:00; Tue …``."""
    parts = []
    for number, name in enumerate(DAY_NAMES):
        spans = [f"{pair.opens}-{pair.closes if pair.closes != '00:00' else '24:00'}" for pair in _pairs_typed(data, number)]
        if spans:
            parts.append(f"{name} {','.join(spans)}")
    return "; ".join(parts)


def _pairs_typed(data: QueryDict, number: int) -> list[Pair]:
    typed = zip(data.getlist(f"opens-{number}"), data.getlist(f"closes-{number}"), strict=False)
    return [Pair(opens, closes) for opens, closes in typed if opens or closes]


def _day(number: int, pairs: Sequence[Pair]) -> Day:
    spare = max(SPARE_PAIRS - len(pairs), 0)
    return Day(number, WEEKDAYS[number], (*pairs, *(Pair() for _ in range(spare))))


def _closing(moment: time) -> str:
    """A browser writes midnight as the beginning of a day."""
    return "00:00" if moment == time.max else f"{moment:%H:%M}"
