"""A stream of everything, by chance, gives the same figures on both engines, whatever is asked."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rapport.understand.metrics.as_json import answer_as_json
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.metric import METRICS
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.streams import ALICE, Happened, happened

_KINDS = {
    "survey_answered": 5,
    "review_posted": 1,
    "order_placed": 4,
    "order_refunded": 1,
    "conversation_opened": 2,
    "message_received": 2,
    "message_sent": 4,
    "conversation_updated": 2,
    "conversation_solved": 3,
    "conversation_reopened": 1,
    "conversation_closed": 1,
    "call_received": 1,
    "page_viewed": 5,
    "subscription_started": 2,
    "subscription_renewed": 1,
    "subscription_changed": 1,
    "subscription_cancelled": 1,
    "subscription_ended": 1,
    "profile_updated": 2,
}


def _anything(chance: random.Random) -> Happened:
    kind = chance.choices(list(_KINDS), list(_KINDS.values()))[0]
    # Whole hours, so that several things happen at one moment.
    at = datetime.fromisoformat("2025-10-01") + timedelta(hours=chance.randrange(24 * 200))
    metric = chance.choice(["nps", "csat", "ces1", "ces2", "rating"]) if kind in ("survey_answered", "review_posted") else None
    fields: dict[str, object] = {
        "channel": chance.choice(["web", "email", "phone", "chat", None]),
        "direction": chance.choice(["inbound", "inbound", "outbound", None]),
        "product": chance.choice(["cup", "pot", "Tasse à café", None]),
        "agent_id": chance.choice(["bob", "carol", None]),
        "weight": chance.choice([0.5, 1.0, 2.0, None]),
        "dimensions": {"country": chance.choice(["DE", "FR", "JP"])} if chance.random() < 0.8 else {},
        "metric": metric,
        "score": float(chance.randint(1, 5)) if metric else None,
        "scale_min": 1.0 if metric else None,
        "scale_max": 5.0 if metric else None,
        "response_id": f"r{chance.randrange(40)}" if chance.random() < 0.5 else None,
    }
    if kind.startswith("order_"):
        fields |= {"order_id": chance.choice([f"o{chance.randrange(60)}", None]), "amount": chance.randint(0, 5000)}
        fields |= {"currency": chance.choice(["EUR", "EUR", "JPY", None])}
    if kind.startswith(("conversation_", "message_")):
        fields |= {"conversation_id": f"c{chance.randrange(80)}", "duration_s": chance.choice([60.5, 120.0, None])}
    if kind.startswith("subscription_"):
        fields |= {"subscription_id": f"s{chance.randrange(30)}", "amount": chance.randint(100, 5000), "currency": "EUR"}
        fields |= {"properties": {"interval": chance.choice(["month", "year", "week"])}}
    if kind == "profile_updated":
        fields |= {"traits": {"plan": chance.choice(["pro", "free"]), "age": chance.randint(18, 80)}}
    return happened(kind, f"{at:%Y-%m-%d %H:%M}", chance.choice([None, *range(60)]), **fields)


_chance = random.Random(20)
STREAM = tuple(_anything(_chance) for _ in range(2500))
WORKSPACE = replace(ALICE, zone="Europe/Berlin", margin=0.3, cost_per_contact=450, cost_per_hour=3500, minimum_cell=5)


@pytest.mark.clickhouse
@pytest.mark.parametrize(
    "asked",
    [
        {"every": "month"},
        {"by": ["country", "channel"], "first": "2025-11", "last": "2026-02", "compare": "previous"},
        {"by": ["trait.plan"], "where": "not did(order_placed, 60d, product contains TASSE) and channel != phone"},
        {"every": "week", "by": ["agent"], "where": "trait.age >= 30 or hour < 12", "window": "30d"},
    ],
    ids=lambda asked: " ".join(asked) or "plain",
)
@pytest.mark.parametrize("metric", METRICS)
def test_both_engines_give_the_same_answer(metric: str, asked: dict[str, object], open_stream: OpenStream) -> None:
    question = parse_question(metric, zone=WORKSPACE.zone, **asked)  # type: ignore[arg-type]  # its arguments

    duckdb, clickhouse = (
        answer_as_json(ask(WORKSPACE, open_stream(STREAM, engine), question)) for engine in ("duckdb", "clickhouse")
    )

    assert_same(duckdb, clickhouse)


def assert_same(one: object, other: object) -> None:
    """Compare documents; numbers may differ by the rounding of sums."""
    if isinstance(one, dict) and isinstance(other, dict):
        assert one.keys() == other.keys()
        for name in one:
            assert_same(one[name], other[name])
    elif isinstance(one, list) and isinstance(other, list):
        assert len(one) == len(other)
        for first, second in zip(one, other, strict=True):
            assert_same(first, second)
    elif isinstance(one, float) or isinstance(other, float):
        assert one == pytest.approx(other, rel=1e-9, abs=1e-9)
    else:
        assert one == other
