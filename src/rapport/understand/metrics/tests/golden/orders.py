"""March and April 2026: orders of one and more lines, refunds, two currencies."""

from dataclasses import replace

from rapport.understand.metrics.tests.golden.case import GoldenCase, Row
from rapport.understand.metrics.tests.streams import ALICE, Happened, happened


def _order(at: str, person: int | None, amount: int, order: str | None, **fields: object) -> Happened:
    return happened("order_placed", at, person, **({"amount": amount, "currency": "EUR", "order_id": order} | fields))


STREAM = (
    _order("2026-03-02 10:00", 1, 1000, "O1", product="cup"),
    _order("2026-03-02 10:00", 1, 500, "O1", product="plate"),
    _order("2026-03-20 10:00", 1, 2000, "O2", product="cup"),
    _order("2026-03-05 10:00", 2, 3000, "O3", product="pot"),
    _order("2026-03-06 10:00", 3, 700, None, product="cup"),
    _order("2026-03-07 10:00", None, 5000, "O4", product="pot"),
    happened("order_refunded", "2026-03-25 10:00", 1, amount=500, currency="EUR", order_id="O2", product="cup"),
    _order("2026-04-03 10:00", 1, 4000, "O5", product="pot"),
    _order("2026-04-04 10:00", 2, 700, "O6", currency="JPY"),
    _order("2026-04-05 10:00", 2, 800, "O7", currency=None),
)
_MARCH = {"first": "2026-03", "last": "2026-03"}
_APRIL = {"first": "2026-04", "last": "2026-04"}

CASES = (
    GoldenCase("orders", "orders", _MARCH, (Row(5.0, 5),), unit="count"),
    GoldenCase(
        "orders",
        "orders",
        {**_MARCH, "by": ["product"]},
        (Row(3.0, 3, {"product": "cup"}), Row(2.0, 2, {"product": "pot"}), Row(1.0, 1, {"product": "plate"})),
    ),
    # 15 + 20 − 5 + 30 + 7 + 50; its error is the root of the squares of what each order brought.
    GoldenCase("revenue", "orders", _MARCH, (Row(117.0, 5, low=117 - 122.384, high=117 + 122.384),), unit="EUR"),
    # Yen have no smaller unit; an amount without a currency is in the workspace's.
    GoldenCase(
        "revenue",
        "orders",
        _APRIL,
        (Row(48.0, 2, {"currency": "EUR"}), Row(700.0, 1, {"currency": "JPY"})),
        unit="money",
    ),
    GoldenCase("revenue", "orders", {**_APRIL, "where": "amount > 300"}, (Row(700.0, 1),), unit="JPY"),
    GoldenCase("average_transaction_size", "orders", _MARCH, (Row(24.40, 5),), unit="EUR"),
    GoldenCase("orders_per_customer", "orders", _MARCH, (Row(4 / 3, 3),), unit="count"),
    GoldenCase("repeat_purchase_rate", "orders", _MARCH, (Row(1 / 3, 3),), unit="share"),
    GoldenCase("refund_rate", "orders", _MARCH, (Row(1 / 5, 5),), unit="share"),
    # A margin of 30 % on 30, 30 and 7.
    GoldenCase("clv_historic", "orders", _MARCH, (Row(6.70, 3),), unit="EUR", workspace=replace(ALICE, margin=0.3)),
)
