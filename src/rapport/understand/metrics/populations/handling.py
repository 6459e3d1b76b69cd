"""Time that agents spend: on conversations, and on calls that belong to none."""

from rapport.understand.metrics.populations.units import Units

IS_HANDLING = (
    "x.duration_s IS NOT NULL AND (x.kind = 'call_received' OR x.kind = 'call_made' "
    "OR (x.conversation_id IS NOT NULL AND x.kind <> 'message_received' AND x.kind <> 'call_missed'))"
)
"""Rows whose duration is an agent's time: answered calls, and whatever was done in a conversation, not by its person."""

HANDLED_S = f"coalesce(sum(CASE WHEN {IS_HANDLING} THEN x.duration_s END), 0)"
"""Aggregate: the seconds of agents' time."""

HANDLED = Units(
    IS_HANDLING,
    ("x.conversation_id", "CASE WHEN x.conversation_id IS NULL THEN x.id END"),
    (("handle_s", "sum(x.duration_s)"),),
)
