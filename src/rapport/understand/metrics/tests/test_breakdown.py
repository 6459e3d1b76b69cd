"""Breakdowns, suppression and weights, on a survey in two countries."""

from dataclasses import replace

import pytest

from rapport.core.errors import UserError
from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.question import Question
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.streams import ALICE, Happened, happened


def _answers(country: str | None, score: float, people: range, plan: str | None = None) -> list[Happened]:
    dimensions = {"dimensions": {"country": country}} if country else {}
    traits = {"traits": {"plan": plan}} if plan else {}
    said = {"metric": "nps", "score": score, "channel": "web", **dimensions, **traits}
    return [happened("survey_answered", f"2026-03-{2 + p % 7:02} 10:00", p, direction="inbound", **said) for p in people]


STREAM = (
    *_answers("DE", 10.0, range(20), plan="pro"),
    *_answers("FR", 0.0, range(20, 32)),
    *_answers("IT", 9.0, range(32, 35)),
    *_answers(None, 8.0, range(35, 41)),
)
GUARDED = replace(ALICE, minimum_cell=5)


@pytest.mark.parametrize("engine", ENGINES)
def test_groups_come_largest_first_and_the_missing_one_is_a_group(engine: str, open_stream: OpenStream) -> None:
    answer = ask(ALICE, open_stream(STREAM, engine), parse_question("nps", zone="UTC", by=["country"]))

    assert [(dict(row.key)["country"], row.estimate.n) for row in answer.rows] == [("DE", 20), ("FR", 12), (None, 6), ("IT", 3)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_trait_breaks_down_by_its_latest_value(engine: str, open_stream: OpenStream) -> None:
    answer = ask(ALICE, open_stream(STREAM, engine), parse_question("nps", zone="UTC", by=["trait.plan,country"]))

    assert [dict(row.key) for row in answer.rows][:2] == [
        {"trait.plan": "pro", "country": "DE"},
        {"trait.plan": None, "country": "FR"},
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_days_of_the_week_have_names_and_their_order(engine: str, open_stream: OpenStream) -> None:
    answer = ask(ALICE, open_stream(STREAM, engine), parse_question("nps", zone="UTC", by=["weekday"]))

    assert [dict(row.key)["weekday"] for row in answer.rows] == [
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    ]


def test_a_score_of_few_people_is_suppressed_and_the_answer_says_so(open_stream: OpenStream) -> None:
    answer = ask(GUARDED, open_stream(STREAM, "duckdb"), parse_question("nps", zone="UTC", by=["country"]))

    italy = answer.rows[-1]
    assert italy.is_suppressed
    assert (italy.estimate.value, italy.estimate.low, italy.estimate.high, italy.estimate.n) == (None, None, None, 3)
    assert "1 of 4 figures rest on fewer than 5" in answer.warnings[0]


def test_a_count_is_suppressed_only_where_it_singles_people_out(open_stream: OpenStream) -> None:
    store = open_stream(STREAM, "duckdb")

    by_country = ask(GUARDED, store, parse_question("interactions", zone="UTC", by=["country"]))
    by_day = ask(GUARDED, store, parse_question("interactions", zone="UTC", every="day", where="channel = web and score = 9"))
    of_italy = ask(GUARDED, store, parse_question("interactions", zone="UTC", where="country = IT"))

    assert [row.is_suppressed for row in by_country.rows] == [False, False, False, True]
    assert (by_country.rows[-1].estimate.value, by_country.rows[-1].estimate.n) == (None, 0)
    assert not any(row.is_suppressed for row in by_day.rows)
    assert of_italy.rows[0].is_suppressed


def test_nothing_at_all_is_not_suppressed(open_stream: OpenStream) -> None:
    answer = ask(GUARDED, open_stream(STREAM, "duckdb"), parse_question("nps", zone="UTC", where="country = XX"))

    assert not answer.rows[0].is_suppressed
    assert answer.rows[0].estimate.value is None
    assert answer.warnings == ("Nothing was found that counts for Net promoter score.",)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"metric": "nps", "breakdown": ("contry",)}, "Did you mean country"),
        ({"metric": "nps", "breakdown": ("channel", "channel")}, "twice"),
        ({"metric": "nps", "breakdown": ("person",)}, "nothing called 'person'"),
        ({"metric": "rating_distribution", "breakdown": ("score",)}, "nothing called 'score'"),
        ({"metric": "orders", "is_weighted": True}, "cannot be weighted.*nps"),
        ({"metric": "clv_historic"}, "rapport workspace set margin 0.3"),
        ({"metric": "cost_to_serve"}, "rapport workspace set cost_per_contact"),
    ],
)
def test_it_says_what_cannot_be_asked(asked: dict[str, object], words: str, open_stream: OpenStream) -> None:
    with pytest.raises(UserError, match=words):
        ask(ALICE, open_stream(STREAM, "duckdb"), Question(**asked))  # type: ignore[arg-type]  # fields of Question


def test_a_weight_that_is_missing_counts_as_one(open_stream: OpenStream) -> None:
    store = open_stream(STREAM, "duckdb")

    weighted, plain = (ask(ALICE, store, Question("nps", is_weighted=weighs)).rows[0].estimate for weighs in (True, False))

    assert weighted.value == plain.value
    assert weighted.n_eff == plain.n_eff


def test_retention_over_all_data_says_what_to_ask_instead(open_stream: OpenStream) -> None:
    answer = ask(ALICE, open_stream(STREAM, "duckdb"), parse_question("retention_rate", zone="UTC"))

    assert "Nobody was there when the period began" in answer.warnings[-1]
