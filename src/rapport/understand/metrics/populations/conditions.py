"""Conditions on rows `x` that several metrics share."""

IS_ACTIVE = "x.person_id IS NOT NULL AND (x.direction = 'inbound' OR x.direction IS NULL)"
"""A known person did something: what the brand or its systems did to a person is no sign of life."""

IS_CONTACT = "x.kind IN ('conversation_opened', 'message_received', 'call_received', 'call_missed')"
"""A person asked for help: in a conversation, by a call or a message."""

CONTACTS = (
    f"count(DISTINCT x.conversation_id) FILTER (WHERE {IS_CONTACT}) "
    f"+ count(*) FILTER (WHERE {IS_CONTACT} AND x.conversation_id IS NULL)"
)
"""Aggregate: each conversation once, and each call or message outside of conversations."""

ORDER_UNIT = ("x.order_id", "CASE WHEN x.order_id IS NULL THEN x.id END")
"""What tells orders apart: rows that share an order_id are lines of one order; without one, each row is an order."""


def orders_of(kind: str) -> str:
    """Return the aggregate that counts the orders with rows of a kind."""
    return (
        f"count(DISTINCT x.order_id) FILTER (WHERE x.kind = '{kind}') "
        f"+ count(*) FILTER (WHERE x.kind = '{kind}' AND x.order_id IS NULL)"
    )


ORDERS = "count(DISTINCT x.order_id) + count(*) FILTER (WHERE x.order_id IS NULL)"
"""The same where only rows of one kind are looked at."""
