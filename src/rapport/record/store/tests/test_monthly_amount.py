"""Steps of contracts carry their price for one month; nothing else does."""

import json

import pyarrow as pa
import pytest

from rapport.core.interaction import Interaction
from rapport.core.kinds import EraseRule
from rapport.record.store.erasure import cleared_columns
from rapport.record.store.monthly_amount import monthly_amounts, months_of
from rapport.record.store.public import Store
from rapport.record.store.tests.batches import batch_of, group_of, said

SQL = "SELECT source_id, monthly_amount FROM interactions ORDER BY source_id"


@pytest.mark.parametrize(
    ("properties", "months"),
    [
        ({}, 1),
        ({"interval": "month"}, 1),
        ({"interval": "quarter"}, 3),
        ({"interval": "year"}, 12),
        ({"interval": "week"}, 12 / 52.1775),
        ({"interval": "day", "interval_count": 10}, 120 / 365.2425),
        ({"interval": "month", "interval_count": 2}, 2),
        ({"interval": "year", "interval_count": "2"}, 24),
        ({"interval": "month", "interval_count": 0}, 1),
        ({"interval": "month", "interval_count": -1}, 1),
        ({"interval": "month", "interval_count": "several"}, 1),
        ({"interval": "month", "interval_count": True}, 1),
        ({"interval": "month", "interval_count": "NaN"}, 1),
        ({"interval": "month", "interval_count": None}, 1),
        ({"interval": "fortnight"}, 1),
        ({"interval": ["month"], "interval_count": {}}, 1),
    ],
    ids=str,
)
def test_the_properties_say_how_many_months_a_price_is_for(properties: dict[str, object], months: float) -> None:
    assert months_of(json.dumps(properties)) == pytest.approx(months)


def test_without_properties_it_is_one_month() -> None:
    assert months_of(None) == 1


def test_only_priced_steps_of_contracts_have_one_whatever_the_chunks() -> None:
    pieces = [
        {"kind": ["subscription_started", "order_placed"], "amount": [2400, 5], "properties": ['{"interval":"year"}', "{}"]},
        {"kind": ["subscription_ended"], "amount": [None], "properties": ['{"interval":"year"}']},
        {"kind": ["subscription_renewed"], "amount": [700], "properties": [None]},
    ]
    schema = pa.schema([("kind", pa.string()), ("amount", pa.int64()), ("properties", pa.string())])
    rows = pa.concat_tables([pa.table(piece, schema=schema) for piece in pieces])

    assert monthly_amounts(rows).to_pylist() == [200.0, None, None, 700.0]
    assert monthly_amounts(rows.slice(1, 1)).to_pylist() == [None]
    assert monthly_amounts(rows.slice(0, 0)).to_pylist() == []


def test_a_store_keeps_it_beside_what_the_source_said(store: Store) -> None:
    store.append(group_of(batch_of([_contract("a"), said("b", amount=99)], people=[1, 1])))

    assert store.query(SQL).rows == [("a", 2900.0), ("b", None)]
    assert not any(hasattr(interaction, "monthly_amount") for interaction in store.timeline(1))


def test_an_erasure_leaves_the_price_though_it_takes_the_properties(store: Store) -> None:
    store.append(group_of(batch_of([_contract("a"), _contract("b")], people=[1, 2])))

    store.erase_person(1, needles=["a"])
    store.compact()

    found = store.query("SELECT monthly_amount, properties IS NULL FROM interactions ORDER BY 2").rows
    assert found == [(2900.0, False), (2900.0, True)]


def test_what_is_derived_goes_with_what_it_was_derived_from() -> None:
    assert "monthly_amount" not in cleared_columns(EraseRule(keep=frozenset({"amount"})), ())
    assert "monthly_amount" in cleared_columns(EraseRule(keep=frozenset({"currency"})), ())


def _contract(source_id: str) -> Interaction:
    price = {"amount": 34800, "currency": "EUR", "properties": {"interval": "year"}}
    return said(source_id, kind="subscription_started", subscription_id=f"s-{source_id}-1", **price)
