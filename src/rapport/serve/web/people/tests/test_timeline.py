from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

import pytest
from django.utils import timezone

from rapport.record.store.public import StoredInteraction
from rapport.serve.web.people.tests.scene import HOUR, MINUTE, NOON
from rapport.serve.web.people.timeline import Day, tell
from rapport.serve.web.stream.shown import show

_numbers = count(1)
_EMPTY = dict.fromkeys(
    (
        *("identity_key", "source_id", "import_id", "channel", "direction", "touchpoint", "session_id", "conversation_id"),
        *("order_id", "subscription_id", "product", "survey_id", "question_id", "response_id", "agent_id", "metric", "score"),
        *("scale_min", "scale_max", "text", "language", "amount", "currency", "duration_s", "url", "weight", "properties"),
    )
)


def stored(kind: str, after: timedelta = timedelta(), **fields: object) -> StoredInteraction:
    given = {**_EMPTY, "id": UUID(int=next(_numbers)), "person_id": 1, "kind": kind, "source": "shop"}
    return StoredInteraction(**given | {"occurred_at": NOON + after, "received_at": NOON} | fields)  # type: ignore[arg-type]  # its fields


def told(*rows: StoredInteraction) -> list[Day]:
    return tell(sorted(rows, key=lambda row: row.occurred_at, reverse=True), currency="EUR")


def test_days_are_those_of_the_workspace(settings: object) -> None:
    with timezone.override("Pacific/Auckland"):
        days = told(stored("page_viewed", -2 * HOUR), stored("page_viewed"))

    assert [(day.iso, len(day.chapters)) for day in days] == [("2026-02-01", 1), ("2026-01-31", 1)]


def test_a_conversation_is_told_together_where_its_last_word_stands() -> None:
    [day] = told(
        stored("conversation_opened", conversation_id="T-1", text="Hello?", direction="inbound"),
        stored("order_placed", MINUTE, order_id="O-1", amount=100, currency="EUR"),
        stored("conversation_assigned", 2 * MINUTE, conversation_id="T-1", direction="internal"),
        stored("message_sent", 3 * MINUTE, conversation_id="T-1", text="Hi.", direction="outbound"),
        stored("conversation_solved", 4 * MINUTE, conversation_id="T-1"),
    )

    talk, order = day.chapters
    assert (talk.shape, talk.begins, [row.text for row in talk.messages]) == ("conversation", True, ["Hello?", "Hi."])
    assert [row.row.kind for row in talk.outcomes] == ["conversation_solved"]
    assert [row.row.kind for row in talk.other_steps] == ["conversation_assigned"]
    assert order.shape == "one"


def test_lines_of_an_order_come_to_a_total_in_one_currency_only() -> None:
    [day] = told(
        stored("order_placed", order_id="O-1", amount=1000, currency="EUR"),
        stored("order_placed", MINUTE, order_id="O-1", amount=500, currency="EUR"),
        stored("order_refunded", HOUR, order_id="O-1", amount=200, currency="EUR"),
        stored("order_placed", order_id="O-2", amount=1000, currency="EUR"),
        stored("order_placed", MINUTE, order_id="O-2", amount=1000, currency="JPY"),
    )

    totals = {chapter.name: chapter.total and (chapter.total.minor, chapter.total.currency) for chapter in day.chapters}
    assert totals == {"O-1": (1300, "EUR"), "O-2": None}


def test_a_visit_is_its_pages_and_what_was_done_on_them() -> None:
    [day] = told(
        stored("session_started", session_id="s", channel="web"),
        stored("page_viewed", MINUTE, session_id="s", url="https://example.com/a"),
        stored("event_tracked", 2 * MINUTE, session_id="s", touchpoint="Signed up"),
        stored("survey_answered", 3 * MINUTE, session_id="s", response_id="r", metric="nps", score=9.0),
        stored("survey_answered", 4 * MINUTE, session_id="s", response_id="r", question_id="Q2", score=3.0),
    )

    answers, visit = day.chapters
    assert (answers.shape, len(answers.rows)) == ("response", 2)
    assert (len(visit.pages), [event.detail for event in visit.events], visit.duration_s) == (1, ["Signed up"], 120)


def test_everything_that_came_in_stands_in_the_story_once() -> None:
    rows = [
        stored(kind, HOUR * number, conversation_id="T" if number % 2 else None, session_id="s" if number % 3 else None)
        for number, kind in enumerate(["page_viewed", "message_received", "profile_updated", "mention_posted", "note_added"] * 9)
    ]

    shown = [row.row.id for day in told(*rows) for chapter in day.chapters for row in chapter.rows]

    assert sorted(shown) == sorted(row.id for row in rows)


@pytest.mark.parametrize(
    ("fields", "tone"),
    [
        ({"metric": "nps", "score": 9.0}, "good"),
        ({"metric": "nps", "score": 7.0}, "warn"),
        ({"metric": "nps", "score": 6.0}, "bad"),
        ({"metric": "csat", "score": 5.0, "scale_min": 1.0, "scale_max": 5.0}, "good"),
        ({"metric": "rating", "score": 2.0, "scale_min": 1.0, "scale_max": 5.0}, "bad"),
        ({"metric": "ces1", "score": 5.0, "scale_min": 1.0, "scale_max": 5.0}, "bad"),
        ({"metric": "ces2", "score": 7.0, "scale_min": 1.0, "scale_max": 7.0}, "good"),
        ({"metric": "mood", "score": 1.0, "scale_min": 1.0, "scale_max": 5.0}, ""),
        ({"metric": "csat", "score": 5.0}, ""),
    ],
    ids=lambda value: " ".join(map(str, value.values())) if isinstance(value, dict) else value or "none",
)
def test_a_score_says_what_it_means_where_its_metric_does(fields: dict[str, object], tone: str) -> None:
    badge = show(stored("survey_answered", timedelta(), **fields), currency="EUR").score

    assert badge is not None
    assert badge.tone == tone


@pytest.mark.parametrize("url", ["https://[broken", "http://example.com", "/relative", "javascript:alert(1)", ""])
def test_any_address_can_be_shown(url: str) -> None:
    assert isinstance(show(stored("page_viewed", url=url), currency="EUR").detail, str)


def test_a_moment_of_another_zone_is_the_same_moment() -> None:
    moment = datetime.fromisoformat("2026-01-31T23:30:00+09:00")

    [day] = told(stored("page_viewed", moment - NOON))

    assert day.iso == "2026-01-31"
