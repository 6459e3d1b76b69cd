from decimal import Decimal
from typing import Any

import pytest

from rapport.collect.sources.mapping.cells import Bad
from rapport.collect.sources.mapping.expressions import compile_condition, compile_expression, names_of
from rapport.core.errors import UserError


def value(text: str, /, **cells: Any) -> Any:
    names, evaluate = compile_expression(text)
    return evaluate([cells.get(name) for name in names])


def holds(text: str, /, **cells: Any) -> Any:
    names, decide = compile_condition(text)
    return decide([cells.get(name) for name in names])


def test_it_calculates_exactly() -> None:
    assert value("Quantity * UnitPrice", Quantity="3", UnitPrice="0.1") == Decimal("0.3")
    assert value("(u - 1) * 6", u="240") == 1434


@pytest.mark.parametrize(
    ("text", "cells", "wanted"),
    [
        ("score <= 10", {"score": "9"}, True),
        ("score <= 10", {"score": "11"}, False),
        ("score <= 10", {"score": ""}, False),
        ("code = 7", {"code": "07"}, True),
        ("code = '7'", {"code": "7.0"}, True),
        ("name = 'Dana'", {"name": " Dana "}, True),
        ("name != 'Dana'", {"name": ""}, True),
        ("day > '2024-01-31'", {"day": "2024-02-01"}, True),
        ("InvoiceNo matches '^C'", {"InvoiceNo": "C536"}, True),
        ("text contains 'refund'", {"text": "A REFUND please"}, True),
        ("a in (1, 2) and not b is empty", {"a": "2", "b": "x"}, True),
        ("paid", {"paid": "Yes"}, True),
        ("paid = true", {"paid": True}, True),
        ("starts_with(code, 'A') or length(code) > 5", {"code": "B12345"}, True),
        ("count(refs, ' ') = 1", {"refs": "a b"}, True),
    ],
)
def test_conditions_compare_numbers_as_numbers_and_text_as_text(text: str, cells: dict[str, Any], wanted: bool) -> None:
    assert holds(text, **cells) is wanted


def test_calculating_with_words_is_bad() -> None:
    assert isinstance(value("a * 2", a="many"), Bad)
    assert isinstance(value("1 / a", a="0"), Bad)
    assert isinstance(holds("a * 2 > 10 or true", a="many"), Bad)


def test_nothing_stays_nothing() -> None:
    assert value("a * 2", a="") is None
    assert value("coalesce(a, b, 'none')", a="", b=None) == "none"


def test_columns_with_spaces_stand_in_brackets() -> None:
    assert names_of("[Call  Failure] > 0 and [Call  Failure] < 9") == ("Call  Failure",)


def test_an_unknown_function_lists_the_known_ones() -> None:
    with pytest.raises(UserError, match="Known: abs"):
        compile_expression("sum(a)")
