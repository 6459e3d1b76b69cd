"""What people answer when they are asked: would they recommend us, were they satisfied, was it easy."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from rapport.serve.demo import market, truth
from rapport.serve.demo.calendar import DAY, HOUR, Calendar, Floats, Ints
from rapport.serve.demo.columns import Column, Part, numbered, picked, where
from rapport.serve.demo.orders import Orders
from rapport.serve.demo.people import People
from rapport.serve.demo.purchases import Checkouts
from rapport.serve.demo.service import RETURNS, Contacts
from rapport.serve.demo.wording import Phrases, Slots

SOURCE = "surveys"
_CATEGORY = [each.category for each in market.PRODUCTS]


def draw_scores(random: np.random.Generator, means: Floats, *, low: int, high: int) -> Ints:
    """Draw whole scores from `low` to `high` whose means are exactly those given, within the ends of the scale.

    Beta-binomial: a chance from a beta distribution with that mean, then as many successes as the scale has steps.
    """
    steps = high - low
    share = np.clip((means - low) / steps, 0.02, 0.98)
    chance = random.beta(share * truth.ANSWERS_AS_IF, (1 - share) * truth.ANSWERS_AS_IF)
    return low + random.binomial(steps, chance)


@dataclass(frozen=True)
class Asked:
    """Questions that were answered, as columns."""

    survey: str
    metric: str
    low: int
    high: int
    person: Ints
    at: Floats
    scores: Ints
    columns: dict[str, Column]


class Answers:
    """The answers of the people of a block."""

    def __init__(self, people: People, calendar: Calendar, random: np.random.Generator) -> None:
        self._people = people
        self._calendar = calendar
        self._random = random
        self._responses = 0
        self._tone = np.array([each.tone for each in market.COUNTRIES])[people.country]

    def about_orders(self, orders: Checkouts, rows: Orders) -> Iterator[Part]:
        """Ask after a delivery or a purchase in a shop how likely people are to recommend us."""
        random = self._random
        at = orders.had_at + random.exponential(1.2, len(orders.at)) * DAY
        means = self.expected_nps(orders)
        scores = draw_scores(random, means, low=0, high=10)
        chance = truth.ANSWERS + truth.ANSWERS_PER_POINT * (scores - truth.ANSWERS_AROUND)
        answers = random.random(len(scores)) < chance
        themes = self._themes(orders, scores)
        texts = Phrases(random, self._people.language[orders.person]).comments(
            (scores >= 8).tolist(), themes, self._slots(orders.person, orders.product, orders.delay)
        )
        in_shop = orders.shop >= 0
        columns = {
            "touchpoint": picked(("Delivery", "Shop visit"), in_shop.astype(int)),
            "order_id": rows.ids,
            "product": picked([each.name for each in market.PRODUCTS], orders.product),
            "d_category": picked(_CATEGORY, orders.product),
            "d_shop": rows.shops,
            "d_carrier": rows.carriers,
            "text": where(random.random(len(scores)) < truth.COMMENTS, pa.array(texts, pa.string())),
        }
        yield self._part(Asked("after-purchase", "nps", 0, 10, orders.person, at, scores, columns)).only(answers)
        yield from self._about_returns(orders, rows)

    def expected_nps(self, orders: Checkouts) -> Floats:
        """Return the mean answer that the causes lead to."""
        of = self._people.segment[orders.person]
        quality = np.array([each.quality for each in market.PRODUCTS])[orders.product]
        shop = np.where(orders.shop >= 0, np.array([each.quality for each in market.SHOPS])[orders.shop], 0)
        base = np.array([each.nps for each in truth.SEGMENTS])[of] + (self._people.effect + self._tone)[orders.person]
        delay, error = truth.NPS_PER_DELAY_DAY * orders.delay, truth.NPS_PER_WEB_ERROR * orders.has_error
        return np.asarray(base + quality + shop + delay + error)

    def _themes(self, orders: Checkouts, scores: Ints) -> list[str]:
        """Say what an answer is about: the strongest of its causes, with chance."""
        pull = self._random.gumbel(0, 0.6, (len(scores), 6))
        quality = np.array([each.quality for each in market.PRODUCTS])[orders.product]
        in_shop, coffee = orders.shop >= 0, np.array([category == "Coffee" for category in _CATEGORY])[orders.product]
        is_bargain = np.array([each.key == "bargain hunters" for each in truth.SEGMENTS])[self._people.segment[orders.person]]
        bad = np.stack(
            [
                np.where(orders.delay > 0, 1.0 + 0.8 * orders.delay, -9),
                np.where(coffee, -9, 0.8 - 1.5 * np.minimum(quality, 0)),
                np.where(in_shop, -9, np.where(orders.has_error, 2.5, -0.5)),
                np.where(in_shop, 1.5, -9),
                0.6 + 0.7 * is_bargain,
                np.full(len(scores), -0.6),
            ],
            axis=1,
        )
        good = np.stack(
            [
                np.where(in_shop | (orders.delay > 0), -9, 1.3),
                np.where(coffee, -9, 1.2 + quality),
                np.where(in_shop | orders.has_error, -9, 0.3),
                np.where(in_shop, 2.0, -9),
                np.full(len(scores), 0.1) + 0.5 * is_bargain,
                np.where(coffee, 1.8, -9),
            ],
            axis=1,
        )
        bad_names = ("late", "product", "web", "shop", "price", "billing")
        good_names = ("delivery", "product", "web", "shop", "price", "coffee")
        worst, best = (bad + pull).argmax(axis=1).tolist(), (good + pull).argmax(axis=1).tolist()
        neutral = ((scores == 7) | (scores == 8)) & (self._random.random(len(scores)) < 0.3)
        is_lamp = [_CATEGORY[product] == "Lamps" for product in orders.product.tolist()]
        themes = []
        for score, w, b, plain, lamp in zip(scores.tolist(), worst, best, neutral.tolist(), is_lamp, strict=True):
            name = good_names[b] if score >= 8 else bad_names[w]
            themes.append("neutral" if plain else "lamp" if lamp and score < 8 and name == "product" else name)
        return themes

    def _about_returns(self, orders: Checkouts, rows: Orders) -> Iterator[Part]:
        """Ask after every return how easy it was."""
        returned = orders.is_returned
        of, random = orders.only(returned), self._random
        improved = of.returned_at >= truth.IMPROVEMENT.day * DAY
        means = truth.CES_BASE + truth.IMPROVEMENT.ces * improved - 0.8 + 0.3 * self._people.effect[of.person]
        scores = draw_scores(random, means, low=1, high=7)
        texts = Phrases(random, self._people.language[of.person]).comments(
            (scores >= 5).tolist(), ["returns"] * len(scores), self._slots(of.person, of.product, of.delay)
        )
        columns = {
            "touchpoint": "Returns",
            "order_id": rows.ids.take(pa.array(np.flatnonzero(returned))),
            "product": picked([each.name for each in market.PRODUCTS], of.product),
            "d_category": picked(_CATEGORY, of.product),
            "text": where(random.random(len(scores)) < 0.4, pa.array(texts, pa.string())),
        }
        asked = Asked("after-return", "ces2", 1, 7, of.person, of.refunded_at + 6 * HOUR, scores, columns)
        yield self._part(asked).only(random.random(len(scores)) < truth.RETURN_ANSWERS)

    def about_service(self, contacts: Contacts, conversation_ids: pa.Array) -> Iterator[Part]:
        """Ask after a conversation was solved: half whether they were satisfied, half whether it was easy."""
        random = self._random
        kindness = np.array([each.kindness for each in market.AGENTS])[contacts.agent]
        hours = np.minimum(contacts.waited / HOUR, truth.CSAT_WAIT_CAP_HOURS)
        csat = truth.CSAT_BASE + kindness + truth.CSAT_PER_WAITED_HOUR * hours + truth.CSAT_REOPENED * contacts.is_reopened
        csat = csat + 0.3 * self._people.effect[contacts.person]
        ces = truth.CES_BASE + truth.CES_REOPENED * contacts.is_reopened + 0.3 * self._people.effect[contacts.person]
        answers = (random.random(len(csat)) < truth.SERVICE_ANSWERS) & np.isfinite(contacts.solved_at)
        answers &= contacts.topic != RETURNS
        is_csat = random.random(len(csat)) < 0.6
        agents = [each.name for each in market.AGENTS]
        themes = np.where(hours > 4, "wait", "staff")
        for survey, metric, means, low, high, flags in (
            ("after-support", "csat", csat, 1, 5, answers & is_csat),
            ("after-support", "ces2", ces, 1, 7, answers & ~is_csat),
        ):
            scores = draw_scores(random, means, low=low, high=high)
            good = scores >= (low + high) / 2 + 1
            said = [("staff" if is_good else str(theme)) for is_good, theme in zip(good.tolist(), themes.tolist(), strict=True)]
            slots = self._slots(contacts.person, contacts.product, contacts.delay, contacts.agent)
            texts = Phrases(random, self._people.language[contacts.person]).comments(good.tolist(), said, slots)
            columns = {
                "touchpoint": "Support",
                "conversation_id": conversation_ids,
                "agent_id": picked(agents, contacts.agent),
                "text": where(random.random(len(scores)) < 0.35, pa.array(texts, pa.string())),
            }
            # Two surveys never go out at the same second; it also keeps the steps of a conversation in order.
            at = np.where(contacts.is_reopened, contacts.solved_at + 4.5 * DAY, contacts.solved_at + 3 * HOUR)
            yield self._part(Asked(survey, metric, low, high, contacts.person, at, scores, columns)).only(flags)

    def _part(self, asked: Asked) -> Part:
        count = len(asked.person)
        self._responses += count
        text = asked.columns["text"]
        columns = {
            **asked.columns,
            "survey_id": asked.survey,
            "question_id": asked.metric,
            "response_id": numbered(f"R{self._people.number}-", np.arange(self._responses - count, self._responses)),
            "metric": asked.metric,
            "score": asked.scores.astype(float),
            "scale_min": float(asked.low),
            "scale_max": float(asked.high),
            "language": where(np.asarray(text.is_valid()), self._people.language_codes.take(pa.array(asked.person))),
        }
        return Part(SOURCE, "survey_answered", asked.person, asked.at, {"email": np.zeros(count, int)}, columns)

    def _slots(self, person: Ints, product: Ints, delay: Ints, agent: Ints | None = None) -> Slots:
        names = self._people.first_names
        return Slots(
            product=[market.PRODUCTS[number].name for number in product.tolist()],
            days=delay.tolist(),
            agent=[""] * len(product) if agent is None else [market.AGENTS[number].name for number in agent.tolist()],
            name=[names[number] for number in person.tolist()],
        )
