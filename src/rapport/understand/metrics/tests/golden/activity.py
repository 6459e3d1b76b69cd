"""Spring 2026: who came, who came back, who needed help and what that cost."""

from dataclasses import replace

from rapport.understand.metrics.tests.golden.case import GoldenCase, Row
from rapport.understand.metrics.tests.streams import ALICE, happened

STREAM = (
    happened("page_viewed", "2026-02-10 09:00", 1, url="/", direction="inbound", channel="web"),
    happened("page_viewed", "2026-03-02 09:00", 1, url="/", direction="inbound", channel="web"),
    happened("page_viewed", "2026-03-15 09:00", 1, url="/", direction="inbound", channel="web"),
    happened("conversation_opened", "2026-03-03 10:00", 2, conversation_id="c", direction="inbound", channel="email"),
    happened("message_received", "2026-03-03 10:05", 2, conversation_id="c", direction="inbound", channel="email"),
    happened("message_sent", "2026-03-03 11:00", 2, conversation_id="c", direction="outbound", channel="email", duration_s=60.0),
    happened("call_received", "2026-03-04 10:00", 2, direction="inbound", channel="phone", duration_s=120.0),
    happened("page_viewed", "2026-03-31 23:30", 3, url="/", channel="app"),
    happened("message_sent", "2026-03-20 10:00", 4, conversation_id="d", direction="outbound", channel="email"),
    happened("page_viewed", "2026-03-21 10:00", None, url="/", direction="inbound", channel="web"),
    happened("page_viewed", "2026-05-05 10:00", 1, url="/", direction="inbound", channel="web"),
    happened("page_viewed", "2026-05-06 10:00", 5, url="/", direction="inbound", channel="web"),
)
_MARCH = {"first": "2026-03", "last": "2026-03"}
_BERLIN = replace(ALICE, zone="Europe/Berlin")
_COSTED = replace(ALICE, cost_per_contact=450, cost_per_hour=3600)

CASES = (
    GoldenCase("interactions", "activity", _MARCH, (Row(9.0, 9),), unit="count"),
    GoldenCase(
        "interactions",
        "activity",
        {"every": "month"},
        (
            Row(1.0, 1, {"month": "2026-02-01"}),
            Row(9.0, 9, {"month": "2026-03-01"}),
            Row(0.0, 0, {"month": "2026-04-01"}),
            Row(2.0, 2, {"month": "2026-05-01"}),
        ),
    ),
    # Half past eleven in the evening of 31 March is April in Berlin, where clocks went forward two days before.
    GoldenCase(
        "interactions",
        "activity",
        {"every": "month"},
        (
            Row(1.0, 1, {"month": "2026-02-01"}),
            Row(8.0, 8, {"month": "2026-03-01"}),
            Row(1.0, 1, {"month": "2026-04-01"}),
            Row(2.0, 2, {"month": "2026-05-01"}),
        ),
        workspace=_BERLIN,
    ),
    GoldenCase(
        "interactions",
        "activity",
        {"by": ["hour"], "first": "2026-03-31", "last": "2026-04-01"},
        (Row(1.0, 1, {"hour": 1}),),
        workspace=_BERLIN,
    ),
    # Person 4 only got a message.
    GoldenCase("active_people", "activity", _MARCH, (Row(3.0, 3),), unit="count"),
    GoldenCase(
        "active_people",
        "activity",
        {**_MARCH, "by": ["channel"]},
        (
            Row(1.0, 1, {"channel": "app"}),
            Row(1.0, 1, {"channel": "email"}),
            Row(1.0, 1, {"channel": "phone"}),
            Row(1.0, 1, {"channel": "web"}),
        ),
    ),
    GoldenCase("new_people", "activity", _MARCH, (Row(2.0, 2),), unit="count"),
    GoldenCase(
        "new_people",
        "activity",
        {"every": "month", "by": ["channel"], "where": "channel = web"},
        (
            Row(1.0, 1, {"month": "2026-02-01", "channel": "web"}),
            Row(0.0, 0, {"month": "2026-03-01", "channel": "web"}),
            Row(0.0, 0, {"month": "2026-04-01", "channel": "web"}),
            Row(1.0, 1, {"month": "2026-05-01", "channel": "web"}),
        ),
    ),
    GoldenCase("returning_people", "activity", _MARCH, (Row(1.0, 1),), unit="count"),
    GoldenCase(
        "returning_people",
        "activity",
        {"every": "month"},
        (
            Row(0.0, 0, {"month": "2026-02-01"}),
            Row(1.0, 1, {"month": "2026-03-01"}),
            Row(0.0, 0, {"month": "2026-04-01"}),
            Row(1.0, 1, {"month": "2026-05-01"}),
        ),
    ),
    # A conversation and a call of person 2, over three active people.
    GoldenCase("contact_rate", "activity", _MARCH, (Row(2 / 3, 3, further={"share": 1 / 3}),), unit="count"),
    # Two contacts of 4.50 and three minutes of an agent at 36.00 an hour.
    GoldenCase("cost_to_serve", "activity", _MARCH, (Row((9.00 + 1.80) / 3, 3),), unit="EUR", workspace=_COSTED),
)
