"""March 2026, which begins on a Sunday: conversations that were answered, opened again, begun by us, or written in a log."""

from rapport.understand.metrics.tests.golden.case import GoldenCase, Row
from rapport.understand.metrics.tests.streams import Happened, happened


def _step(conversation: str, person: int, kind: str, at: str, **fields: object) -> Happened:
    directions = {"conversation_opened": "inbound", "message_received": "inbound", "conversation_reopened": "inbound"}
    directions |= {"message_sent": "outbound", "conversation_solved": "outbound", "note_added": "internal"}
    return happened(kind, at, person, **({"conversation_id": conversation, "direction": directions.get(kind)} | fields))


ANSWERED_AT_ONCE = (
    _step("C1", 1, "conversation_opened", "2026-03-02 10:00", channel="email"),
    _step("C1", 1, "message_sent", "2026-03-02 10:30", agent_id="bob", duration_s=300.0),
    _step("C1", 1, "conversation_solved", "2026-03-02 12:00", agent_id="bob", duration_s=60.0),
)
OPENED_AGAIN = (
    _step("C2", 2, "conversation_opened", "2026-03-02 16:30", channel="chat"),
    _step("C2", 2, "note_added", "2026-03-02 16:40", agent_id="bob"),
    _step("C2", 2, "message_sent", "2026-03-03 09:30", agent_id="bob", duration_s=600.0),
    _step("C2", 2, "message_received", "2026-03-03 10:00"),
    _step("C2", 2, "message_sent", "2026-03-03 11:00", agent_id="bob", duration_s=240.0),
    _step("C2", 2, "conversation_solved", "2026-03-03 12:00", agent_id="bob"),
    _step("C2", 2, "conversation_reopened", "2026-03-04 09:00"),
    _step("C2", 2, "message_sent", "2026-03-04 10:00", agent_id="carol", duration_s=120.0),
    _step("C2", 2, "conversation_solved", "2026-03-04 11:00", agent_id="carol"),
)
WITHOUT_DIRECTIONS = (
    _step("C3", 3, "conversation_opened", "2026-03-06 16:00", direction=None, channel="email"),
    _step("C3", 3, "conversation_updated", "2026-03-06 16:05", direction=None),
    _step("C3", 3, "conversation_updated", "2026-03-09 10:00", direction=None, agent_id="bob"),
    _step("C3", 3, "conversation_closed", "2026-03-09 11:00", direction=None, agent_id="bob"),
)
BEGUN_BY_US = (
    _step("C4", 4, "message_sent", "2026-03-10 10:00", agent_id="bob", channel="email"),
    _step("C4", 4, "message_received", "2026-03-11 10:00"),
    _step("C4", 4, "message_sent", "2026-03-11 10:10", agent_id="bob"),
)
UNANSWERED = (_step("C5", 5, "conversation_opened", "2026-03-31 23:00", channel="email"),)
SOLVED_WITHOUT_A_WORD = (
    _step("C6", 6, "conversation_opened", "2026-02-27 12:00", channel="email"),
    _step("C6", 6, "conversation_solved", "2026-03-03 12:00", agent_id="bob"),
)
OPEN_AGAIN = (
    _step("C7", 7, "conversation_opened", "2026-03-10 09:00", channel="chat"),
    _step("C7", 7, "message_sent", "2026-03-10 09:10", agent_id="carol"),
    _step("C7", 7, "conversation_solved", "2026-03-10 09:20", agent_id="carol"),
    _step("C7", 7, "conversation_reopened", "2026-03-11 09:00"),
)
CALLS = (
    happened("call_received", "2026-03-12 10:00", 8, duration_s=120.0, direction="inbound", channel="phone", agent_id="bob"),
    happened("call_received", "2026-03-12 11:00", 9, duration_s=180.0, direction="inbound", channel="phone", agent_id="bob"),
)
WITH_DIRECTIONS = (*ANSWERED_AT_ONCE, *OPENED_AGAIN, *BEGUN_BY_US, *UNANSWERED, *SOLVED_WITHOUT_A_WORD, *OPEN_AGAIN)
STREAM = (*WITH_DIRECTIONS, *WITHOUT_DIRECTIONS, *CALLS)
_MARCH = {"first": "2026-03", "last": "2026-03"}
_MINUTES, _HOURS = 60.0, 3600.0

CASES = (
    GoldenCase("conversations_opened", "conversations", _MARCH, (Row(6.0, 6),), unit="count"),
    GoldenCase(
        "conversations_opened",
        "conversations",
        {**_MARCH, "by": ["channel"]},
        (Row(4.0, 4, {"channel": "email"}), Row(2.0, 2, {"channel": "chat"})),
    ),
    GoldenCase("conversations_solved", "conversations", _MARCH, (Row(4.0, 4),), unit="count"),
    # The agent of a conversation is the last one.
    GoldenCase(
        "conversations_solved",
        "conversations",
        {**_MARCH, "by": ["agent"]},
        (Row(3.0, 3, {"agent": "bob"}), Row(1.0, 1, {"agent": "carol"})),
    ),
    GoldenCase("backlog", "conversations", _MARCH, (Row(3.0, 3),), unit="count"),
    GoldenCase(
        "backlog",
        "conversations",
        {"every": "week", "first": "2026-03-02", "last": "2026-03-15"},
        (Row(1.0, 1, {"week": "2026-03-02"}), Row(2.0, 2, {"week": "2026-03-09"})),
    ),
    GoldenCase("backlog", "conversations", {"last": "2026-02-28"}, (Row(1.0, 1),)),
    GoldenCase("reopen_rate", "conversations", _MARCH, (Row(1 / 4, 4),), unit="share"),
    GoldenCase("one_touch_share", "conversations", _MARCH, (Row(3 / 4, 4),), unit="share"),
    # 10 min, 30 min, 17 h and 66 h: the conversation that we began is left out.
    GoldenCase(
        "first_response_time",
        "conversations",
        _MARCH,
        (Row(8.75 * _HOURS, 4, further={"p90": (17 + 0.7 * 49) * _HOURS, "mean": (600 + 1800 + 61200 + 237600) / 4}),),
        unit="seconds",
    ),
    # 10 min, 30 min, half an hour before five and another after nine, an hour on Friday and another on Monday.
    GoldenCase("first_response_time_business", "conversations", _MARCH, (Row(45 * _MINUTES, 4),), unit="seconds"),
    GoldenCase(
        "first_response_time",
        "conversations",
        {**_MARCH, "by": ["channel"]},
        (
            Row((10 * _MINUTES + 17 * _HOURS) / 2, 2, {"channel": "chat"}),
            Row((30 * _MINUTES + 66 * _HOURS) / 2, 2, {"channel": "email"}),
        ),
    ),
    # 2 h, 42.5 h, 67 h, 96 h.
    GoldenCase("resolution_time", "conversations", _MARCH, (Row((42.5 + 67) / 2 * _HOURS, 4),), unit="seconds"),
    # 2 h, 10.5 h, 3 h, 16 h.
    GoldenCase("resolution_time_business", "conversations", _MARCH, (Row(6.75 * _HOURS, 4),), unit="seconds"),
    # 6 min, 16 min, and calls of 2 and 3 min.
    GoldenCase("handle_time", "conversations", _MARCH, (Row(4.5 * _MINUTES, 4),), unit="seconds"),
)
