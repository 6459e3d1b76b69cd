"""What people say in public: reviews and mentions."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from rapport.serve.demo import market
from rapport.serve.demo.answers import draw_scores
from rapport.serve.demo.calendar import DAY, Flags, Floats, Ints
from rapport.serve.demo.columns import Column, Part, only, picked
from rapport.serve.demo.people import People
from rapport.serve.demo.purchases import Checkouts
from rapport.serve.demo.service import IS_COFFEE
from rapport.serve.demo.wording import Phrases, Slots

REVIEWS, SOCIAL = "reviews", "social"
_REVIEWS, _MENTIONS = 0.035, 0.14
"""Chance for each order, of a review by anybody and of a mention by those who are social."""
_NAMES = [each.name for each in market.PRODUCTS]
_CATEGORIES = [each.category for each in market.PRODUCTS]


class Voices:
    """What the people of a block say in public; it comes from the same causes as their answers to surveys."""

    def __init__(self, people: People, orders: Checkouts, expected_nps: Floats, random: np.random.Generator) -> None:
        self._people = people
        self._orders = orders
        self._random = random
        self._feeling = np.clip((expected_nps - 6.0) / 4.0, -1, 1)

    def parts(self) -> Iterator[Part]:
        # Those with something to tell are those who were delighted or angry.
        eager = 0.4 + np.abs(self._feeling)
        yield self._reviews(self._random.random(len(eager)) < _REVIEWS * eager)
        is_social = self._people.is_social[self._orders.person]
        yield self._mentions(is_social & (self._random.random(len(eager)) < _MENTIONS * eager))

    def _reviews(self, flags: Flags) -> Part:
        of, scores = self._orders.only(flags), self._stars(flags)
        good = scores >= 4
        themes = [_theme(*row) for row in zip(good.tolist(), of.product.tolist(), of.delay.tolist(), strict=True)]
        text = Phrases(self._random, self._people.language[of.person]).comments(good.tolist(), themes, self._slots(of))
        rated = {"metric": "rating", "score": scores.astype(float), "scale_min": 1.0, "scale_max": 5.0}
        # Half of the reviewers gave their address to the site, which shows it to us; the others have a pen name.
        who = {"claimed_email": only(self._random.random(len(scores)) < 0.5), "handle": only(self._people.is_social[of.person])}
        columns = self._columns(of, text) | rated
        return Part(REVIEWS, "review_posted", of.person, self._when(flags, days=25), who, columns)

    def _mentions(self, flags: Flags) -> Part:
        of, good = self._orders.only(flags), self._stars(flags) >= 4
        is_coffee, is_late = np.array(IS_COFFEE)[of.product], of.delay > 0
        topics = np.where(good, np.where(is_coffee, "coffee", "good"), np.where(is_late, "late", "product"))
        text = Phrases(self._random, self._people.language[of.person]).lines("mention", topics.tolist(), self._slots(of))
        who = {"handle": only(np.ones(len(good), bool))}
        part = Part(SOCIAL, "mention_posted", of.person, self._when(flags, days=4), who, self._columns(of, text))
        # Nobody complains in public that coffee broke.
        return part.only(good | is_late | ~is_coffee)

    def _stars(self, flags: Flags) -> Ints:
        return draw_scores(self._random, 3.2 + 1.4 * self._feeling[flags], low=1, high=5)

    def _when(self, flags: Flags, *, days: float) -> Floats:
        had = self._orders.had_at[flags]
        return np.asarray(had + self._random.uniform(1, days, len(had)) * DAY)

    def _columns(self, of: Checkouts, text: list[str]) -> dict[str, Column]:
        return {
            "product": picked(_NAMES, of.product),
            "d_category": picked(_CATEGORIES, of.product),
            "language": self._people.language_codes.take(pa.array(of.person)),
            "text": pa.array(text, pa.string()),
        }

    def _slots(self, of: Checkouts) -> Slots:
        names = self._people.first_names
        return Slots(
            product=[_NAMES[number] for number in of.product.tolist()],
            days=of.delay.tolist(),
            agent=[""] * len(of.at),
            name=[names[person] for person in of.person.tolist()],
        )


def _theme(good: bool, product: int, delay: int) -> str:
    """Say what a review is about."""
    if good:
        return "coffee" if IS_COFFEE[product] else "product"
    if delay > 0:
        return "late"
    return "price" if IS_COFFEE[product] else "lamp" if _CATEGORIES[product] == "Lamps" else "product"
