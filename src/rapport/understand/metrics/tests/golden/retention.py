"""The textbook's own example, and four people month by month."""

from rapport.understand.metrics.tests.golden.case import GoldenCase, Row
from rapport.understand.metrics.tests.streams import Happened, happened


def _visits(person: int, *days: str) -> list[Happened]:
    return [happened("order_placed", f"{day} 12:00", person, amount=100, currency="EUR", direction="inbound") for day in days]


# 1000 at the start, of whom 880 stay; 200 come, of whom 30 leave again. (E − N) / S would say 85 %.
TEXTBOOK = (
    *(visit for p in range(880) for visit in _visits(p, "2025-12-15", "2026-06-15")),
    *(visit for p in range(880, 1000) for visit in _visits(p, "2025-12-15")),
    *(visit for p in range(1000, 1170) for visit in _visits(p, "2026-02-01", "2026-06-10")),
    *(visit for p in range(1170, 1200) for visit in _visits(p, "2026-02-01")),
)
STREAM = (
    *_visits(1, "2026-01-10", "2026-02-10", "2026-03-10"),
    *_visits(2, "2026-01-20"),
    *_visits(3, "2026-01-05", "2026-03-05"),
    *_visits(4, "2026-02-25"),
    happened("message_sent", "2026-02-26 12:00", 2, direction="outbound"),
)
_HALF_YEAR = {"first": "2026-01", "last": "2026-06"}
_MONTHS = {"first": "2026-02", "last": "2026-03", "window": "31d"}

CASES = (
    GoldenCase("retention_rate", "textbook", _HALF_YEAR, (Row(0.88, 1000),), unit="share"),
    GoldenCase("churn_rate", "textbook", _HALF_YEAR, (Row(0.12, 1000),), unit="share"),
    # Active on 1 February are 1, 2 and 3, on 1 March 1 and 4, on 1 April 1 and 3.
    GoldenCase(
        "retention_rate",
        "retention",
        {**_MONTHS, "every": "month"},
        (Row(1 / 3, 3, {"month": "2026-02-01"}), Row(1 / 2, 2, {"month": "2026-03-01"})),
    ),
    GoldenCase(
        "churn_rate",
        "retention",
        {**_MONTHS, "every": "month"},
        (Row(2 / 3, 3, {"month": "2026-02-01"}), Row(1 / 2, 2, {"month": "2026-03-01"})),
    ),
    GoldenCase("retention_rate", "retention", _MONTHS, (Row(2 / 3, 3),)),
)
