"""Lists inside a cell, as JSON exports hold them."""

from typing import Any

from rapport.collect.sources.mapping.tests.apply import apply, values

REFUNDS = """
version: 1
source: shop
id: id
time: created
currency: EUR
interactions:
  - kind: order_refunded
    name: refund
    each: refunds.*.transactions
    amount: $item.amount
    time: $item.at
"""


def refund(number: int | None, amount: str) -> dict[str, Any]:
    return {"id": number, "amount": amount, "at": "2026-01-31"}


def mapped(*refunds: list[dict[str, Any]]) -> dict[str, int]:
    lists = [{"transactions": transactions} for transactions in refunds]
    rows = apply(REFUNDS, {"id": ["7"], "created": ["2026-01-01"], "refunds": [lists]}, is_open=True)
    return dict(zip(values(rows, "source_id"), values(rows, "amount")))


def test_a_star_goes_into_every_element_of_a_list() -> None:
    assert mapped([refund(1, "1.50")], [], [refund(2, "2"), refund(3, "3")]) == {
        "7/refund.1": 150,
        "7/refund.2": 200,
        "7/refund.3": 300,
    }


def test_an_element_with_an_id_keeps_its_name_when_a_newer_one_comes_before_it() -> None:
    earlier = mapped([refund(901, "1.50")])
    later = mapped([refund(902, "4"), refund(901, "1.50")])

    assert earlier == {"7/refund.901": 150}
    assert later == {"7/refund.902": 400, "7/refund.901": 150}


def test_elements_whose_ids_do_not_tell_them_apart_go_by_their_places() -> None:
    assert list(mapped([refund(901, "1"), refund(901, "2")])) == ["7/refund.1", "7/refund.2"]
    assert list(mapped([refund(901, "1"), refund(None, "2")])) == ["7/refund.1", "7/refund.2"]
