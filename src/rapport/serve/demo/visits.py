"""Visits to the web shop: pages, events and errors, before and after people sign up."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rapport.serve.demo import market, truth
from rapport.serve.demo.calendar import DAY, Calendar, Flags, Floats, Ints
from rapport.serve.demo.columns import Column, Part, numbered, only, picked
from rapport.serve.demo.people import DEVICES, FAMILY, People
from rapport.serve.demo.purchases import Checkouts, Purchases

SOURCE = "web"
_PATHS = ("", "lamps", "furniture", "textiles", "kitchen", "coffee", "sale", "stories", "shops", "about")
_PRODUCT_PATHS = tuple(f"p/{product.name.lower().replace(' ', '-')}" for product in market.PRODUCTS)
_PAGES = (*_PATHS, *_PRODUCT_PATHS, "cart", "checkout", "orders/track", "returns")
_CART, _CHECKOUT, _TRACK, _RETURNS = range(len(_PAGES) - 4, len(_PAGES))
_ERRORS = ("payment provider timed out", "address could not be checked", "card was refused without a reason")
_STUCK = "carrier status is not available"


class Visits:
    """The visits of the people of a block."""

    def __init__(self, people: People, purchases: Purchases, calendar: Calendar, random: np.random.Generator) -> None:
        self._people = people
        self._purchases = purchases
        self._calendar = calendar
        self._random = random
        self._sessions = 0
        self._tracks = people.has(7, 0.8)
        """One in five people blocks the tracker."""

    def parts(self) -> Iterator[Part]:
        """Return browsing, visits that led to a checkout, and looks at a parcel that is late."""
        yield from self._browsing()
        yield from self._checking_out(self._purchases.checkouts)
        yield from self._looking_for_parcels(self._purchases.checkouts.orders())
        yield from self._returning(self._purchases.checkouts.orders())

    def _browsing(self) -> Iterator[Part]:
        random, people = self._random, self._people
        a_year = np.array([each.visits_a_year for each in truth.SEGMENTS])[people.segment]
        # People look around for some weeks before they sign up, and hardly any more after they left.
        since = np.maximum(people.joins_at - random.exponential(12, people.count) * DAY, 0)
        until = np.minimum(self._purchases.left_at + 20 * DAY, self._calendar.end)
        span = np.maximum(until - since, 0)
        person = np.repeat(np.arange(people.count), random.poisson(a_year / 365 * span / DAY))
        at = since[person] + random.random(len(person)) * span[person]
        at = self._calendar.at_some_hour(random, at, people.country[person])
        pages = np.minimum(random.geometric(0.36, len(person)), 12)
        yield from self._sessions_of(person, at, pages, first_page=None)

    def _checking_out(self, checkouts: Checkouts) -> Iterator[Part]:
        random = self._random
        online = checkouts.only(checkouts.shop < 0)
        begins = online.at - random.uniform(3, 12, len(online.at)) * 60
        device = np.where(online.uses_app, 0, self._device(len(online.at)))
        session = self._new_sessions(len(online.at))
        logged_in = ~online.is_guest
        at_checkout = np.full(len(online.at), _CHECKOUT)
        steps = ((0.0, len(_PATHS) + online.product), (0.6, np.full(len(online.at), _CART)), (1.0, at_checkout))
        tracked = self._tracks[online.person]
        channel = picked(("web", "app"), online.uses_app.astype(int))
        shared = {"session_id": session, "d_device": picked(DEVICES, device), "channel": channel}
        who = self._who(online.person, device, logged_in)

        def part(kind: str, at: Floats, **columns: Column) -> Part:
            return Part(SOURCE, kind, online.person, at, who, shared | columns)

        yield part("session_started", begins).only(tracked)
        for done, page in steps:
            yield part("page_viewed", begins + done * (online.at - begins), url=self._urls(online.person, page)).only(tracked)
        url = self._urls(online.person, at_checkout)
        yield part("event_tracked", online.at, touchpoint="Checkout started", url=url).only(tracked)
        message = picked([f'{{"message":"{text}"}}' for text in _ERRORS], random.integers(0, len(_ERRORS), len(online.at)))
        failed = part("event_tracked", online.at + 20, touchpoint="Error shown", url=url, properties=message)
        yield failed.only(tracked & online.has_error)
        yield from self._experiment(online)

    def _experiment(self, online: Checkouts) -> Iterator[Part]:
        """Tell who saw which checkout first, and who ordered then and there."""
        entered = online.variant >= 0
        taking_part = online.only(entered)
        order = np.lexsort((taking_part.at, taking_part.person))
        _, places = np.unique(taking_part.person[order], return_index=True)
        first = order[places]
        ordered = first[taking_part.is_order[first]]
        named = (truth.EXPERIMENT.control, truth.EXPERIMENT.treatment)
        for kind, rows, after in (("variant_assigned", first, -5.0), ("goal_reached", ordered, 90.0)):
            touchpoint = truth.EXPERIMENT.key if kind == "variant_assigned" else "ordered at the checkout"
            columns = {"touchpoint": touchpoint, "d_variant": picked(named, taking_part.variant[rows])}
            person = taking_part.person[rows]
            who = {"user_id": np.zeros(len(rows), int)}
            yield Part(SOURCE, kind, person, taking_part.at[rows] + after, who, columns)

    def _looking_for_parcels(self, orders: Checkouts) -> Iterator[Part]:
        random = self._random
        looks = random.poisson(0.25 * orders.delay)
        order = np.repeat(np.arange(len(orders.at)), np.where(orders.carrier >= 0, looks, 0))
        late_from = orders.delivered_at[order] - orders.delay[order] * DAY
        at = late_from + random.random(len(order)) * orders.delay[order] * DAY
        person = orders.person[order]
        at = self._calendar.at_some_hour(random, at, self._people.country[person])
        fails = orders.is_stuck[order] & (random.random(len(order)) < truth.WEB_ERROR_IN_INCIDENT)
        yield from self._sessions_of(person, at, np.ones(len(order), int), first_page=_TRACK, fails=fails)

    def _returning(self, orders: Checkouts) -> Iterator[Part]:
        """Once there is a portal, most returns begin there."""
        in_portal = orders.is_returned & (orders.returned_at >= truth.IMPROVEMENT.day * DAY)
        of = orders.only(in_portal & (self._random.random(len(orders.at)) < truth.IMPROVEMENT.used))
        yield from self._sessions_of(of.person, of.returned_at, np.ones(len(of.at), int), first_page=_RETURNS)
        page, who = np.full(len(of.at), _RETURNS), {"user_id": np.zeros(len(of.at), int)}
        columns = {"touchpoint": "Return started", "url": self._urls(of.person, page)}
        yield Part(SOURCE, "event_tracked", of.person, of.returned_at + 45, who, columns)

    def _sessions_of(
        self, person: Ints, at: Floats, pages: Ints, *, first_page: int | None, fails: Flags | None = None
    ) -> Iterator[Part]:
        """Return visits of so many pages each; those that begin at a page show nothing but it."""
        seen = np.flatnonzero(self._tracks[person] & (at >= 0) & (at <= self._calendar.end))
        person, at, pages = person[seen], at[seen], pages[seen]
        random, count = self._random, len(person)
        device = self._device(count)
        logged_in = (at >= self._people.joins_at[person]) & (random.random(count) < truth.LOGGED_IN)
        session, names = self._new_sessions(count), picked(DEVICES, np.minimum(device, 2))
        who = self._who(person, device, logged_in)
        yield Part(SOURCE, "session_started", person, at, who, {"session_id": session, "d_device": names})
        view = np.repeat(np.arange(count), pages)
        place = np.arange(len(view)) - np.repeat(np.cumsum(pages) - pages, pages)
        page = np.full(len(view), first_page) if first_page is not None else self._some_pages(len(view))
        columns = {
            "session_id": session.take(pa.array(view)),
            "d_device": names.take(pa.array(view)),
            "url": self._urls(person[view], page),
        }
        seconds = at[view] + 2 + place * random.uniform(15, 70, len(view))
        who_viewed = {name: slots[view] for name, slots in who.items()}
        yield Part(SOURCE, "page_viewed", person[view], seconds, who_viewed, columns)
        if fails is not None:
            failed = {
                "session_id": session,
                "d_device": names,
                "url": self._urls(person, np.full(count, _TRACK)),
                "touchpoint": "Error shown",
                "properties": f'{{"message":"{_STUCK}"}}',
            }
            yield Part(SOURCE, "event_tracked", person, at + 9, who, failed).only(fails[seen])

    def _who(self, person: Ints, device: Ints, logged_in: Flags) -> dict[str, Ints]:
        """Know the cookie of the device, which may be the tablet that two people share, and who is logged in."""
        shared = (device == 2) & self._people.shares_tablet[person]
        is_known = logged_in & self._people.is_customer[person]
        return {"anonymous_id": np.where(shared, FAMILY, np.minimum(device, 2)), "user_id": only(is_known)}

    def _device(self, count: int) -> Ints:
        return self._random.choice(len(DEVICES), count, p=(0.55, 0.33, 0.12))

    def _some_pages(self, count: int) -> Ints:
        return (_CART * self._random.random(count) ** 1.6).astype(int)

    def _new_sessions(self, count: int) -> pa.Array:
        self._sessions += count
        return numbered(f"s{self._people.number}-", np.arange(self._sessions - count, self._sessions))

    def _urls(self, person: Ints, page: Ints) -> pa.Array:
        sites = [f"{market.SITE}/{country.language.lower()}/" for country in market.COUNTRIES]
        return pc.binary_join_element_wise(picked(sites, self._people.country[person]), picked(_PAGES, page), "")
