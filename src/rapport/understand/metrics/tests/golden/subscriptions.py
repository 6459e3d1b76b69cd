"""The beginning of 2026: seven contracts that begin, change, renew and end."""

from rapport.understand.metrics.tests.golden.case import GoldenCase, Row
from rapport.understand.metrics.tests.streams import Happened, happened


def _step(number: int, kind: str, day: str, price: int | None = None, **properties: object) -> Happened:
    fields: dict[str, object] = {"subscription_id": f"S{number}", "currency": "EUR", "properties": properties}
    return happened(f"subscription_{kind}", f"{day} 12:00", number, **fields, **({"amount": price} if price else {}))


STREAM = (
    _step(1, "started", "2026-01-05", 2900, interval="month"),
    _step(1, "renewed", "2026-02-05", 2900, interval="month"),
    _step(2, "started", "2026-01-10", 34800, interval="year"),
    _step(3, "started", "2026-01-15", 5000),
    _step(3, "cancelled", "2026-02-10"),
    _step(4, "started", "2026-01-20", 1000),
    _step(4, "changed", "2026-02-15", 2000),
    _step(5, "started", "2026-01-25", 8000, interval="month", interval_count=2),
    _step(5, "cancelled", "2026-02-05"),
    _step(5, "ended", "2026-02-20"),
    _step(6, "started", "2026-02-03", 9900),
    _step(7, "started", "2026-01-02", 6000),
    _step(7, "changed", "2026-02-08", 3000),
)
_JANUARY = {"first": "2026-01", "last": "2026-01"}
_FEBRUARY = {"first": "2026-02", "last": "2026-02"}
_START = 29 + 29 + 50 + 10 + 40 + 60

CASES = (
    # Of the six that ran on 1 February, 3 was cancelled for good and 5 ended.
    GoldenCase("subscription_retention", "subscriptions", _FEBRUARY, (Row(4 / 6, 6),), unit="share"),
    GoldenCase("subscription_churn", "subscriptions", _FEBRUARY, (Row(2 / 6, 6),), unit="share"),
    GoldenCase(
        "subscription_retention",
        "subscriptions",
        {"first": "2026-02", "last": "2026-03", "every": "month"},
        (Row(4 / 6, 6, {"month": "2026-02-01"}), Row(1.0, 5, {"month": "2026-03-01"})),
    ),
    # 4 pays more than before, 7 pays less.
    GoldenCase(
        "revenue_retention",
        "subscriptions",
        _FEBRUARY,
        (Row((29 + 29 + 10 + 30) / _START, 6, further={"net": (29 + 29 + 20 + 30) / _START}),),
        unit="share",
    ),
    GoldenCase("revenue_churn", "subscriptions", _FEBRUARY, (Row((50 + 40 + 30) / _START, 6),), unit="share"),
    # 1 renewed; 3 and 5 ended, 5 only once.
    GoldenCase("renewal_rate", "subscriptions", _FEBRUARY, (Row(1 / 3, 3),), unit="share"),
    GoldenCase("average_contract_value", "subscriptions", _JANUARY, (Row(12 * _START / 6, 6),), unit="EUR"),
    GoldenCase("average_contract_value", "subscriptions", _FEBRUARY, (Row(12 * (29 + 99) / 2, 2),), unit="EUR"),
)
