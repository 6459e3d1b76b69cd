"""Durations of many conversations, and both ways of finding who answered."""

import random
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.accounts.public import BusinessInterval, Workspace
from rapport.core.errors import UserError
from rapport.record.store.tests.batches import SECRET
from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.business_time import openings
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.golden.conversations import WITH_DIRECTIONS, _step
from rapport.understand.metrics.tests.streams import ALICE
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
    """Do what the statement does: look up the last opening, count what was open before and since."""
    table = openings(workspace, datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 30, tzinfo=UTC))
    last = [opening for opening in table if opening.opens_at <= instant][-1]
    return last.before_s + min((instant - last.opens_at).total_seconds(), last.length_s)


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

    table = openings(workspace, datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC))

    assert [opening.length_s for opening in table] == [5 * 3600, 5 * 3600]


def test_without_business_hours_it_says_how_to_set_them() -> None:
    workspace = Workspace(id=1, slug="b", name="B", secret=SECRET, business_hours=())

    with pytest.raises(UserError, match="set business_hours"):
        openings(workspace, datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC))
