"""How what a figure counts is spread adds up to its n."""

from dataclasses import replace

import pytest

from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.evidence.behind import EvidenceOf
from rapport.understand.metrics.evidence.details import details_of
from rapport.understand.metrics.evidence.distribution import Bin, spread_of
from rapport.understand.metrics.evidence.evidence import evidence
from rapport.understand.metrics.evidence.parts import part_named
from rapport.understand.metrics.metric import METRICS
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.populations.identity import Entity
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.golden.all_cases import STORIES
from rapport.understand.metrics.tests.streams import ALICE, happened

ORDERS = tuple(
    happened("order_placed", f"2026-03-{1 + i:02} 10:00", i, order_id=f"o{i}", amount=amount, currency="EUR")
    for i, amount in enumerate([99, 150, 250, 250, 800, 1500, 2500, 5500, 12000, *range(101, 116), 60000])
)
CHAT = (
    happened("conversation_opened", "2026-03-01 10:00", 1, conversation_id="c1", direction="inbound", text="Kur mano siunta?"),
    happened("message_sent", "2026-03-01 10:30", 1, conversation_id="c1", direction="outbound", text="It is on its way."),
    happened("message_received", "2026-03-01 10:40", 1, conversation_id="c1", direction="inbound", text="Ačiū", order_id="o7"),
    happened("survey_answered", "2026-03-02 10:00", 1, metric="nps", score=3.0, scale_max=10.0, response_id="r1"),
    happened("survey_answered", "2026-03-02 10:00", 1, question_id="why", text="Per lėtai", response_id="r1", language="lt"),
    happened("survey_answered", "2026-03-02 11:00", 2, metric="nps", score=10.0, response_id="r2", text="Puiku"),
)

_SET_UP = replace(ALICE, margin=0.3, cost_per_contact=450)


@pytest.mark.parametrize("metric", METRICS)
def test_a_spread_holds_all_that_n_counts(metric: str, open_stream: OpenStream) -> None:
    for story in STORIES.values():
        store = open_stream(story, "duckdb")
        question = parse_question(metric, zone="UTC")
        for row in ask(_SET_UP, store, question).rows:
            spread = spread_of(_SET_UP, store, question, key=row.key)

            assert spread is None or spread.n == row.estimate.n
            for each in spread.bins if spread else ():
                part = part_named(METRICS[metric], each.range)
                assert evidence(_SET_UP, store, question, key=row.key, part=part).total == each.count


@pytest.mark.parametrize("engine", ENGINES)
def test_amounts_fall_between_round_numbers(engine: str, open_stream: OpenStream) -> None:
    spread = spread_of(ALICE, open_stream(ORDERS, engine), parse_question("average_transaction_size", zone="UTC"))

    assert spread
    assert not spread.is_exact
    assert spread.bins[0] == Bin(0.5, 1.0, 1)
    assert spread.bins[1] == Bin(1.0, 2.0, 16)
    assert spread.bins[-1] == Bin(500.0, None, 1)
    assert all(one.high == other.low for one, other in zip(spread.bins, spread.bins[1:], strict=False))


@pytest.mark.parametrize("engine", ENGINES)
def test_few_values_stand_each_for_itself(engine: str, open_stream: OpenStream) -> None:
    spread = spread_of(ALICE, open_stream(CHAT, engine), parse_question("nps", zone="UTC"))

    assert spread
    assert (spread.bins, spread.unit, spread.is_exact) == ((Bin(3.0, 3.0, 1), Bin(10.0, 10.0, 1)), "score", True)


@pytest.mark.parametrize("engine", ENGINES)
def test_people_words_conversations_and_orders_are_behind_a_figure(engine: str, open_stream: OpenStream) -> None:
    store = open_stream(CHAT, engine)
    waiting = EvidenceOf(ALICE, store, parse_question("first_response_time", zone="UTC"))
    counts = waiting.counts()

    assert (counts.people, counts.verbatims, counts.conversations, counts.orders) == (1, 2, 1, 1)
    assert [(each.id, each.rows) for each in waiting.entities(Entity.CONVERSATION, limit=10)] == [("c1", 3)]
    assert [each.id for each in waiting.entities(Entity.ORDER, limit=10)] == ["o7"]
    said = details_of(store, Entity.INTERACTION, waiting.verbatims(limit=10), until=None)
    assert [each.text for each in sorted(said.values(), key=lambda each: each.first_at)] == ["Kur mano siunta?", "Ačiū"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_comment_belongs_to_the_answer_of_the_same_response(engine: str, open_stream: OpenStream) -> None:
    store = open_stream(CHAT, engine)
    question = parse_question("nps", zone="UTC")
    unhappy = EvidenceOf(ALICE, store, question, part=part_named(METRICS["nps"], "detractor"))

    [row] = unhappy.verbatims(limit=10)

    comment = details_of(store, Entity.INTERACTION, [row], until=None)[row]
    assert (comment.text, comment.language, comment.person_id) == ("Per lėtai", "lt", 1)
    assert [each.id for each in unhappy.entities(Entity.PERSON, limit=10)] == ["1"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("metric", ["active_people", "orders", "conversations_opened", "response_count", "interactions"])
def test_every_sort_of_entity_has_details(metric: str, engine: str, open_stream: OpenStream) -> None:
    store = open_stream((*CHAT, *ORDERS[:3]), engine)
    found = evidence(ALICE, store, parse_question(metric, zone="UTC"))

    ids = [row.id for row in found.rows if row.id]
    details = details_of(store, found.entity, ids, until=None)

    assert set(details) == set(ids)
    assert all(each.rows >= 1 and each.person_id is not None for each in details.values())
