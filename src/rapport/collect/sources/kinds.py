"""The kinds that imported files bring. A kind moves to the package that acts on it once that package exists."""

from datetime import UTC, datetime
from typing import Any

from rapport.core.channels import Channel, Direction
from rapport.core.interaction import Identifier, Interaction
from rapport.core.kinds import Kind

_WHEN = datetime(2026, 1, 31, 12, tzinfo=UTC)
_DANA = (Identifier(type="email", value="dana@example.com"),)


def _example(kind: str, **fields: Any) -> Interaction:  # Any: the fields of Interaction, checked there
    return Interaction(source_id=f"example-{kind}", kind=kind, occurred_at=_WHEN, identifiers=_DANA, **fields)


def _survey_kinds() -> tuple[Kind, ...]:
    return (
        Kind(
            key="survey_answered",
            title="Survey answer",
            description="A person answered one question of a survey.",
            example=_example("survey_answered", metric="nps", score=9.0, scale_min=0.0, scale_max=10.0, text="Quick and kind."),
            channel=Channel.SURVEY,
            direction=Direction.INBOUND,
            required=(("score", "text", "properties"),),
        ),
        Kind(
            key="review_posted",
            title="Review",
            description="A person reviewed the brand, a product or a place in public.",
            example=_example("review_posted", metric="rating", score=4.0, scale_min=1.0, scale_max=5.0, text="Good room."),
            channel=Channel.REVIEW,
            direction=Direction.INBOUND,
            required=(("score", "text"),),
        ),
        Kind(
            key="mention_posted",
            title="Mention",
            description="A person spoke of the brand on a social network.",
            example=_example("mention_posted", text="Has anyone tried their app?"),
            channel=Channel.SOCIAL,
            direction=Direction.INBOUND,
            required=("text",),
        ),
    )


def _order_kinds() -> tuple[Kind, ...]:
    def order(key: str, title: str, description: str, direction: Direction, required: tuple[str, ...] = ()) -> Kind:
        return Kind(
            key=key,
            title=title,
            description=description,
            example=_example(key, order_id="1001", amount=4990, currency="EUR"),
            channel=Channel.OTHER,
            direction=direction,
            required=required,
        )

    return (
        order(
            "order_placed",
            "Order",
            "A person bought something; rows that share an order_id are lines of one order.",
            Direction.INBOUND,
            ("amount", "currency"),
        ),
        order(
            "order_refunded",
            "Refund",
            "Money of an order was given back; the amount is what was given back, as a positive number.",
            Direction.OUTBOUND,
            ("amount", "currency"),
        ),
        order("order_cancelled", "Order cancelled", "An order was called off before it was fulfilled.", Direction.INBOUND),
        order("order_shipped", "Shipment", "An order left the warehouse.", Direction.OUTBOUND),
        order("order_delivered", "Delivery", "An order reached the person.", Direction.OUTBOUND),
    )


def _conversation_kinds() -> tuple[Kind, ...]:
    def step(key: str, title: str, description: str, direction: Direction) -> Kind:
        return Kind(
            key=key,
            title=title,
            description=description,
            example=_example(key, conversation_id="T-17", text="Where is my order?"),
            channel=Channel.OTHER,
            direction=direction,
            required=("conversation_id",),
        )

    inbound, outbound, internal = Direction.INBOUND, Direction.OUTBOUND, Direction.INTERNAL
    return (
        step("conversation_opened", "Conversation opened", "A person asked for something; a ticket began.", inbound),
        step("message_received", "Message received", "A person wrote in a conversation.", inbound),
        step("message_sent", "Message sent", "The brand wrote in a conversation.", outbound),
        step("note_added", "Private note", "An agent left a note that the person does not see.", internal),
        step("conversation_assigned", "Conversation assigned", "A conversation came to an agent or a team.", internal),
        step("conversation_updated", "Conversation updated", "The state of a conversation changed.", internal),
        step("conversation_solved", "Conversation solved", "The brand held the matter settled.", outbound),
        step("conversation_reopened", "Conversation reopened", "A settled conversation began again.", inbound),
        step("conversation_closed", "Conversation closed", "The conversation came to its end.", internal),
    )


def _call_kinds() -> tuple[Kind, ...]:
    def call(key: str, title: str, description: str, direction: Direction) -> Kind:
        return Kind(
            key=key,
            title=title,
            description=description,
            example=_example(key, duration_s=184.0, agent_id="bob"),
            channel=Channel.PHONE,
            direction=direction,
        )

    return (
        call("call_received", "Call", "A person called; the duration is the time of talk.", Direction.INBOUND),
        call("call_missed", "Missed call", "A person called and nobody answered.", Direction.INBOUND),
        call("call_made", "Call made", "An agent called a person.", Direction.OUTBOUND),
    )


def _web_kinds() -> tuple[Kind, ...]:
    def event(key: str, title: str, description: str, required: tuple[str, ...] = ()) -> Kind:
        return Kind(
            key=key,
            title=title,
            description=description,
            example=_example(key, url="https://example.com/pricing", session_id="s-1", touchpoint="Pricing"),
            channel=Channel.WEB,
            direction=Direction.INBOUND,
            required=required,
        )

    return (
        event("page_viewed", "Page view", "A person looked at a page.", ("url",)),
        event(
            "event_tracked", "Event", "A person did something in a product; the touchpoint is the event's name.", ("touchpoint",)
        ),
        event("session_started", "Session", "A person began a visit."),
    )


def _subscription_kinds() -> tuple[Kind, ...]:
    def change(key: str, title: str, description: str, required: tuple[str, ...] = ("subscription_id",)) -> Kind:
        return Kind(
            key=key,
            title=title,
            description=description,
            example=_example(key, subscription_id="sub-1", amount=2900, currency="EUR", properties={"interval": "month"}),
            channel=Channel.SYSTEM,
            direction=Direction.INBOUND,
            required=required,
        )

    priced = ("subscription_id", "amount", "currency")
    return (
        change("subscription_started", "Subscription started", "A contract began; the amount is its recurring price.", priced),
        change("subscription_renewed", "Subscription renewed", "A contract went on for another term.", priced),
        change(
            "subscription_changed",
            "Subscription changed",
            "The price or plan of a contract changed; the amount is the new price.",
            priced,
        ),
        change(
            "subscription_cancelled",
            "Subscription cancelled",
            "The person asked to end the contract; it may still run to its end.",
        ),
        change("subscription_ended", "Subscription ended", "The contract is over."),
    )


def _other_kinds() -> tuple[Kind, ...]:
    return (
        Kind(
            key="variant_assigned",
            title="Variant assigned",
            description="A person came into one variant of an experiment.",
            example=_example("variant_assigned", touchpoint="gate", dimensions={"variant": "gate_30"}),
            channel=Channel.SYSTEM,
            direction=Direction.OUTBOUND,
        ),
        Kind(
            key="goal_reached",
            title="Goal reached",
            description="A person did what an experiment or a campaign hoped for.",
            example=_example("goal_reached", touchpoint="returned after 7 days"),
            channel=Channel.SYSTEM,
            direction=Direction.INBOUND,
        ),
        Kind(
            key="event_logged",
            title="Logged event",
            description="A step of a process log; the touchpoint is the activity.",
            example=_example("event_logged", touchpoint="Invoice sent"),
            channel=Channel.OTHER,
            direction=Direction.INTERNAL,
            required=("touchpoint",),
        ),
    )


KINDS: tuple[Kind, ...] = (
    *_survey_kinds(),
    *_order_kinds(),
    *_conversation_kinds(),
    *_call_kinds(),
    *_web_kinds(),
    *_subscription_kinds(),
    *_other_kinds(),
)
