"""Why people get in touch, and how they are answered: conversations by e-mail and chat, and calls."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa

from rapport.serve.demo import market, truth
from rapport.serve.demo.calendar import DAY, HOUR, Calendar, Flags, Floats, Ints
from rapport.serve.demo.columns import Column, Part, numbered, only, picked, where
from rapport.serve.demo.people import People
from rapport.serve.demo.purchases import Checkouts, Purchases
from rapport.serve.demo.wording import LANGUAGES, Phrases, Slots

HELPDESK, TELEPHONE = "helpdesk", "telephone"
TOPICS = ("delivery", "product", "returns", "web", "billing", "general")
_SHOWN = ("Delivery", "Product", "Returns", "Web shop", "Billing", "Question")
DELIVERY, PRODUCT, RETURNS, WEB, BILLING, GENERAL = range(len(TOPICS))
EMAIL, CHAT, CALL = range(3)
IS_COFFEE = [product.category == "Coffee" for product in market.PRODUCTS]
_CHANNELS = ("email", "chat", "phone")
_CHANNEL_SHARES = (0.46, 0.32, 0.22)


@dataclass(frozen=True)
class Contacts:
    """Every time that somebody got in touch, as columns."""

    person: Ints
    at: Floats
    topic: Ints
    order: Ints
    product: Ints
    delay: Ints
    channel: Ints
    agent: Ints
    answered_at: Floats
    waited: Floats
    """Seconds of business time until the first answer."""
    solved_at: Floats
    is_reopened: Flags
    is_missed: Flags

    def only(self, flags: Flags) -> "Contacts":
        return Contacts(**{each.name: getattr(self, each.name)[flags] for each in fields(self)})


@dataclass(frozen=True)
class Reasons:
    """Why somebody got in touch, as columns; `order` is the place of the order, -1 where it is about none."""

    person: Ints
    at: Floats
    topic: Ints
    order: Ints
    product: Ints
    delay: Ints


def draw_reasons(
    people: People,
    purchases: Purchases,
    orders: Checkouts,
    renewals: tuple[Ints, Floats],
    calendar: Calendar,
    random: np.random.Generator,
) -> Reasons:
    """Draw who gets in touch about what; a delay, a return, an error and a bill make it more likely."""
    none = np.full(0, -1)
    found = []

    def add(topic: int, person: Ints, at: Floats, order: Ints | None = None, product: Ints | None = None) -> None:
        nothing = np.full(len(person), -1)
        order = nothing if order is None else order
        delay = np.where(order >= 0, orders.delay[order] if len(orders.at) else none, 0)
        some = random.choice(np.flatnonzero(~np.array(IS_COFFEE)), len(person)) if product is None else product
        found.append(Reasons(person, at, np.full(len(person), topic), order, some, delay))

    places = np.arange(len(orders.at))
    chance = truth.CONTACT_PER_ORDER + truth.CONTACT_PER_DELAY_DAY * orders.delay
    asks = random.random(len(places)) < chance
    about_delivery = asks & (orders.delay > 0)
    about_product = asks & (orders.delay == 0) & ~orders.is_cancelled
    due = np.where(orders.carrier >= 0, orders.delivered_at - orders.delay * DAY, orders.at)
    add(DELIVERY, orders.person[about_delivery], due[about_delivery], places[about_delivery], orders.product[about_delivery])
    add(PRODUCT, orders.person[about_product], orders.had_at[about_product], places[about_product], orders.product[about_product])

    improved = orders.returned_at >= truth.IMPROVEMENT.day * DAY
    chance = truth.CONTACT_PER_RETURN * np.where(improved, truth.IMPROVEMENT.contacts, 1.0)
    asks = orders.is_returned & (random.random(len(places)) < chance)
    add(RETURNS, orders.person[asks], orders.returned_at[asks], places[asks], orders.product[asks])

    every = purchases.checkouts
    asks = every.has_error & (random.random(len(every.at)) < truth.CONTACT_AFTER_WEB_ERROR)
    add(WEB, every.person[asks], every.at[asks])

    person, at = renewals
    asks = random.random(len(at)) < truth.BILLING_CONTACT_PER_RENEWAL
    add(BILLING, person[asks], at[asks])

    until = np.minimum(purchases.left_at, calendar.end)
    span = np.maximum(until - np.maximum(people.joins_at, 0), 0) * people.is_customer
    person = np.repeat(np.arange(people.count), random.poisson(truth.GENERAL_QUESTIONS_A_YEAR * span / DAY / 365))
    add(GENERAL, person, np.maximum(people.joins_at[person], 0) + random.random(len(person)) * span[person])
    return Reasons(**{each.name: np.concatenate([getattr(one, each.name) for one in found]) for each in fields(Reasons)})


def draw_contacts(people: People, reasons: Reasons, calendar: Calendar, random: np.random.Generator) -> Contacts:
    """Draw how contacts went: channel, agent, waiting, solving, opening again."""
    within = (reasons.at >= 0) & (reasons.at <= calendar.end)
    person, topic = reasons.person[within], reasons.topic[within]
    count = len(person)
    channel = random.choice(len(_CHANNELS), count, p=_CHANNEL_SHARES)
    moved = calendar.on_a_likely_weekday(random, reasons.at[within])
    moved = np.maximum(calendar.at_some_hour(random, moved, people.country[person]), reasons.at[within])
    # Chats and calls take place while somebody is there.
    at = np.where(
        channel == EMAIL, moved, calendar.after_business_time(moved, np.full(count, 60.0)) + random.random(count) * 3 * HOUR
    )
    agent = _some_agent(random, people.language[person])
    speed = np.array([each.speed for each in market.AGENTS])[agent]
    median = np.where(channel == EMAIL, truth.EMAIL_WAIT_HOURS, truth.CHAT_WAIT_HOURS) * HOUR
    begins, ends = calendar.incident
    is_crowded = (at >= begins) & (at < ends) & (people.language[person] == LANGUAGES.index("de"))
    wait = median * speed * random.lognormal(0, 0.8, count) * np.where(is_crowded, truth.INCIDENT.waits_longer, 1.0)
    answered_at = np.where(channel == EMAIL, calendar.after_business_time(at, wait), at + wait)
    waited = np.where(channel == EMAIL, calendar.business_time_between(at, answered_at), wait)
    to_solve = np.where(channel == EMAIL, 10 * HOUR, 0.15 * HOUR) * random.lognormal(0, 1.0, count)
    never = random.random(count) < 0.025
    return Contacts(
        person=person,
        at=at,
        topic=topic,
        order=reasons.order[within],
        product=reasons.product[within],
        delay=reasons.delay[within],
        channel=channel,
        agent=agent,
        answered_at=answered_at,
        waited=waited,
        solved_at=np.where(never, np.inf, answered_at + to_solve + 300),
        is_reopened=random.random(count) < truth.REOPENS,
        is_missed=(channel == CALL) & (random.random(count) < 0.07 * np.where(is_crowded, 3.0, 1.0)),
    )


def _some_agent(random: np.random.Generator, language: Ints) -> Ints:
    agent = np.zeros(len(language), int)
    for number, code in enumerate(LANGUAGES):
        who = np.array([place for place, each in enumerate(market.AGENTS) if code in each.languages])
        mine = np.flatnonzero(language == number)
        agent[mine] = who[random.integers(0, len(who), len(mine))]
    return agent


class Desk:
    """The contacts of a block, as rows."""

    def __init__(self, people: People, contacts: Contacts, order_ids: pa.Array, random: np.random.Generator) -> None:
        self._people = people
        self._random = random
        self._order_ids = order_ids
        self._written = contacts.only(contacts.channel != CALL)
        self._calls = contacts.only(contacts.channel == CALL)

    def conversation_ids(self) -> pa.Array:
        """Return the number of every written contact."""
        return numbered(f"T{self._people.number}-", np.arange(len(self._written.at)))

    @property
    def written(self) -> Contacts:
        return self._written

    def parts(self) -> Iterator[Part]:
        yield from self._conversations()
        yield from self._spoken()

    def _conversations(self) -> Iterator[Part]:
        random, of = self._random, self._written
        everything = np.ones(len(of.at), bool)
        talk, topics = self._phrases(of), self._topics(of)
        answered, solved = np.isfinite(of.answered_at), np.isfinite(of.solved_at)
        yield self._step("conversation_opened", everything, of.at, text=talk.lines("question", topics, self._slots(of)))
        yield self._step("conversation_assigned", everything, of.at + 0.4 * (of.answered_at - of.at), by_agent=True)
        answers = talk.lines("answer", topics, self._slots(of), by_agent=True)
        yield self._step("message_sent", answered, of.answered_at, text=answers, by_agent=True, seconds=self._handling())
        goes_on, half = random.random(len(of.at)) < 0.38, (of.solved_at - of.answered_at)
        asked_at, told_at = of.answered_at + 0.3 * half, of.answered_at + 0.7 * half
        more_talk = self._phrases(of)
        more = more_talk.lines("more", None, self._slots(of))
        yield self._step("message_received", goes_on & solved, asked_at, text=more)
        more = more_talk.lines("more_answer", None, self._slots(of), by_agent=True)
        yield self._step("message_sent", goes_on & solved, told_at, text=more, by_agent=True, seconds=self._handling())
        notes = self._phrases(of).lines("note", None, self._slots(of), by_agent=True)
        yield self._step("note_added", random.random(len(of.at)) < 0.12, of.answered_at - 60, text=notes, by_agent=True)
        yield self._step("conversation_solved", solved, of.solved_at, by_agent=True)
        yield from self._reopened(solved & of.is_reopened)
        # What nobody solved is closed after a month.
        closed = ~solved | (~of.is_reopened & (random.random(len(of.at)) < 0.5))
        yield self._step("conversation_closed", closed, np.where(solved, of.solved_at + 3 * DAY, of.at + 30 * DAY))

    def _reopened(self, flags: Flags) -> Iterator[Part]:
        of = self._written
        again_at = of.solved_at + self._random.uniform(0.2, 3, len(of.at)) * DAY
        texts = self._phrases(of).lines("reopened", None, self._slots(of))
        yield self._step("conversation_reopened", flags, again_at, text=texts)
        answer = self._phrases(of).lines("again_answer", None, self._slots(of), by_agent=True)
        done_at = again_at + self._random.uniform(1, 20, len(of.at)) * HOUR
        yield self._step("message_sent", flags, done_at, text=answer, by_agent=True, seconds=self._handling())
        yield self._step("conversation_solved", flags, done_at + 600, by_agent=True)

    def _spoken(self) -> Iterator[Part]:
        of = self._calls
        columns = self._columns(of) | {"agent_id": picked([each.name for each in market.AGENTS], of.agent)}
        columns["duration_s"] = np.round(self._random.lognormal(5.4, 0.6, len(of.at)))
        # Somebody who is found in the list of customers is known by its number as well.
        looked_up = self._people.is_in_crm[of.person] & (self._random.random(len(of.at)) < 0.6)
        who = {"phone": np.zeros(len(of.at), int), "external": only(looked_up)}
        yield Part(TELEPHONE, "call_received", of.person, of.at, who, columns).only(~of.is_missed)
        missed = {name: columns[name] for name in ("channel", "touchpoint", "d_agent_team")}
        yield Part(TELEPHONE, "call_missed", of.person, of.at, {"phone": who["phone"]}, missed).only(of.is_missed)
        called_back = of.is_missed & (self._random.random(len(of.at)) < 0.8)
        later = of.at + self._random.uniform(0.2, 3, len(of.at)) * HOUR
        yield Part(TELEPHONE, "call_made", of.person, later, {"phone": who["phone"]}, columns).only(called_back)

    def _step(
        self,
        kind: str,
        flags: Flags,
        at: Floats,
        *,
        text: list[str] | None = None,
        by_agent: bool = False,
        seconds: Floats | None = None,
    ) -> Part:
        of = self._written
        columns = self._columns(of) | {"conversation_id": self.conversation_ids(), "order_id": self._orders_of(of)}
        if text is not None:
            columns |= {"text": pa.array(text, pa.string()), "language": self._people.language_codes.take(pa.array(of.person))}
        if by_agent:
            columns["agent_id"] = picked([each.name for each in market.AGENTS], of.agent)
        if seconds is not None:
            columns["duration_s"] = seconds
        is_mail = of.channel == EMAIL
        # Who writes an e-mail holds its address; in a chat it is typed in, and some are logged in.
        logged_in = ~is_mail & (self._people.has(7, 0.5)[of.person])
        who = {"email": only(is_mail), "claimed_email": only(~is_mail), "user_id": only(logged_in)}
        return Part(HELPDESK, kind, of.person, at, who, columns).only(flags)

    def _columns(self, of: Contacts) -> dict[str, Column]:
        teams = picked([f"Team {code.upper()}" for code in LANGUAGES], self._people.language[of.person])
        return {
            "channel": picked(_CHANNELS, of.channel),
            "touchpoint": picked(_SHOWN, of.topic),
            "product": where(of.order >= 0, picked([each.name for each in market.PRODUCTS], of.product)),
            "d_agent_team": teams,
        }

    def _orders_of(self, of: Contacts) -> pa.Array:
        return self._order_ids.take(pa.array(np.maximum(of.order, 0), mask=of.order < 0))

    def _handling(self) -> Floats:
        speed = np.array([each.speed for each in market.AGENTS])[self._written.agent]
        return np.asarray(np.round(self._random.lognormal(5.2, 0.6, len(speed)) * speed))

    def _topics(self, of: Contacts) -> list[str]:
        """Return what each conversation is about, as the phrases name it: of coffee, people ask something else."""
        pairs = zip(of.topic.tolist(), of.product.tolist(), strict=True)
        return ["coffee" if topic == PRODUCT and IS_COFFEE[product] else TOPICS[topic] for topic, product in pairs]

    def _phrases(self, of: Contacts) -> Phrases:
        return Phrases(self._random, self._people.language[of.person])

    def _slots(self, of: Contacts) -> Slots:
        names = self._people.first_names
        return Slots(
            product=[market.PRODUCTS[product].name for product in of.product.tolist()],
            days=of.delay.tolist(),
            agent=[market.AGENTS[agent].name for agent in of.agent.tolist()],
            name=[names[person] for person in of.person.tolist()],
        )
