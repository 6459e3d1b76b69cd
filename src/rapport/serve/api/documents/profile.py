"""Traits, consents and suppressed addresses of a person."""

from typing import Annotated

from pydantic import Field

from rapport.serve.api.documents.document import MOMENT, Body, Document

Value = str | float | bool
"""Of a trait."""


class SayingDocument(Document):
    """One time that a source said a trait."""

    value: Value
    type: str
    source: str
    said_at: str


class TraitDocument(SayingDocument):
    """A trait as it stands, and everything that was ever said about it, newest first."""

    EXAMPLE = {
        "value": "pro",
        "type": "text",
        "source": "shop",
        "said_at": MOMENT,
        "history": [{"value": "pro", "type": "text", "source": "shop", "said_at": MOMENT}],
    }

    history: list[SayingDocument]


class TraitsBody(Body):
    """What to say of a person: names with their values."""

    EXAMPLE = {"traits": {"plan": "pro", "seats": 12}}

    traits: dict[Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")], Value] = Field(min_length=1, max_length=100)


class ConsentDocument(Document):
    """One line of the ledger of consents."""

    purpose: str
    status: str
    basis: str
    source: str
    at: str
    by: str | None


class ConsentsDocument(Document):
    """The latest line of each purpose, and all of them, newest first."""

    EXAMPLE = {
        "current": {
            "marketing": {
                "purpose": "marketing",
                "status": "given",
                "basis": "consent",
                "source": "shop",
                "at": MOMENT,
                "by": None,
            }
        },
        "history": [],
    }

    current: dict[str, ConsentDocument]
    history: list[ConsentDocument]


class ConsentBody(Body):
    """For what consent was given or withdrawn, and on which basis."""

    EXAMPLE = {"purpose": "marketing", "status": "withdrawn", "basis": "consent"}

    purpose: str = Field(min_length=1, max_length=200, pattern=r"\S")
    status: str = Field(pattern="^(given|withdrawn)$")
    basis: str = Field("consent", max_length=50, description="One of the six of GDPR, article 6 (1).")


class SuppressionDocument(Document):
    """An address of the person that must not be contacted."""

    channel: str
    address: str
    reason: str | None
    at: str
    by: str


class SuppressedDocument(Document):
    """Whether an address must not be contacted."""

    EXAMPLE = {"channel": "email", "suppressed": True}

    channel: str
    suppressed: bool


class AddressBody(Body):
    """An address on a channel."""

    EXAMPLE = {"channel": "email", "address": "dana@example.com"}

    channel: str = Field(pattern="^(email|sms|phone)$")
    address: str = Field(min_length=1, max_length=320)


class SuppressionBody(AddressBody):
    """An address that must not be contacted, and why."""

    EXAMPLE = {"channel": "email", "address": "dana@example.com", "reason": "asked on the phone"}

    reason: str = Field("", max_length=500)


class HandedOverDocument(Document):
    """It is on the disk and will be stored within seconds, as part of the stream."""

    EXAMPLE = {"batch": 1769860800000000}

    batch: int = Field(description="Ask `GET /batches/{batch}` whether it is stored.")
