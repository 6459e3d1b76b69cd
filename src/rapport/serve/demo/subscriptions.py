"""Coffee by the month: subscriptions that begin, go on, change and end."""

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa

from rapport.serve.demo import market, truth
from rapport.serve.demo.calendar import DAY, Calendar, Flags, Floats, Ints
from rapport.serve.demo.columns import Column, Part, numbered, picked
from rapport.serve.demo.people import People
from rapport.serve.demo.purchases import Checkouts

SOURCE = "billing"
MONTH = 30.44 * DAY
_MONTHS = int(truth.DAYS * DAY // MONTH) + 14
"""Also those before the beginning."""


def _plan_trait(plan: Ints) -> pa.Array:
    return picked([f'{{"plan":"{each.name}"}}' for each in market.PLANS], plan)


_TRAITS: dict[str, Callable[[Ints], Column]] = {
    "subscription_started": _plan_trait,
    "subscription_changed": _plan_trait,
    "subscription_ended": lambda plan: '{"plan":"none"}',
}
"""What the steps that change it say of a person's plan."""


class Subscriptions:
    """The subscriptions of the people of a block, drawn month by month."""

    def __init__(
        self, people: People, orders: Checkouts, left_at: Floats, calendar: Calendar, random: np.random.Generator
    ) -> None:
        self._people = people
        self._steps: list[tuple[str, Ints, Floats, Ints]] = []
        subscribes = random.random(people.count) < np.array([each.subscribes for each in truth.SEGMENTS])[people.segment]
        self._person = np.flatnonzero(subscribes)
        count = len(self._person)
        self._number = np.full(people.count, -1)
        self._number[self._person] = np.arange(count)
        shares = np.array([plan.share for plan in market.PLANS[:2]])
        plan = random.choice(2, count, p=shares / shares.sum())
        plan = np.where(people.is_business[self._person], 2, plan)
        begins = people.joins_at[self._person] + random.exponential(70, count) * DAY
        self._delays = self._delays_by_month(orders)
        self._run(plan, begins, left_at[self._person], calendar, random)

    @property
    def renewals(self) -> tuple[Ints, Floats]:
        """Whose subscriptions were renewed, and when."""
        found = [(person, at) for kind, person, at, _ in self._steps if kind == "subscription_renewed"]
        if not found:
            return np.zeros(0, int), np.zeros(0)
        return np.concatenate([person for person, _ in found]), np.concatenate([at for _, at in found])

    @property
    def subscribers(self) -> Flags:
        return self._number >= 0

    def parts(self) -> Iterator[Part]:
        prices, names = np.array([plan.price for plan in market.PLANS]), [plan.name for plan in market.PLANS]
        for kind, person, at, plan in self._steps:
            columns = {
                "subscription_id": numbered(f"S{self._people.number}-", self._number[person]),
                "product": picked(names, plan),
                "amount": prices[plan],
                "currency": "EUR",
                "properties": '{"interval":"month"}',
                "traits": _TRAITS[kind](plan) if kind in _TRAITS else None,
            }
            yield Part(SOURCE, kind, person, at, {"user_id": np.zeros(len(person), int)}, columns)

    def _delays_by_month(self, orders: Checkouts) -> Ints:
        """Sum up the days of delay of the orders that arrived in each month, for each person."""
        delays = np.zeros((self._people.count, _MONTHS + 1), int)
        arrived = np.flatnonzero(np.isfinite(orders.delivered_at) & (orders.delay > 0))
        months = np.minimum((orders.delivered_at[arrived] // MONTH).astype(int), _MONTHS)
        np.add.at(delays, (orders.person[arrived], months), orders.delay[arrived])
        return delays

    def _run(self, plan: Ints, begins: Floats, left_at: Floats, calendar: Calendar, random: np.random.Generator) -> None:
        self._add("subscription_started", np.ones(len(plan), bool), begins, plan)
        alive = begins < calendar.end
        for month in range(1, _MONTHS):
            at = begins + month * MONTH
            due = alive & (at < calendar.end)
            if not due.any():
                break
            now = np.clip((at // MONTH).astype(int), 0, _MONTHS)
            recent = self._delays[self._person, now] + self._delays[self._person, np.maximum(now - 1, 0)]
            chance = truth.CANCELS_A_MONTH + truth.CANCELS_PER_DELAY_DAY * np.where(at >= 0, recent, 0)
            cancels = due & ((random.random(len(plan)) < chance) | (left_at < at))
            self._add("subscription_cancelled", cancels, at - random.uniform(1, 12, len(plan)) * DAY, plan)
            self._add("subscription_ended", cancels, at, plan)
            changes = due & ~cancels & (random.random(len(plan)) < 0.012) & (plan < 2)
            plan = np.where(changes, 1 - plan, plan)
            self._add("subscription_changed", changes, at - 60, plan)
            self._add("subscription_renewed", due & ~cancels, at, plan)
            alive &= ~cancels

    def _add(self, kind: str, flags: Flags, at: Floats, plan: Ints) -> None:
        self._steps.append((kind, self._person[flags], at[flags], plan[flags]))
