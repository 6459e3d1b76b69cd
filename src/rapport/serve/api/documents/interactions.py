"""Interactions: as they are stored, and what became of those that were delivered."""

import inspect
from typing import Any, Literal

import msgspec
from pydantic import Field

from rapport.collect.sources.public import FIELDS
from rapport.core.interaction import Interaction
from rapport.serve.api.documents.document import MOMENT, Document, Page

ID = "0f8e2a4c-6b1d-8c3e-9a57-3f2b1c4d5e6f"


class InteractionDocument(Document):
    """One thing that happened. Fields that say nothing are left out."""

    EXAMPLE = {
        "id": ID,
        "person": 42,
        "occurred_at": MOMENT,
        "received_at": "2026-01-31T12:00:05Z",
        "source": "surveys",
        "source_id": "answer-981",
        "import_id": "api-3-20260131",
        "kind": "survey_answered",
        "channel": "survey",
        "direction": "inbound",
        "survey_id": "relationship",
        "metric": "nps",
        "score": 9.0,
        "scale_min": 0.0,
        "scale_max": 10.0,
        "text": "Gerai",
        "language": "lt",
        "dimensions": {"country": "LT"},
    }

    id: str
    person: int | None = None
    occurred_at: str
    received_at: str
    source: str
    kind: str
    source_id: str | None = None
    import_id: str | None = None
    channel: str | None = None
    direction: str | None = None
    touchpoint: str | None = None
    session_id: str | None = None
    conversation_id: str | None = None
    order_id: str | None = None
    subscription_id: str | None = None
    product: str | None = None
    survey_id: str | None = None
    question_id: str | None = None
    response_id: str | None = None
    agent_id: str | None = None
    metric: str | None = None
    score: float | None = None
    scale_min: float | None = None
    scale_max: float | None = None
    text: str | None = None
    language: str | None = None
    amount: int | None = Field(None, description="In the smallest unit of the currency.")
    currency: str | None = None
    duration_s: float | None = None
    url: str | None = None
    weight: float | None = None
    dimensions: dict[str, str] | None = None
    properties: dict[str, Any] | None = None  # Any: whatever a source knows


class InteractionPage(Page):
    """A page of interactions, newest first."""

    EXAMPLE = {"items": [InteractionDocument.EXAMPLE], "next": None}

    items: list[InteractionDocument]


class KindDocument(Document):
    """What happened."""

    EXAMPLE = {
        "key": "page_viewed",
        "title": "Page view",
        "description": "A person looked at a page.",
        "channel": "web",
        "direction": "inbound",
        "required": [["url"]],
        "example": {"source_id": "view-1", "kind": "page_viewed", "occurred_at": MOMENT, "url": "https://example.com/"},
    }

    key: str
    title: str
    description: str
    channel: str = Field(description="Holds where a source does not say.")
    direction: str
    required: list[list[str]] = Field(description="What it cannot be without: of each list, one field is needed.")
    example: dict[str, Any] = Field(description="An interaction that can be sent.")  # Any: JSON


class KnownKind(Document):
    """The kind of an interaction."""

    key: str
    title: str
    description: str


class UnderstoodDocument(Document):
    """One interaction: as it is stored, and what it was taken for."""

    EXAMPLE = {
        "interaction": InteractionDocument.EXAMPLE,
        "kind": {
            "key": "survey_answered",
            "title": "Survey answer",
            "description": "A person answered one question of a survey.",
        },
        "person": {"id": 42, "name": "Dana"},
    }

    interaction: InteractionDocument
    kind: KnownKind
    person: "KnownPerson | None"


class KnownPerson(Document):
    """Whose it is."""

    id: int
    name: str | None


class RejectedRow(Document):
    """A row that was refused. It is kept, to be corrected and replayed."""

    index: int = Field(description="Its place in what was sent, from 0; blank lines do not count.")
    reason: str
    detail: str


class DeliveryDocument(Document):
    """What became of a delivery. What was accepted survives a crash from now on; it is stored within seconds."""

    EXAMPLE = {
        "accepted": 1,
        "rejected": 1,
        "batch": 1769860800000000,
        "import_id": "api-3-20260131",
        "rejects": [{"index": 1, "reason": "missing_field", "detail": "order_placed needs currency. Add it."}],
    }

    accepted: int
    rejected: int
    batch: int | None = Field(description="Ask `GET /batches/{batch}` whether it is stored; null when nothing was accepted.")
    import_id: str = Field(description="Under which its rejects are listed: one for each key and day.")
    rejects: list[RejectedRow]


class BatchDocument(Document):
    """What became of a batch."""

    EXAMPLE = {"batch": 1769860800000000, "state": "stored", "stored": 1, "duplicate": 0}

    batch: int
    state: Literal["waiting", "stored"]
    stored: int | None = Field(description="How many interactions were new; null while it waits.")
    duplicate: int | None = Field(description="How many were known already.")


_ROWS, INTERACTION_SCHEMAS = msgspec.json.schema_components((Interaction,), ref_template="#/components/schemas/{name}")
"""How an interaction is sent, worked out from the one definition of what is valid."""
INTERACTION_SCHEMA: dict[str, Any] = _ROWS[0]

_MEANINGS = {meaning.column: meaning.title for meaning in FIELDS.values()} | {
    "source_id": "its id in the source: sent again, it changes nothing",
    "occurred_at": "when it happened, with a time zone: 2026-01-31T12:00:00Z",
    "identifiers": "whose it is: everything that the source knows the person by",
    "amount": "money, in the currency's smallest unit",
    "duration_s": "how long it took, in seconds",
    "scale_min": "the lowest score that can be given",
    "scale_max": "the highest score that can be given",
    "dimensions": "what figures can be broken down by: country, plan, shop",
    "traits": "what is said of the person: name, plan, country",
    "properties": "whatever else the source knows",
}


def _describe_interactions() -> None:
    for schema in INTERACTION_SCHEMAS.values():
        if "description" in schema:
            schema["description"] = inspect.cleandoc(schema["description"])
    fields = INTERACTION_SCHEMAS["Interaction"]["properties"]
    for name, schema in fields.items():
        schema["description"] = _MEANINGS[name]
    fields["occurred_at"]["format"] = "date-time"


_describe_interactions()
