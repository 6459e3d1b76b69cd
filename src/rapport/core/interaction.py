"""The interaction: what every source writes and every reader reads. Validated once, at the edge."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from rapport.core.channels import Channel, Direction
from rapport.core.errors import UserError
from rapport.core.notice import Notice

IdentifierType = Literal["user_id", "external", "email", "phone", "handle", "anonymous_id"]
Short = Annotated[str, Meta(min_length=1, max_length=512)]
Label = Annotated[str, Meta(min_length=1, max_length=1024)]
DimensionName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
TraitValue = str | float | int | bool | None


class Identifier(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that says who a person is, as a source wrote it.

    `namespace` is the network of a handle and the source of an external id; empty for the other types.
    `verified` says that somebody proved to hold it (a log-in, an order, our own system of record).
    """

    type: IdentifierType
    value: Short
    namespace: Annotated[str, Meta(max_length=128)] = ""
    verified: bool = True


class Interaction(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One thing that happened between a person and the brand.

    `(workspace, source, source_id)` is its identity: delivering it twice changes nothing. Scores are in their scale's own
    units and point the standard way (high is good, except where the metric says otherwise); `amount` is in the currency's
    smallest unit; `occurred_at` is aware.
    """

    source_id: Label
    kind: Short
    occurred_at: datetime
    identifiers: tuple[Identifier, ...] = ()
    channel: Channel | None = None
    direction: Direction | None = None
    touchpoint: Label | None = None
    session_id: Short | None = None
    conversation_id: Short | None = None
    order_id: Short | None = None
    subscription_id: Short | None = None
    product: Label | None = None
    survey_id: Short | None = None
    question_id: Short | None = None
    response_id: Short | None = None
    agent_id: Short | None = None
    metric: Short | None = None
    score: float | None = None
    scale_min: float | None = None
    scale_max: float | None = None
    text: str | None = None
    language: Annotated[str, Meta(max_length=35)] | None = None
    amount: Annotated[int, Meta(ge=-(2**62), le=2**62)] | None = None
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")] | None = None
    duration_s: Annotated[float, Meta(ge=0)] | None = None
    url: str | None = None
    weight: Annotated[float, Meta(ge=0)] | None = None
    dimensions: dict[DimensionName, Label] = {}
    traits: dict[Short, TraitValue] = {}
    properties: dict[str, Any] = {}  # Any: whatever a source knows beyond our fields

    def __post_init__(self) -> None:
        if self.occurred_at.tzinfo is None:
            raise ValueError("occurred_at needs a time zone; write it as 2026-01-31T12:00:00Z")


Privacy = Literal["none", "pseudonymous", "personal", "sensitive"]

FIELD_PRIVACY: dict[str, Privacy] = {
    "source_id": "personal",
    "kind": "none",
    "occurred_at": "none",
    "identifiers": "personal",
    "channel": "none",
    "direction": "none",
    "touchpoint": "none",
    "session_id": "pseudonymous",
    "conversation_id": "pseudonymous",
    "order_id": "pseudonymous",
    "subscription_id": "pseudonymous",
    "product": "none",
    "survey_id": "none",
    "question_id": "none",
    "response_id": "pseudonymous",
    "agent_id": "none",
    "metric": "none",
    "score": "none",
    "scale_min": "none",
    "scale_max": "none",
    "text": "personal",
    "language": "none",
    "amount": "none",
    "currency": "none",
    "duration_s": "none",
    "url": "personal",
    "weight": "none",
    "dimensions": "none",
    "traits": "personal",
    "properties": "personal",
}

_decoder = msgspec.json.Decoder(Interaction)


def decode_interaction(body: bytes) -> Interaction:
    """Parse one interaction from JSON; raise UserError that names the field and what is wrong with it."""
    try:
        interaction = _decoder.decode(body)
    except msgspec.DecodeError as error:
        raise UserError(Notice("Not a valid interaction: %(why)s", why=str(error))) from error
    return msgspec.structs.replace(interaction, occurred_at=interaction.occurred_at.astimezone(UTC))
