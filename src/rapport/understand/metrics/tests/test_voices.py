"""What people said, by how they scored; and what a store holds."""

import pytest

from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.store_facts import QualityFacts, quality_facts, source_facts, store_facts
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.streams import ALICE, Happened, happened
from rapport.understand.metrics.voices import Mood, latest_voices


def _answer(day: int, metric: str, score: float, scale: float, text: str | None, **fields: object) -> Happened:
    said = {"metric": metric, "score": score, "scale_max": scale, "text": text, "channel": "survey", **fields}
    return happened("survey_answered", f"2026-03-{day:02} 10:00", day, **said)


STREAM = (
    _answer(1, "nps", 10, 10, "great"),
    _answer(2, "nps", 8, 10, "fine"),
    _answer(3, "nps", 6, 10, "poor", language="en"),
    _answer(4, "csat", 4, 5, "good"),
    _answer(5, "csat", 3, 5, "so so"),
    _answer(6, "ces1", 5, 5, "hard work"),
    _answer(7, "ces2", 5, 7, "easy"),
    _answer(8, "rating", 2, 5, "bad", channel="review"),
    _answer(9, "nps", 0, 10, None, response_id="r9"),
    happened("survey_answered", "2026-03-09 10:01", 9, question_id="why", text="too late", response_id="r9", channel="survey"),
    happened("message_received", "2026-03-10 10:00", 10, conversation_id="c", text="where is it", channel="chat"),
    happened("message_sent", "2026-03-10 11:00", 10, conversation_id="c", text="here", direction="outbound", channel="chat"),
)


@pytest.mark.parametrize("engine", ENGINES)
def test_comments_have_the_mood_of_their_score(engine: str, open_stream: OpenStream) -> None:
    said = latest_voices(ALICE, open_stream(STREAM, engine), parse_question("nps", zone="UTC"))

    assert [(each.text, each.mood.value) for each in said] == [
        ("too late", "negative"),
        ("bad", "negative"),
        ("easy", "positive"),
        ("hard work", "negative"),
        ("so so", "neutral"),
        ("good", "positive"),
        ("poor", "negative"),
        ("fine", "neutral"),
        ("great", "positive"),
    ]
    assert (said[0].score, said[0].metric, said[0].scale_max, said[0].person_id) == (0, "nps", 10, 9)


@pytest.mark.parametrize("engine", ENGINES)
def test_period_filter_and_mood_choose_among_them(engine: str, open_stream: OpenStream) -> None:
    store = open_stream(STREAM, engine)
    question = parse_question("nps", zone="UTC", first="2026-03-02", last="2026-03-08", where="channel = survey")

    negative = latest_voices(ALICE, store, question, mood=Mood.NEGATIVE)

    assert [each.text for each in negative] == ["hard work", "poor"]
    assert len(latest_voices(ALICE, store, question, limit=2)) == 2


@pytest.mark.parametrize("engine", ENGINES)
def test_a_store_says_what_it_holds(engine: str, open_stream: OpenStream) -> None:
    store = open_stream(STREAM, engine)

    facts = store_facts(store)

    assert facts.rows == 12
    assert quality_facts(store) == QualityFacts(inbound=11, anonymous=0, future=0)
    assert facts.has("nps")
    assert facts.has("first_response_time")
    assert not facts.has("revenue")
    assert facts.channels == ("survey", "chat", "review")
    [source] = source_facts(store)
    assert source.rows == 12
    assert source.first_at.day == 1
