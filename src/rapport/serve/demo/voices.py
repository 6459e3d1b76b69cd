"""What people say in public: reviews and mentions."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from rapport.serve.demo import truth
from rapport.serve.demo.answers import draw_scores
from rapport.serve.demo.calendar import DAY, Floats
from rapport.serve.demo.columns import Part, only, picked
from rapport.serve.demo.people import People
from rapport.serve.demo.purchases import Checkouts
from rapport.serve.demo.wording import Phrases, Slots

REVIEWS, SOCIAL = "reviews", "social"
_REVIEWED, _MENTIONED = 0.035, 0.02


def voices(people: People, orders: Checkouts, expected_nps: Floats, random: np.random.Generator) -> Iterator[Part]:
    """Return reviews and mentions; both come from the same causes as the answers to surveys."""
    had = np.where(orders.carrier >= 0, orders.delivered_at, orders.at)
    feeling = np.clip((expected_nps - 6.0) / 4.0, -1, 1)
    # Those with something to tell are those who were delighted or angry.
    strong = 0.4 + np.abs(feeling)
    names = [each.name for each in truth.PRODUCTS]
    for is_review, share in ((True, _REVIEWED), (False, _MENTIONED)):
        speaks = (random.random(len(had)) < share * strong) & (is_review | people.is_social[orders.person])
        speaks |= ~np.full(len(had), is_review) & people.is_social[orders.person] & (random.random(len(had)) < 0.12)
        of, means = orders.only(speaks), 3.2 + 1.4 * feeling[speaks]
        scores = draw_scores(random, means, low=1, high=5)
        good = scores >= 4
        at = had[speaks] + random.uniform(2, 25 if is_review else 4, len(scores)) * DAY
        themes = np.where(good, "product", np.where(of.delay > 0, "late", "product"))
        coffee = np.array([each.category == "Coffee" for each in truth.PRODUCTS])[of.product]
        themes = np.where(coffee, np.where(good, "coffee", np.where(of.delay > 0, "late", "price")), themes)
        product = [names[number] for number in of.product.tolist()]
        slots = Slots(product=product, days=of.delay.tolist(), agent=[""] * len(product), name=[""] * len(product))
        phrases = Phrases(random, people.language[of.person])
        columns = {
            "product": picked(names, of.product),
            "d_category": picked([each.category for each in truth.PRODUCTS], of.product),
            "language": people.language_codes.take(pa.array(of.person)),
        }
        if is_review:
            text = phrases.comments(good.tolist(), themes.tolist(), slots)
            rated = {"metric": "rating", "score": scores.astype(float), "scale_min": 1.0, "scale_max": 5.0}
            # Half of the reviewers gave their address to the site, which shows it to us; the others have a pen name.
            who = {"claimed_email": only(random.random(len(scores)) < 0.5), "handle": only(people.is_social[of.person])}
            yield Part(REVIEWS, "review_posted", of.person, at, who, columns | rated | {"text": pa.array(text, pa.string())})
        else:
            topics = np.where(good, "good", "bad").tolist()
            text = phrases.lines("mention", topics, slots)
            who = {"handle": only(np.ones(len(scores), bool))}
            yield Part(SOCIAL, "mention_posted", of.person, at, who, columns | {"text": pa.array(text, pa.string())})
