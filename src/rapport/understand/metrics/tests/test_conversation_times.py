"""Durations of many conversations, and both ways of finding who answered."""

import random
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.accounts.public import BusinessInterval, Workspace
from rapport.core.errors import UserError
from rapport.record.store.tests.batches import SECRET, batch_of, group_of
from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.business_time import business_days
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.golden.conversations import WITH_DIRECTIONS, _step
from rapport.understand.metrics.tests.streams import ALICE, store_of
from rapport.understand.stats.quantiles import quantile

_random = random.Random(5)
WAITS_S = [round(_random.lognormvariate(7, 1.5), 3) for _ in range(1500)]
_ASKED_AT = datetime.fromisoformat("2026-03-02 10:00")
MANY = tuple(
    step
    for i, wait_s in enumerate(WAITS_S)
    for step in (
        _step(f"M{i}", i, "conversation_opened", "2026-03-02 10:00"),
        _step(f"M{i}", i, "message_sent", str(_ASKED_AT + timedelta(seconds=wait_s))),
    )
)


@pytest.mark.parametrize("engine", ENGINES)
def test_quantiles_of_more_than_a_thousand_are_those_of_all_values(engine: str, open_stream: OpenStream) -> None:
    row = ask(ALICE, open_stream(MANY, engine), parse_question("first_response_time", zone="UTC")).rows[0]

    expected, p90 = quantile(WAITS_S), quantile(WAITS_S, 0.9)
    further = dict(row.further)
    assert (row.estimate.value, row.estimate.low, row.estimate.high) == pytest.approx(
        (expected.value, expected.low, expected.high)
    )
    assert (further["p90"].value, further["p90"].low, further["p90"].high) == pytest.approx((p90.value, p90.low, p90.high))
    assert further["mean"].value == pytest.approx(np.mean(WAITS_S))
    assert row.estimate.n == 1500


UNDIRECTED = (*WITH_DIRECTIONS, _step("Z", 99, "conversation_opened", "2025-01-01 10:00", direction=None))
"""The same conversations; one row elsewhere without a direction makes the question look at authors."""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("metric", ["first_response_time", "one_touch_share", "first_response_time_business"])
def test_directions_and_authors_find_the_same_answers(metric: str, engine: str, open_stream: OpenStream) -> None:
    question = parse_question(metric, zone="UTC", first="2026", by=["channel"])

    by_direction, by_author = (ask(ALICE, open_stream(s, engine), question).rows for s in (WITH_DIRECTIONS, UNDIRECTED))

    assert by_direction == by_author
    assert by_direction


FORUM = (
    _step("F", 1, "conversation_opened", "2026-03-02 10:00"),
    _step("F", 1, "message_received", "2026-03-02 10:10"),
    _step("F", 3, "conversation_updated", "2026-03-02 10:20", direction="inbound"),
    _step("F", 2, "message_received", "2026-03-02 11:00"),
    _step("F", 3, "message_received", "2026-03-02 12:00"),
    _step("G", 4, "conversation_opened", "2026-03-02 10:00"),
    _step("G", 4, "message_received", "2026-03-02 11:00"),
)


@pytest.mark.parametrize("engine", ENGINES)
def test_in_a_forum_an_answer_is_a_message_by_somebody_else(engine: str, open_stream: OpenStream) -> None:
    row = ask(ALICE, open_stream(FORUM, engine), parse_question("first_response_time", zone="UTC")).rows[0]

    assert (row.estimate.value, row.estimate.n) == (3600.0, 1)


LOG = (
    _step("L", 1, "conversation_opened", "2026-03-02 10:00", agent_id="bob"),
    _step("L", 1, "conversation_updated", "2026-03-02 10:30", direction="internal", agent_id="bob"),
    _step("L", 1, "conversation_updated", "2026-03-02 12:00", direction="internal", agent_id="carol"),
)


@pytest.mark.parametrize("engine", ENGINES)
def test_in_a_log_an_answer_is_an_update_by_an_agent(engine: str, open_stream: OpenStream) -> None:
    row = ask(ALICE, open_stream(LOG, engine), parse_question("first_response_time", zone="UTC")).rows[0]

    assert (row.estimate.value, row.estimate.n) == (1800.0, 1)


def test_what_is_known_of_the_rows_is_asked_again_when_the_store_grows(tmp_path: Path) -> None:
    store = store_of(WITH_DIRECTIONS, "duckdb", tmp_path)
    question = parse_question("first_response_time", zone="UTC")
    before = ask(ALICE, store, question).rows[0].estimate.n

    forum = batch_of([h.interaction for h in FORUM], people=[h.person for h in FORUM], seq=2, source="forum")
    store.append(group_of(forum))

    assert ask(ALICE, store, question).rows[0].estimate.n == before + 1
    store.close()


def test_an_automatic_reply_of_the_same_moment_is_an_answer_at_once(open_stream: OpenStream) -> None:
    stream = (
        _step("A", 1, "message_sent", "2026-03-02 10:00"),
        _step("A", 1, "conversation_opened", "2026-03-02 10:00"),
    )

    row = ask(ALICE, open_stream(stream, "duckdb"), parse_question("first_response_time", zone="UTC")).rows[0]

    assert (row.estimate.value, row.estimate.n) == (0.0, 1)


HOURS = (
    *(BusinessInterval(weekday, time(8, 30), time(12)) for weekday in range(5)),
    *(BusinessInterval(weekday, time(13), time(17)) for weekday in range(4)),
    BusinessInterval(5, time(20), time.max),
)
BERLIN = Workspace(
    id=1, slug="b", name="B", secret=SECRET, zone="Europe/Berlin", business_hours=HOURS, holidays=frozenset({date(2026, 4, 3)})
)


@given(st.datetimes(_ASKED_AT, datetime.fromisoformat("2026-04-10"), timezones=st.just(UTC)), st.integers(0, 5_000))
@settings(deadline=None, max_examples=40)
def test_business_time_is_the_minutes_that_were_open(start: datetime, minutes: int) -> None:
    start = start.replace(second=0, microsecond=0)
    end = start + timedelta(minutes=minutes)

    found = _open_s(BERLIN, end) - _open_s(BERLIN, start)

    assert found == 60 * sum(_is_open(BERLIN, start + timedelta(minutes=i)) for i in range(minutes))


def _open_s(workspace: Workspace, instant: datetime) -> float:
    """Do what the statement does: look up the day, count what was open before it and in it."""
    found = business_days(workspace, datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 30, tzinfo=UTC))
    number, into_day = divmod(instant - datetime(1970, 1, 1, tzinfo=UTC), timedelta(days=1))
    [day] = [day for day in found if day.number == number]
    return day.before_s + sum(min(max(into_day.total_seconds() - start, 0), length) for start, length in day.intervals)


def _is_open(workspace: Workspace, instant: datetime) -> bool:
    from zoneinfo import ZoneInfo

    local = instant.astimezone(ZoneInfo(workspace.zone))
    return local.date() not in workspace.holidays and any(
        i.weekday == local.weekday() and i.opens <= local.time() < i.closes for i in workspace.business_hours
    )


def test_overlapping_hours_count_once() -> None:
    hours = (
        BusinessInterval(0, time(9), time(12)),
        BusinessInterval(0, time(11), time(13)),
        BusinessInterval(0, time(13), time(14)),
    )
    workspace = Workspace(id=1, slug="b", name="B", secret=SECRET, business_hours=hours)

    [monday] = business_days(workspace, datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC))

    assert monday.intervals == ((9 * 3600, 5 * 3600),)


def test_without_business_hours_it_says_how_to_set_them() -> None:
    workspace = Workspace(id=1, slug="b", name="B", secret=SECRET, business_hours=())

    with pytest.raises(UserError, match="set business_hours"):
        business_days(workspace, datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC))
