"""Comparisons of periods and of groups."""

import pytest

from rapport.core.errors import UserError
from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.answer import is_good
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.metric import METRICS
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.streams import ALICE, Happened, happened
from rapport.understand.stats.verdict import Verdict


def _answers(month: str, first: int, counts: dict[float, int], channel: str) -> list[Happened]:
    scores = [score for score, count in counts.items() for _ in range(count)]
    return [
        happened("survey_answered", f"2026-{month}-{1 + i % 28:02} 10:00", first + i, metric="nps", score=score, channel=channel)
        for i, score in enumerate(scores)
    ]


# The published example: 500/300/200 against 450/300/250 gives z 2.806, p .0050.
STREAM = (
    *_answers("02", 0, {10.0: 450, 8.0: 300, 0.0: 250}, "web"),
    *_answers("03", 1000, {10.0: 500, 8.0: 300, 0.0: 200}, "web"),
    *_answers("03", 3000, {10.0: 20, 8.0: 6, 0.0: 4}, "app"),
)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_month_is_compared_with_the_month_before(engine: str, open_stream: OpenStream) -> None:
    question = parse_question("nps", zone="UTC", first="2026-03", last="2026-03", where="channel = web", compare="previous")

    compared = ask(ALICE, open_stream(STREAM, engine), question).comparison

    assert compared is not None
    [row] = compared.rows
    assert row.tested is not None
    assert row.tested.p_value == pytest.approx(0.0050, abs=5e-5)
    assert (row.tested.before.value, row.tested.after.value) == pytest.approx((20.0, 30.0))
    assert row.verdict is Verdict.UP
    assert is_good(METRICS["nps"], row.verdict)


def test_counts_are_compared_per_day(open_stream: OpenStream) -> None:
    question = parse_question("interactions", zone="UTC", first="2026-03-01", last="2026-03-14", compare="2026-02")

    compared = ask(ALICE, open_stream(STREAM, "duckdb"), question).comparison

    assert compared is not None
    [row] = compared.rows
    assert row.tested is not None
    # 500 in 14 days against 1000 in 28 would be no change; with the app there are 516.
    assert row.tested.before.value == pytest.approx(500)
    assert row.verdict is Verdict.NO_CLEAR_CHANGE


@pytest.mark.parametrize("engine", ENGINES)
def test_each_group_is_compared_with_all_others(engine: str, open_stream: OpenStream) -> None:
    question = parse_question("nps", zone="UTC", first="2026-03", by=["channel"], compare="rest")

    compared = ask(ALICE, open_stream(STREAM, engine), question).comparison

    assert compared is not None
    web, app = compared.rows
    assert web.tested is not None
    assert app.tested is not None
    assert web.tested.before.value == app.tested.after.value
    assert web.tested.p_value == pytest.approx(app.tested.p_value)
    assert web.tested.adjusted_p_value is not None


def test_weeks_are_compared_by_their_place_in_the_period(open_stream: OpenStream) -> None:
    question = parse_question(
        "nps", zone="UTC", first="2026-03-02", last="2026-03-15", every="week", where="channel = web", compare="previous"
    )

    compared = ask(ALICE, open_stream(STREAM, "duckdb"), question).comparison

    assert compared is not None
    assert [dict(row.key) for row in compared.rows] == [{"week": "2026-03-02"}, {"week": "2026-03-09"}]
    assert all(row.tested for row in compared.rows)


def test_a_group_that_was_not_there_has_nothing_to_be_compared_with(open_stream: OpenStream) -> None:
    question = parse_question("nps", zone="UTC", first="2026-03", last="2026-03", by=["channel"], compare="previous")

    compared = ask(ALICE, open_stream(STREAM, "duckdb"), question).comparison

    assert compared is not None
    assert [row.tested is None for row in compared.rows] == [False, True]
    assert compared.rows[1].verdict is Verdict.TOO_LITTLE_DATA


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"metric": "nps", "compare": "previous"}, "Give --from"),
        ({"metric": "nps", "compare": "rest"}, "Give --by"),
        ({"metric": "first_response_time", "compare": "rest", "by": ["channel"]}, "--compare previous"),
    ],
)
def test_it_says_what_cannot_be_compared(asked: dict[str, object], words: str, open_stream: OpenStream) -> None:
    with pytest.raises(UserError, match=words):
        ask(ALICE, open_stream(STREAM, "duckdb"), parse_question(zone="UTC", **asked))  # type: ignore[arg-type]  # its arguments


def test_lower_is_better_for_waiting() -> None:
    assert is_good(METRICS["first_response_time"], Verdict.DOWN) is True
    assert is_good(METRICS["nps"], Verdict.DOWN) is False
    assert is_good(METRICS["nps"], Verdict.NO_CLEAR_CHANGE) is None
    assert is_good(METRICS["interactions"], Verdict.UP) is None


def test_it_says_when_the_earlier_count_is_scaled(open_stream: OpenStream) -> None:
    store = open_stream(STREAM, "duckdb")

    scaled, alike = (
        ask(ALICE, store, parse_question("interactions", zone="UTC", first="2026-03-01", last=last, compare="2026-02"))
        for last in ("2026-03-14", "2026-03-28")
    )

    assert "scaled to as many days" in scaled.warnings[0]
    assert alike.warnings == ()
