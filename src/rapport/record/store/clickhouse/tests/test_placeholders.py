"""Placeholders get the type of their value."""

from datetime import date, datetime, timedelta, timezone

import pytest

from rapport.core.errors import BugError
from rapport.record.store.clickhouse.placeholders import rewrite


@pytest.mark.parametrize(
    ("value", "written", "bound"),
    [
        ("x", "{a:String}", "x"),
        (1, "{a:Int64}", 1),
        (2**63, "{a:Int128}", 2**63),
        (True, "{a:Bool}", True),
        (0.5, "{a:Float64}", 0.5),
        (date(2026, 1, 31), "{a:Date32}", date(2026, 1, 31)),
        ([1, 2], "{a:Array(Int64)}", [1, 2]),
        ([1, 0.5], "{a:Array(Float64)}", [1, 0.5]),
        (["x", None], "{a:Array(Nullable(String))}", ["x", None]),
    ],
)
def test_a_value_gives_its_placeholder_a_type(value: object, written: str, bound: object) -> None:
    assert rewrite("SELECT $a", {"a": value}) == (f"SELECT {written}", {"a": bound})


def test_a_time_is_written_in_utc() -> None:
    moment = datetime(2026, 1, 31, 14, 0, 0, 5, tzinfo=timezone(timedelta(hours=2)))

    sql, values = rewrite("SELECT $a, $b", {"a": moment, "b": [moment]})

    assert sql == "SELECT {a:DateTime64(6, 'UTC')}, {b:Array(DateTime64(6, 'UTC'))}"
    assert values == {"a": "2026-01-31 12:00:00.000005", "b": ["2026-01-31 12:00:00.000005"]}


def test_what_has_no_type_is_written_out() -> None:
    assert rewrite("SELECT $a, x IN $b", {"a": None, "b": []}) == ("SELECT NULL, x IN []", {})


def test_texts_names_and_comments_are_left_alone() -> None:
    sql = """SELECT '$a ''$a \\' $a', "$a" -- $a\n/* $a\n$a */, $a"""

    rewritten, _ = rewrite(sql, {"a": 1})

    assert rewritten == sql[: sql.rindex("$a")] + "{a:Int64}"


def test_a_name_ends_where_its_letters_end() -> None:
    assert rewrite("$a+$ab", {"a": 1, "ab": 2})[0] == "{a:Int64}+{ab:Int64}"


def test_a_missing_value_is_our_mistake() -> None:
    with pytest.raises(BugError, match="not given: b"):
        rewrite("SELECT $b", {"a": 1})
