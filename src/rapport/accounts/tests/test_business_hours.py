from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.accounts.business_hours import WEEKDAYS, format_business_hours, parse_business_hours
from rapport.accounts.workspace import OFFICE_HOURS, BusinessInterval
from rapport.core.errors import UserError

minutes = st.integers(0, 24 * 60 - 1)


def test_it_reads_several_intervals_a_day() -> None:
    intervals = parse_business_hours("Sat 10:00-14:00; Mon-Tue 13:00-17:00,09:00-12:00")

    assert intervals == (
        BusinessInterval(0, time(9), time(12)),
        BusinessInterval(0, time(13), time(17)),
        BusinessInterval(1, time(9), time(12)),
        BusinessInterval(1, time(13), time(17)),
        BusinessInterval(5, time(10), time(14)),
    )


def test_the_usual_hours_are_office_hours() -> None:
    assert parse_business_hours("Mon-Fri 09:00-17:00") == OFFICE_HOURS


def test_always_is_seven_whole_days() -> None:
    assert parse_business_hours("24/7") == tuple(BusinessInterval(day, time(0), time.max) for day in range(7))


@pytest.mark.parametrize("text", ["", "none", " None "])
def test_no_hours_are_possible(text: str) -> None:
    assert parse_business_hours(text) == ()


def test_hours_over_midnight_become_two_intervals_and_sunday_continues_on_monday() -> None:
    assert parse_business_hours("Sun 22:00-02:00") == (
        BusinessInterval(0, time(0), time(2)),
        BusinessInterval(6, time(22), time.max),
    )


def test_days_may_be_listed_and_may_wrap_around_the_weekend() -> None:
    days = [interval.weekday for interval in parse_business_hours("Sat-Mon, Wed 09:00-10:00")]

    assert days == [0, 2, 5, 6]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Mon-Fri 9-17", "not opening hours"),
        ("Someday 09:00-17:00", "not a day of the week"),
        ("Mon 09:00-25:00", "not a time of day"),
        ("Mon 09:00-12:00,11:00-13:00", "overlap"),
        ("Mon", "not opening hours"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(text: str, complaint: str) -> None:
    with pytest.raises(UserError, match=complaint):
        parse_business_hours(text)


@given(st.lists(st.tuples(st.integers(0, 6), minutes, minutes), max_size=12))
def test_what_is_written_is_read_back_the_same(raw: list[tuple[int, int, int]]) -> None:
    text = "; ".join(f"{WEEKDAYS[day]} {_clock(opens)}-{_clock(closes)}" for day, opens, closes in raw)
    try:
        intervals = parse_business_hours(text)
    except UserError:
        return  # overlapping

    assert parse_business_hours(format_business_hours(intervals)) == intervals
    assert all(interval.opens < interval.closes for interval in intervals)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
