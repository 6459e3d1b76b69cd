from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from rapport.understand.metrics.calendar import bucket_of, buckets, midnight, next_bucket, offset_changes
from rapport.understand.metrics.question import Grain

ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Kolkata"])
DAYS = st.dates(date(1995, 1, 1), date(2035, 1, 1))


@given(ZONES, DAYS, st.integers(0, 900), st.floats(0, 1))
def test_the_offset_of_every_instant_is_known(zone: str, first: date, length: int, place: float) -> None:
    last = first + timedelta(days=length)
    instant = midnight(first, "UTC") + timedelta(days=length) * place

    changes = offset_changes(zone, first, last)

    held = [offset for since, offset in changes if since is None or since <= instant][-1]
    assert timedelta(seconds=held) == instant.astimezone(ZoneInfo(zone)).utcoffset()


def test_clocks_go_forward_in_berlin_at_one_in_utc() -> None:
    assert offset_changes("Europe/Berlin", date(2026, 3, 1), date(2026, 4, 1)) == (
        (None, 3600),
        (datetime(2026, 3, 29, 1, tzinfo=UTC), 7200),
    )


@given(DAYS, st.sampled_from(Grain), st.integers(0, 500))
def test_buckets_follow_each_other_without_gaps(first: date, grain: Grain, length: int) -> None:
    start, end = midnight(first, "UTC"), midnight(first + timedelta(days=length + 1), "UTC")

    found = list(buckets(start, end, grain, "UTC"))

    assert found[0] <= first < next_bucket(found[0], grain)
    assert found[-1] <= first + timedelta(days=length) < next_bucket(found[-1], grain)
    assert found[1:] == [next_bucket(day, grain) for day in found[:-1]]


def test_weeks_begin_on_monday_and_quarters_in_their_first_month() -> None:
    assert bucket_of(date(2026, 3, 1), Grain.WEEK) == date(2026, 2, 23)
    assert bucket_of(date(2026, 6, 30), Grain.QUARTER) == date(2026, 4, 1)
