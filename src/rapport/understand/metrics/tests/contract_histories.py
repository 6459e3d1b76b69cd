"""Contracts by chance, and what they come to when the definition is followed step by step, one contract at a time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.understand.metrics.tests.streams import Happened, happened

ORDER = ("started", "renewed", "changed", "cancelled", "ended")
"""Of steps at one moment the earlier one here comes first."""
BEGIN = datetime.fromisoformat("2026-01-01")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a contract; prices are those of a month, in minor units."""

    at: datetime
    kind: str
    price: int | None = None
    currency: str | None = "EUR"


History = tuple[Step, ...]


def histories(chance: random.Random, count: int) -> list[History]:
    """Return contracts of every sort: plain ones, and whatever else can be written down."""
    return [_plain(chance) if chance.random() < 0.3 else _anything(chance) for _ in range(count)]


def _plain(chance: random.Random) -> History:
    begin = _moment(chance)
    kinds = [
        "started",
        *["renewed"] * chance.randrange(4),
        *chance.choice([[], ["cancelled"], ["cancelled", "ended"], ["ended"]]),
    ]
    price = chance.choice([500, 900])
    return tuple(Step(begin + timedelta(days=9 * i), kind, price) for i, kind in enumerate(kinds))


def _anything(chance: random.Random) -> History:
    # Each kind once at a moment: which of two prices at one moment holds is not defined.
    steps = {}
    for _ in range(chance.randint(1, 7)):
        at, kind = _moment(chance), chance.choice(ORDER)
        is_priced = kind in ORDER[:3] or chance.random() < 0.3
        price = chance.choice([0, 100, 100, 250, None]) if is_priced else None
        steps[at, kind] = Step(at, kind, price, chance.choice(["EUR", "EUR", "EUR", "EUR", "USD", None]))
    return tuple(steps.values())


def _moment(chance: random.Random) -> datetime:
    # Few moments, so that steps fall together, also with the beginning of a month.
    return BEGIN + timedelta(days=chance.randrange(0, 120, 3), hours=chance.choice([0, 12]))


def stream_of(contracts: list[History], chance: random.Random) -> tuple[Happened, ...]:
    """Return all steps in no order; some prices are written for a year or a quarter."""
    return tuple(sorted(_steps(contracts, chance), key=lambda _: chance.random()))


def _steps(contracts: list[History], chance: random.Random) -> Iterator[Happened]:
    for number, history in enumerate(contracts):
        for step in history:
            interval, months = chance.choice([("month", 1), ("year", 12), ("quarter", 3)])
            fields: dict[str, object] = {"subscription_id": f"S{number}", "currency": step.currency}
            if step.price is not None:
                fields |= {"amount": step.price * months, "properties": {"interval": interval}}
            yield happened(f"subscription_{step.kind}", f"{step.at:%Y-%m-%d %H:%M}", number, **fields)


@dataclass(frozen=True, slots=True)
class Running:
    """What a contract is at a moment."""

    price: int
    currency: str | None


def running_at(history: History, moment: datetime) -> Running | None:
    """Return at which price a contract runs just before a moment; None where it does not.

    It runs from a start, renewal or change on, until an end, or a cancellation that no step follows. The currency is the one
    in which the price was first said that holds.
    """
    ordered = sorted(history, key=lambda step: (step.at, ORDER.index(step.kind)))
    counting = [step for step in ordered if step.kind != "cancelled" or step is ordered[-1]]
    running: Running | None = None
    for step in counting:
        if step.at >= moment:
            break
        if step.kind in ("cancelled", "ended"):
            running = None
        elif running is None or running.price != (step.price or 0):
            running = Running(step.price or 0, step.currency)
    return running
