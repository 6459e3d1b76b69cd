"""Questions: bound values, one form of answers on every engine."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from rapport.core.channels import Channel
from rapport.core.errors import BugError
from rapport.record.store.public import QueryTimeoutError, Store
from rapport.record.store.tests.batches import NOON, batch_of, group_of, said


def ask(store: Store, expression: str, **params: object) -> object:
    return store.query(f"SELECT {expression} AS answer", params).rows[0][0]


def naive(hour: int) -> datetime:
    return NOON.replace(hour=hour, tzinfo=None)


def test_values_of_every_type_can_be_bound(store: Store) -> None:
    assert ask(store, "$a = 'o''x'", a="o'x")
    assert ask(store, "$a", a="o'x\\n") == "o'x\\n"
    assert ask(store, "$a + 1", a=2**40) == 2**40 + 1
    assert ask(store, "$a", a=0.1) == 0.1
    assert ask(store, "$a", a=True)
    assert ask(store, "$a IS NULL", a=None)
    assert ask(store, "$a", a=datetime(2026, 1, 31, 14, tzinfo=UTC)) == naive(14)
    assert ask(store, "$a", a=date(2026, 1, 31)) == date(2026, 1, 31)
    assert ask(store, "$a", a=Channel.EMAIL) == "email"
    assert ask(store, "2 IN $a", a=[1, 2])
    assert ask(store, "'b' IN $a", a=("a", "b"))
    assert not ask(store, "2 IN $a", a=[])


def test_a_time_is_compared_in_utc(store: Store) -> None:
    store.append(group_of(batch_of([said("a")])))

    assert store.query("SELECT count(*) FROM interactions WHERE occurred_at >= $since", {"since": NOON}).rows == [(1,)]


def test_what_looks_like_a_placeholder_in_a_text_or_comment_is_none(store: Store) -> None:
    sql = "SELECT '$a', $a AS b -- for $c\n"

    assert store.query(sql, {"a": 1}).rows == [("$a", 1)]


def test_params_beyond_those_needed_do_no_harm(store: Store) -> None:
    assert store.query("SELECT $a AS a", {"a": 1, "b": object}).rows == [(1,)]


def test_a_placeholder_without_a_value_is_our_mistake(store: Store) -> None:
    with pytest.raises(BugError, match="needed"):
        store.query("SELECT $needed", {})


def test_a_value_that_cannot_be_bound_is_our_mistake(store: Store) -> None:
    with pytest.raises(BugError, match="a is a dict"):
        store.query("SELECT $a", {"a": {}})


def test_an_answer_has_its_columns_even_without_rows(store: Store) -> None:
    answer = store.query("SELECT id, kind AS what FROM interactions")

    assert (answer.columns, answer.rows) == (("id", "what"), [])


def test_arrow_answers_carry_times_without_zone(store: Store) -> None:
    store.append(group_of(batch_of([said("a", amount=5)])))

    table = store.query_arrow("SELECT occurred_at, amount, kind FROM interactions WHERE amount = $amount", {"amount": 5})

    assert table.schema.field("occurred_at").type == pa.timestamp("us")
    assert table.to_pylist() == [{"occurred_at": naive(12), "amount": 5, "kind": "event_tracked"}]


def test_an_answer_that_takes_too_long_is_given_up(store: Store) -> None:
    numbers = "(SELECT 0 AS n" + "".join(f" UNION ALL SELECT {n}" for n in range(1, 100)) + ")"
    tables = ", ".join(f"{numbers} AS t{n}" for n in range(6))
    endless = f"SELECT count(*) FROM {tables} WHERE {' + '.join(f't{n}.n' for n in range(6))} < 0"

    with pytest.raises(QueryTimeoutError, match=r"longer than 0.2 s"):
        store.query(endless, timeout_s=0.2)

    assert ask(store, "1") == 1
