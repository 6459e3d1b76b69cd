"""What engines write differently means the same on each of them."""

from datetime import date, datetime

import pytest

from rapport.record.store.public import Store
from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.streams import happened

STREAM = (
    happened("page_viewed", "2026-03-01 23:59:59.250000", 1, touchpoint="Größe", properties={"interval": "month", "n": 2}),
    happened("page_viewed", "2026-03-02 00:00:00", 1, touchpoint="b", channel="web", score=2.5),
    happened("page_viewed", "2026-03-02 00:00:00", 1, touchpoint="a", channel="app", score=1.5),
)


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, open_stream: OpenStream) -> Store:
    return open_stream(STREAM, request.param)


def values(store: Store, expression: str, rest: str = "", **params: object) -> list[object]:
    """Return what an expression over rows `x` gives, in order of time and touchpoint."""
    sql = f"-- a test\nSELECT {expression} AS value FROM interactions AS x {rest or 'ORDER BY x.occurred_at, x.touchpoint'}"
    return [value for (value,) in store.query(sql, params).rows]


@pytest.mark.parametrize(
    ("grain", "first"),
    [
        ("day", [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 2)]),
        ("week", [date(2026, 2, 23), date(2026, 3, 2), date(2026, 3, 2)]),
        ("month", [date(2026, 3, 1)] * 3),
        ("quarter", [date(2026, 1, 1)] * 3),
        ("year", [date(2026, 1, 1)] * 3),
    ],
)
def test_a_bucket_is_the_date_on_which_it_begins(store: Store, grain: str, first: list[date]) -> None:
    assert values(store, store.dialect.bucket(grain, "x.occurred_at")) == first


def test_seconds_keep_their_fraction(store: Store) -> None:
    seconds = store.dialect.seconds_between("x.occurred_at", "$later")

    assert values(store, seconds, later=datetime.fromisoformat("2026-03-02 00:00:01"))[:2] == [1.75, 1.0]


def test_a_time_moves_by_seconds(store: Store) -> None:
    assert values(store, store.dialect.add_seconds("x.occurred_at", "-3600"))[1] == datetime.fromisoformat("2026-03-01 23:00")


def test_days_and_seconds_of_the_day_are_those_of_utc(store: Store) -> None:
    assert [int(str(n)) for n in values(store, store.dialect.day_number("x.occurred_at"))] == [20513, 20514, 20514]
    assert values(store, store.dialect.second_of_day("x.occurred_at"))[0] == 86399.25


def test_what_is_missing_in_json_is_null(store: Store) -> None:
    assert values(store, store.dialect.json_text("x.properties", "'interval'")) == ["month", None, None]
    assert values(store, store.dialect.json_text("x.properties", "'other'")) == [None, None, None]
    assert values(store, store.dialect.as_number(store.dialect.json_text("x.properties", "'n'"))) == [2.0, None, None]


def test_a_text_that_is_no_number_is_null(store: Store) -> None:
    assert values(store, store.dialect.as_number("x.touchpoint")) == [None, None, None]


def test_letters_are_found_whatever_their_case(store: Store) -> None:
    assert [bool(found) for found in values(store, store.dialect.contains("x.touchpoint", "$part"), part="GRÖ")] == [
        True,
        False,
        False,
    ]


def test_the_first_value_is_the_first_known_and_of_one_moment_the_smallest(store: Store) -> None:
    first, last = (pick("x.channel", "x.occurred_at") for pick in (store.dialect.first_value, store.dialect.last_value))

    assert values(store, first, "WHERE 1 = 1") == ["app"]
    assert values(store, last, "WHERE 1 = 1") == ["web"]
    assert values(store, first, "WHERE x.touchpoint = 'Größe'") == [None]


def test_the_last_amount_is_the_last_known_and_of_one_moment_the_largest(store: Store) -> None:
    large = store.dialect.last_amount("x.score * $factor", "x.occurred_at")

    assert values(store, store.dialect.last_amount("x.score", "x.occurred_at"), "WHERE 1 = 1") == [2.5]
    assert values(store, large, "WHERE 1 = 1", factor=-(2.0**60)) == [-1.5 * 2.0**60]
    assert values(store, large, "WHERE x.score IS NULL", factor=1.0) == [None]


def test_beside_the_last_row_there_is_nothing(store: Store) -> None:
    order = {"partition": "x.kind", "order": "x.occurred_at, x.touchpoint"}

    assert values(store, store.dialect.next_value("x.touchpoint", **order)) == ["a", "b", None]
    assert values(store, store.dialect.previous_value("x.touchpoint", **order)) == [None, "Größe", "a"]
    assert values(store, store.dialect.next_value("x.occurred_at", **order))[-1] is None


def test_a_sorted_list_holds_the_known_values(store: Store) -> None:
    ordered = store.dialect.sorted_values("x.score")

    assert [float(value) for value in values(store, ordered, "WHERE 1 = 1")[0]] == [1.5, 2.5]  # type: ignore[attr-defined]  # a list
    assert values(store, store.dialect.element(ordered, "2"), "WHERE 1 = 1") == [2.5]
    assert [int(str(n)) for n in values(store, store.dialect.length(ordered), "WHERE 1 = 1")] == [2]


def test_bound_lists_become_rows(store: Store) -> None:
    rows = store.dialect.rows_of({"number": "$numbers", "name": "$names"})

    found = store.query(
        f"-- a test\nSELECT r.number, r.name FROM {rows} AS r ORDER BY 1", {"numbers": [2, 1], "names": ["b", "a"]}
    )

    assert [(int(str(number)), name) for number, name in found.rows] == [(1, "a"), (2, "b")]


def test_a_hash_stands_for_its_text(store: Store) -> None:
    hashed = values(store, store.dialect.hash("x.channel"))

    assert hashed[0] is None
    assert hashed[1] != hashed[2]
    assert all(isinstance(number, int) and number >= 0 for number in hashed[1:])
