import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.core.clock import set_clock
from rapport.core.errors import UserError
from rapport.understand.metrics.periods import describe_period, parse_period, parse_range, preceding
from rapport.understand.metrics.question import EVERYTHING, Period

NOW = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_the_end_of_march() -> Iterator[None]:
    before = set_clock(lambda: NOW)
    yield
    set_clock(before)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # year, month, day, …


@pytest.mark.parametrize(
    ("first", "last", "start", "end"),
    [
        ("2017", "2017", utc(2017, 1, 1), utc(2018, 1, 1)),
        ("2017-05", "2017-06", utc(2017, 5, 1), utc(2017, 7, 1)),
        ("2017-Q2", "2017-q4", utc(2017, 4, 1), utc(2018, 1, 1)),
        ("2017-05-01", "2017-05-01", utc(2017, 5, 1), utc(2017, 5, 2)),
        ("2017-05-01T14:30", "2017-05-01T15:00+02:00", None, None),
        ("today", "today", utc(2026, 3, 31), utc(2026, 4, 1)),
        ("yesterday", None, utc(2026, 3, 30), None),
        ("-90d", "now", utc(2025, 12, 31), NOW + timedelta(microseconds=1)),
        ("1m", None, utc(2026, 2, 28), None),
        ("-1y", None, utc(2025, 3, 31), None),
        ("-2w", None, utc(2026, 3, 17), None),
        ("-12h", None, NOW - timedelta(hours=12), None),
    ],
)
def test_it_reads_both_ends_as_part_of_the_period(
    first: str, last: str | None, start: datetime | None, end: datetime | None
) -> None:
    if start is None:
        with pytest.raises(UserError, match="ends before it begins"):
            parse_period(first, last, "UTC")
        return

    assert parse_period(first, last, "UTC") == Period(start, end)


def test_days_begin_in_the_zone() -> None:
    assert parse_period("2026-03-29", "2026-03-29", "Europe/Berlin") == Period(utc(2026, 3, 28, 23), utc(2026, 3, 29, 22))
    assert parse_period("today", None, "Europe/Berlin").start == utc(2026, 3, 31, 22)


def test_without_ends_it_is_everything() -> None:
    assert parse_period(None, None, "UTC") == EVERYTHING


@pytest.mark.parametrize("text", ["2017-13", "soon", "2017-02-30", "-d", "20170501x", "9999999d", "99999y"])
def test_it_says_how_to_write_what_it_cannot_read(text: str) -> None:
    with pytest.raises(UserError, match="Write a year"):
        parse_period(text, None, "UTC")


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_with_words(text: str) -> None:
    with contextlib.suppress(UserError):
        parse_period(text, None, "Europe/Berlin")


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2026-03", "2026-02"),
        ("2024-03..2024-05", "2023-12..2024-02"),
        ("2017", "2016"),
        ("2026-03-30..2026-04-05", "2026-03-23..2026-03-29"),
    ],
)
def test_the_period_before_has_whole_months_and_days(period: str, before: str) -> None:
    assert preceding(parse_range(period, "Europe/Berlin"), "Europe/Berlin") == parse_range(before, "Europe/Berlin")


def test_the_period_before_instants_is_as_long() -> None:
    period = Period(utc(2026, 3, 1, 10), utc(2026, 3, 1, 16))

    assert preceding(period, "UTC") == Period(utc(2026, 3, 1, 4), utc(2026, 3, 1, 10))


def test_the_period_before_everything_cannot_be_named() -> None:
    with pytest.raises(UserError, match="Give --from"):
        preceding(EVERYTHING, "UTC")


@pytest.mark.parametrize("text", ["2017..", "..2017", ".."])
def test_a_range_needs_both_ends(text: str) -> None:
    with pytest.raises(UserError, match=r"FROM\.\.TO"):
        parse_range(text, "UTC")


def test_whole_days_are_described_by_their_first_and_last_day() -> None:
    assert describe_period(parse_range("2017-05", "Asia/Tokyo"), "Asia/Tokyo") == ("2017-05-01", "2017-05-31")
    assert describe_period(Period(utc(2026, 3, 1, 10), None), "UTC") == ("2026-03-01T10:00:00+00:00", None)
