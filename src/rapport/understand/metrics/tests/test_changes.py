"""What changed, found among many figures."""

import json

import pytest

from rapport.core.errors import UserError
from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.changes import find_changes
from rapport.understand.metrics.changes_text import changes_as_json, changes_as_text
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.streams import ALICE, Happened, happened


def _answers(month: str, first: int, counts: dict[float, int], country: str) -> list[Happened]:
    scores = [score for score, count in counts.items() for _ in range(count)]
    said = {"metric": "nps", "channel": "web", "dimensions": {"country": country}}
    return [
        happened("survey_answered", f"2026-{month}-{1 + i % 28:02} 10:00", first + i, score=score, **said)
        for i, score in enumerate(scores)
    ]


# Only Germany moved.
STREAM = (
    *_answers("02", 0, {10.0: 150, 8.0: 50, 0.0: 100}, "DE"),
    *_answers("02", 1000, {10.0: 150, 8.0: 50, 0.0: 100}, "FR"),
    *_answers("03", 2000, {10.0: 230, 8.0: 40, 0.0: 30}, "DE"),
    *_answers("03", 3000, {10.0: 151, 8.0: 50, 0.0: 99}, "FR"),
)


@pytest.mark.parametrize("engine", ENGINES)
def test_it_names_what_moved_and_nothing_else(engine: str, open_stream: OpenStream) -> None:
    question = parse_question("nps", zone="UTC", first="2026-03", last="2026-03")

    found = find_changes(ALICE, open_stream(STREAM, engine), question, metrics=["nps"])

    assert [(change.metric.key, dict(change.key)) for change in found.changes] == [("nps", {"country": "DE"}), ("nps", {})]
    assert found.tested == 3
    assert all(change.tested.adjusted_p_value is not None for change in found.changes)


def test_a_group_that_holds_everything_is_not_said_again(open_stream: OpenStream) -> None:
    question = parse_question("nps", zone="UTC", first="2026-03", last="2026-03", by=["channel"])

    found = find_changes(ALICE, open_stream(STREAM, "duckdb"), question, metrics=["nps"])

    assert [dict(change.key) for change in found.changes] == [{}]


def test_newcomers_are_left_out_where_the_data_only_begin(open_stream: OpenStream) -> None:
    store = open_stream(STREAM, "duckdb")
    asked: list[str] = []
    march = parse_question("nps", zone="UTC", first="2026-03", last="2026-03")
    last_week = parse_question("nps", zone="UTC", first="2026-03-20", last="2026-03-26")

    find_changes(ALICE, store, march, progress=asked.append)
    assert "new_people" not in asked

    find_changes(ALICE, store, last_week, progress=asked.append)
    assert "new_people" in asked


def test_it_says_each_change_in_a_sentence(open_stream: OpenStream) -> None:
    question = parse_question("nps", zone="UTC", first="2026-03", last="2026-03")

    page = changes_as_text(find_changes(ALICE, open_stream(STREAM, "duckdb"), question), width=120, limit=1)

    assert "What changed · 2026-03-01 to 2026-03-31, compared with 2026-02-01 to 2026-02-28" in page
    assert "✓ Net promoter score of country DE rose from 16.7 to 66.7 (+50.0, 95 % interval" in page
    assert "more (--limit, --json)" in page


def test_without_a_period_the_last_four_weeks_are_compared_with_those_before(open_stream: OpenStream) -> None:
    found = find_changes(ALICE, open_stream(STREAM, "duckdb"), parse_question("nps", zone="UTC"))

    document = changes_as_json(found)
    assert document["period"] == {"from": "2026-03-01", "to": "2026-03-28"}
    assert document["compared_with"] == {"from": "2026-02-01", "to": "2026-02-28"}
    assert json.dumps(document, allow_nan=False)


def test_a_metric_that_lacks_a_setting_is_passed_over(open_stream: OpenStream) -> None:
    asked: list[str] = []

    find_changes(ALICE, open_stream(STREAM, "duckdb"), parse_question("nps", zone="UTC"), progress=asked.append)

    assert "clv_historic" not in asked
    assert "nps" in asked


def test_it_does_not_compare_with_the_rest(open_stream: OpenStream) -> None:
    with pytest.raises(UserError, match="between two periods"):
        find_changes(ALICE, open_stream(STREAM, "duckdb"), parse_question("nps", zone="UTC", compare="rest"))
