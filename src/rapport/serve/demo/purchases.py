"""Checkouts, orders, parcels and returns, in the order in which one causes the next."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from rapport.serve.demo import market, truth
from rapport.serve.demo.calendar import DAY, HOUR, Calendar, Flags, Floats, Ints
from rapport.serve.demo.people import People

NEVER = np.inf
_MOST_CHECKOUTS = 120


@dataclass(frozen=True)
class Checkouts:
    """Every time that somebody went to pay, as columns; `is_order` where it came to that.

    `person`, `at`; `shop` and `carrier` by their place in `truth`, -1 where there is none; `variant` 1 for the treatment of
    the experiment, 0 for its control, -1 for nobody in it; `delay` in days and `delivered_at` of orders that were shipped;
    `later_by_delay` is the share by which the delay before it made the order smaller.
    """

    person: Ints
    at: Floats
    is_order: Flags
    is_cancelled: Flags
    shop: Ints
    carrier: Ints
    variant: Ints
    has_error: Flags
    has_voucher: Flags
    is_guest: Flags
    uses_app: Flags
    product: Ints
    second_product: Ints
    amount: Ints
    second_amount: Ints
    delay_before: Ints
    delay: Ints
    shipped_at: Floats
    delivered_at: Floats
    is_stuck: Flags
    is_returned: Flags
    returned_at: Floats
    refunded_at: Floats

    def orders(self) -> "Checkouts":
        return self.only(self.is_order)

    @property
    def had_at(self) -> Floats:
        """When people held in their hands what they ordered; infinity for what was called off."""
        return np.where(self.carrier >= 0, self.delivered_at, np.where(self.shop >= 0, self.at, NEVER))

    def only(self, flags: Flags) -> "Checkouts":
        return Checkouts(**{each.name: getattr(self, each.name)[flags] for each in fields(self)})


@dataclass(frozen=True)
class Purchases:
    """What the people of a block bought, and when each of them left for good (infinity for who did not)."""

    checkouts: Checkouts
    left_at: Floats


class Shopping:
    """Lets the people of a block buy, one checkout after the other."""

    def __init__(self, people: People, calendar: Calendar, random: np.random.Generator) -> None:
        self._people = people
        self._calendar = calendar
        self._random = random
        of = people.segment
        self._rate = np.array([each.orders_a_year for each in truth.SEGMENTS])[of] / 365
        # People of one segment differ: a gamma with mean 1.
        self._rate = self._rate * random.gamma(3.0, 1 / 3.0, people.count) / truth.CONVERSION
        self._leaves = np.array([each.leaves_per_order for each in truth.SEGMENTS])[of]
        self._in_shop = np.array([each.in_shop for each in truth.SEGMENTS])[of]
        self._basket = np.array([each.basket for each in truth.SEGMENTS])[of]
        self._discount = np.array([each.discount for each in truth.SEGMENTS])[of]
        self._uses_app = people.has(5, 0.35)
        self._shows_treatment = people.has(6, 0.5)

    def run(self) -> Purchases:
        """Go through checkouts until everybody is beyond the end."""
        count = self._people.count
        alive = self._people.is_customer.copy()
        last, delay_before, left_at = np.maximum(self._people.joins_at, 0), np.zeros(count, int), np.full(count, NEVER)
        rounds = []
        for _ in range(_MOST_CHECKOUTS):
            at = self._next_checkout(last)
            here = np.flatnonzero(alive & (at < self._calendar.end))
            if not len(here):
                break
            checkouts = self._check_out(here, at[here], delay_before[here])
            rounds.append(checkouts)
            last = at.copy()
            ordered = checkouts.person[checkouts.is_order]
            arrived = checkouts.delivered_at[checkouts.is_order]
            delay_before[ordered] = checkouts.delay[checkouts.is_order]
            last[ordered] = np.maximum(last[ordered], np.where(np.isfinite(arrived), arrived, 0))
            chance = self._leaves[ordered] + truth.LEAVES_PER_DELAY_DAY * checkouts.delay[checkouts.is_order]
            leaves = self._random.random(len(ordered)) < chance
            left_at[ordered[leaves]] = last[ordered[leaves]]
            alive[ordered[leaves]] = False
            alive &= at < self._calendar.end
        return Purchases(_joined(rounds), left_at)

    def _next_checkout(self, last: Floats) -> Floats:
        gap = self._random.exponential(1.0, self._people.count) / np.maximum(self._rate, 1e-9)
        at = self._calendar.moment_of(self._calendar.season_of(last) + gap)
        # An hour of the same day, but never before what came before it.
        return np.maximum(self._calendar.at_some_hour(self._random, at, self._people.country), last + HOUR)

    def _check_out(self, person: Ints, at: Floats, delay_before: Ints) -> Checkouts:
        random, count = self._random, len(person)
        shop = self._shop(person)
        is_online = shop < 0
        variant = np.where(is_online & during(at, truth.EXPERIMENT.day, truth.EXPERIMENT.days), self._shows_treatment[person], -1)
        has_error = is_online & (random.random(count) < truth.WEB_ERROR * _release_factor(at))
        is_rolled_out = at >= (truth.EXPERIMENT.day + truth.EXPERIMENT.days) * DAY
        converts = truth.CONVERSION + truth.EXPERIMENT.uplift * ((variant == 1) | is_rolled_out)
        is_order = ~is_online | (random.random(count) < converts)
        product, amount, second_product, second_amount = self._basket_of(person, delay_before)
        has_voucher = random.random(count) < self._discount[person]
        paid = np.where(has_voucher, 1 - truth.VOUCHER, 1.0)
        is_cancelled = is_online & is_order & (random.random(count) < truth.CANCELLED)
        carrier = np.where(is_online & is_order & ~is_cancelled, self._carrier(person), -1)
        shipped_at, delivered_at, delay, is_stuck = self._deliver(at, carrier)
        is_returned = (
            is_order & ~is_cancelled & (random.random(count) < np.array([each.returned for each in market.PRODUCTS])[product])
        )
        had_it_since = np.where(is_online, delivered_at, at)
        returned_at = np.where(is_returned, had_it_since + random.uniform(1, 12, count) * DAY, NEVER)
        return Checkouts(
            person=person,
            at=at,
            is_order=is_order,
            is_cancelled=is_cancelled,
            shop=shop,
            carrier=carrier,
            variant=variant,
            has_error=has_error,
            has_voucher=has_voucher,
            is_guest=is_online & (random.random(count) < truth.BUYS_AS_GUEST),
            uses_app=is_online & self._uses_app[person],
            product=product,
            second_product=second_product,
            amount=(amount * paid).astype(np.int64),
            second_amount=(second_amount * paid).astype(np.int64),
            delay_before=delay_before,
            delay=delay,
            shipped_at=shipped_at,
            delivered_at=delivered_at,
            is_stuck=is_stuck,
            is_returned=is_returned,
            returned_at=returned_at,
            refunded_at=returned_at + random.uniform(2, 9, count) * DAY,
        )

    def _shop(self, person: Ints) -> Ints:
        """Draw a shop of the person's country, or -1 for the web."""
        goes = self._random.random(len(person)) < self._in_shop[person]
        return np.where(goes, _one_of_country(self._random, self._people.country[person], market.SHOPS), -1)

    def _carrier(self, person: Ints) -> Ints:
        return _one_of_country(self._random, self._people.country[person], market.CARRIERS)

    def _basket_of(self, person: Ints, delay_before: Ints) -> tuple[Ints, Floats, Ints, Floats]:
        random, count = self._random, len(person)
        shares = np.array([each.share for each in market.PRODUCTS])
        product, second = random.choice(len(market.PRODUCTS), (2, count), p=shares / shares.sum())
        second = np.where((random.random(count) < 0.3) & (second != product), second, -1)
        factor = self._basket[person] * random.lognormal(0, 0.25, count) * (1 + truth.BASKET_PER_DELAY_DAY * delay_before)
        prices = np.array([each.price for each in market.PRODUCTS])
        return product, prices[product] * factor, second, np.where(second >= 0, prices[second] * factor, 0)

    def _deliver(self, at: Floats, carrier: Ints) -> tuple[Floats, Floats, Ints, Flags]:
        """Return when parcels left and arrived, by how many days too late, and whether the incident held them up."""
        random, count = self._random, len(at)
        shipped_at = np.where(carrier >= 0, self._calendar.after_business_time(at, random.uniform(2, 9, count) * HOUR), NEVER)
        incident = truth.INCIDENT
        begins, ends = self._calendar.incident
        names = np.array([each.name for each in market.CARRIERS])
        is_held = (carrier >= 0) & (names[carrier] == incident.carrier) & (shipped_at >= begins) & (shipped_at < ends)
        late = np.where(is_held, incident.late, np.array([each.late for each in market.CARRIERS])[carrier])
        usual = random.geometric(1 - truth.DELAY_GOES_ON, count)
        held_days = 1 + random.poisson(incident.delay_days - 1, count)
        days = np.minimum(np.where(is_held, held_days, usual), truth.LONGEST_DELAY_DAYS)
        delay = np.where((random.random(count) < late) & (carrier >= 0), days, 0)
        promised = np.array([each.promised_days for each in market.CARRIERS])[carrier]
        arrives = np.where(carrier >= 0, shipped_at + (promised + delay) * DAY + random.uniform(-5, 5, count) * HOUR, NEVER)
        return shipped_at, arrives, delay, is_held & (delay > 0)


def during(at: Floats, day: int, days: int) -> Flags:
    return (at >= day * DAY) & (at < (day + days) * DAY)


def _release_factor(at: Floats) -> Floats:
    factor = np.ones(len(at))
    for release in truth.RELEASES:
        factor = np.where(during(at, release.day, release.days), release.errors, factor)
    return factor


def _one_of_country(random: np.random.Generator, country: Ints, places: Sequence[market.Shop | market.Carrier]) -> Ints:
    """Draw a shop or a carrier of each person's country by their shares."""
    chance, chosen = random.random(len(country)), np.full(len(country), -1)
    for number, each in enumerate(market.COUNTRIES):
        here = [(place, one.share) for place, one in enumerate(places) if one.country == each.code]
        edges = np.cumsum([share for _, share in here])
        numbers = np.array([place for place, _ in here])
        mine = country == number
        chosen[mine] = numbers[np.minimum(np.searchsorted(edges, chance[mine], side="right"), len(here) - 1)]
    return chosen


def _joined(rounds: list[Checkouts]) -> Checkouts:
    return Checkouts(**{each.name: np.concatenate([getattr(one, each.name) for one in rounds]) for each in fields(Checkouts)})
