"""Half a year of a small shop: answers, orders and conversations of some three hundred people, always the same."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from rapport.understand.metrics.tests.streams import Happened, happened

FIRST = datetime(2026, 1, 1, 9, tzinfo=UTC)
DAYS = 181
TODAY = FIRST + timedelta(days=DAYS)
PEOPLE = 300
COUNTRIES = ("DE", "FR", "LT", "TH")
WORDS = {
    "en": "The parcel came late.",
    "th": "จัดส่งช้ามาก",
    "lt": "Siunta vėlavo, rašykite dana@example.com",
    "zh-Hant": "包裹太慢了",
}


def _stream() -> Iterator[Happened]:
    chance = random.Random(7)
    for person in range(1, PEOPLE + 1):
        country = chance.choice(COUNTRIES)
        yield _profile(person, country)
        for number in range(chance.randint(1, 4)):
            day = chance.randrange(DAYS)
            yield from _order(person, number, day, country, chance)
            if chance.random() < 0.6:
                yield from _answer(person, number, day, country, chance)
            if chance.random() < 0.3:
                yield from _conversation(person, number, day, country, chance)


def _at(day: int, hour: int = 0) -> str:
    return (FIRST + timedelta(days=day, hours=hour)).strftime("%Y-%m-%d %H:%M")


def _profile(person: int, country: str) -> Happened:
    return happened(
        "profile_updated",
        "2026-01-01 08:00",
        person,
        direction="internal",
        channel="system",
        traits={"name": f"Dana {person}", "plan": "pro" if person % 3 == 0 else "free"},
        dimensions={"country": country},
    )


def _order(person: int, number: int, day: int, country: str, chance: random.Random) -> Iterator[Happened]:
    yield happened(
        "order_placed",
        _at(day),
        person,
        order_id=f"o{person}-{number}",
        amount=chance.randrange(500, 20000),
        currency="EUR",
        channel=chance.choice(("web", "web", "store")),
        direction="inbound",
        dimensions={"country": country},
    )


def _answer(person: int, number: int, day: int, country: str, chance: random.Random) -> Iterator[Happened]:
    is_late = day > 90 and country == "DE"
    score = chance.choices(
        range(11), weights=[6, 3, 3, 3, 4, 6, 8, 8, 6, 4, 4] if is_late else [1, 0, 1, 1, 2, 3, 5, 9, 12, 14, 20]
    )[0]
    language = chance.choice(tuple(WORDS))
    yield happened(
        "survey_answered",
        _at(day, 5),
        person,
        metric="nps",
        score=float(score),
        scale_min=0.0,
        scale_max=10.0,
        survey_id="after order",
        response_id=f"r{person}-{number}",
        channel="email",
        direction="inbound",
        language=language,
        text=WORDS[language] if score < 7 else None,
        dimensions={"country": country},
    )


def _conversation(person: int, number: int, day: int, country: str, chance: random.Random) -> Iterator[Happened]:
    said = {"conversation_id": f"c{person}-{number}", "channel": "chat", "dimensions": {"country": country}}
    waits = chance.randrange(1, 30)
    yield happened("conversation_opened", _at(day, 1), person, direction="inbound", text="Where is my order?", **said)
    yield happened("message_sent", _at(day, 1 + waits), person, direction="outbound", agent_id="bob", **said)
    if chance.random() < 0.8:
        yield happened("conversation_solved", _at(day, 2 + waits), person, direction="outbound", agent_id="bob", **said)


STREAM = tuple(_stream())
