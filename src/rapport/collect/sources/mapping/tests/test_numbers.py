from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.collect.sources.mapping.values.numbers import decimal_mark, parse_money, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("-0.5", "-0.5"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("12,34,567.00", "1234567"),
        ("1.234.567", "1234567"),
        ("(12.00)", "-12"),
        ("12-", "-12"),
        ("−7", "-7"),
        ("45 %", "45"),
        ("๑๒", "12"),
        (".5", "0.5"),
        ("1e3", "1000"),
        ("1234,5", "1234.5"),
        ("0,125", "0.125"),
    ],
)
def test_it_reads_numbers_as_people_write_them(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "abc", "12-34", "A12", "1.2.3", "1,2,3", "5-7", "2017-05-01", "10:30", "--5", "1 of 5", "NaN", "inf"]
)
def test_it_refuses_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("€ 1.234,50", "1234.50"),
        ("USD 12", "12"),
        ("(฿500)", "-500"),
        ("12 kr.", "12"),
        ("-$3.10", "-3.10"),
        ("$-3.10", "-3.10"),
        ("R$ 9,90", "9.90"),
    ],
)
def test_it_reads_money_with_its_currency(text: str, value: str) -> None:
    assert parse_money(text) == Decimal(value)


def test_one_separator_before_three_digits_follows_the_column() -> None:
    assert parse_number("1.234", mark="comma") == 1234
    assert parse_number("1.234", mark="point") == Decimal("1.234")
    assert parse_number("1,234", mark="point") == 1234


def test_a_column_shows_its_decimal_mark() -> None:
    assert decimal_mark(["1.234", "12,50"]) == "comma"
    assert decimal_mark(["1,234", "12.50"]) == "point"
    assert decimal_mark(["1,234", "7"]) == "point"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_grouped_numbers_come_back_exactly(number: Decimal) -> None:
    english = f"{number:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))

    assert parse_number(english) == number
    assert parse_number(german) == number


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert parse_money(text) is None or parse_money(text) == parse_money(text.strip())
