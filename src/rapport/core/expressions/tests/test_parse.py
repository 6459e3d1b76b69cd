"""The language of filters and computed columns."""

import contextlib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.core.errors import UserError
from rapport.core.expressions.parse import parse_expression
from rapport.core.expressions.tree import Binary, Call, In, IsEmpty, Literal, Name, Unary


def test_and_binds_closer_than_or() -> None:
    node = parse_expression("a or b and c")

    assert isinstance(node, Binary)
    assert node.operator == "or"
    assert isinstance(node.right, Binary)
    assert node.right.operator == "and"


def test_multiplication_binds_closer_than_addition() -> None:
    assert parse_expression("1 + 2 * 3") == Binary("+", Literal(1), Binary("*", Literal(2), Literal(3)))


def test_a_bare_word_on_the_right_is_text_in_a_filter() -> None:
    node = parse_expression("country = DE", bare_words_are_values=True)

    assert node == Binary("=", Name("country", 0), Literal("DE"))


def test_a_bare_word_on_the_right_is_a_column_in_a_computed_column() -> None:
    assert parse_expression("a = b") == Binary("=", Name("a", 0), Name("b", 4))


def test_a_column_with_spaces_stands_in_brackets() -> None:
    assert parse_expression("[Call  Failure] > -3") == Binary(">", Name("Call  Failure", 0), Literal(-3))


def test_words_of_every_script_are_names() -> None:
    assert parse_expression("ประเทศ = ไทย", bare_words_are_values=True) == Binary("=", Name("ประเทศ", 0), Literal("ไทย"))


@pytest.mark.parametrize(("text", "seconds"), [("30s", 30), ("5m", 300), ("12h", 43200), ("30d", 2592000), ("2w", 1209600)])
def test_spans_of_time_have_units(text: str, seconds: int) -> None:
    assert parse_expression(text) == Literal(timedelta(seconds=seconds))


def test_a_date_is_text_and_not_a_subtraction() -> None:
    assert parse_expression("2026-01-31") == Literal("2026-01-31")


def test_calls_take_names_spans_and_whole_filters() -> None:
    node = parse_expression("did(order_placed, 30d, channel = web)", bare_words_are_values=True)

    assert isinstance(node, Call)
    assert node.function == "did"
    assert node.arguments[1:] == (Literal(timedelta(days=30)), Binary("=", Name("channel", 23), Literal("web")))


def test_membership_and_emptiness_can_be_negated() -> None:
    assert parse_expression("a not in (1, 2)") == In(Name("a", 0), (Literal(1), Literal(2)), is_negated=True)
    assert parse_expression("a is not empty") == IsEmpty(Name("a", 0), is_negated=True)
    assert parse_expression("not a is empty") == Unary("not", IsEmpty(Name("a", 4)))


@pytest.mark.parametrize(
    "text", ["", "a =", "(a", "a b", "= 3", "a in ()", "a in (1", "x ~ y", "'open", "f(1,", "a is b", "a not 3"]
)
def test_what_it_cannot_read_it_points_at(text: str) -> None:
    with pytest.raises(UserError, match="at character"):
        parse_expression(text)


def test_it_refuses_to_nest_without_end() -> None:
    with pytest.raises(UserError, match="too deeply"):
        parse_expression("(" * 5000 + "a" + ")" * 5000)


@given(st.text(max_size=60))
def test_any_text_is_either_read_or_refused_with_a_reason(text: str) -> None:
    with contextlib.suppress(UserError):
        parse_expression(text)
