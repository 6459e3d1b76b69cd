"""People: the same documents as `rapport person --json` prints."""

from typing import Annotated

from pydantic import ConfigDict, Field

from rapport.serve.api.documents.document import MOMENT, Body, Document, Page
from rapport.serve.api.documents.interactions import InteractionDocument

Value = str | float | bool
"""Of a trait."""


class IdentifierDocument(Document):
    """Something that says who a person is. `namespace` is the network of a handle, the source of an external id."""

    type: str
    namespace: str | None
    value: str


class CompanyDocument(Document):
    """Whom the person belongs to."""

    name: str | None
    domain: str | None


class LastScore(Document):
    """The last score that a person gave."""

    value: float
    at: str


class Amount(Document):
    """Money, in the smallest unit of the currency."""

    amount: int
    currency: str


class FiguresDocument(Document):
    """What one person did, in figures of the catalogue."""

    interactions: int
    orders: int
    contacts: int
    first_seen_at: str | None
    last_seen_at: str | None
    nps: LastScore | None
    csat: LastScore | None
    revenue: list[Amount]


class ListedPersonDocument(Document):
    """A person as a list shows them."""

    EXAMPLE = {
        "id": 42,
        "name": "Dana",
        "matched": "dana@example.com",
        "identifiers": [{"type": "email", "namespace": None, "value": "dana@example.com"}],
        "company": None,
        "tags": ["vip"],
        "figures": {
            "interactions": 31,
            "orders": 4,
            "contacts": 2,
            "first_seen_at": "2024-05-02T09:30:00Z",
            "last_seen_at": MOMENT,
            "nps": {"value": 9.0, "at": MOMENT},
            "csat": None,
            "revenue": [{"amount": 12850, "currency": "EUR"}],
        },
    }

    id: int
    name: str | None
    matched: str | None = Field(description="What a search found the person by.")
    identifiers: list[IdentifierDocument]
    company: CompanyDocument | None
    tags: list[str]
    figures: FiguresDocument


class PeoplePage(Page):
    """A page of people. A search without `sort` gives one page, the best match first."""

    EXAMPLE = {"items": [ListedPersonDocument.EXAMPLE], "next": None}

    items: list[ListedPersonDocument]


class JoinedDocument(Document):
    """Which merge joined an identifier to its person, and with which other one."""

    model_config = ConfigDict(extra="forbid", serialize_by_alias=True, validate_by_alias=True)

    merge: int
    at: str
    rule: str
    to: IdentifierDocument = Field(alias="with")


class HeldIdentifierDocument(IdentifierDocument):
    """An identifier of a person."""

    verified: bool
    shared: bool = Field(description="Several people use it, so it names none of them.")
    first_seen_at: str
    joined: JoinedDocument | None


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


class MergeDocument(Document):
    """Why two people are one."""

    EXAMPLE = {
        "id": 7,
        "at": MOMENT,
        "kept": 42,
        "merged": 97,
        "rule": "by_hand",
        "rule_reason": "Somebody said so.",
        "identifiers": [],
        "source": None,
        "by": "key:warehouse (abc)",
        "reason": "same customer number",
        "undone_at": None,
        "undone_by": None,
        "undone_reason": None,
    }

    id: int
    at: str
    kept: int
    merged: int
    rule: str
    rule_reason: str
    identifiers: list[IdentifierDocument]
    source: str | None
    by: str | None
    reason: str | None
    undone_at: str | None
    undone_by: str | None
    undone_reason: str | None


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


class SuppressionDocument(Document):
    """An address of the person that must not be contacted."""

    channel: str
    address: str
    reason: str | None
    at: str
    by: str


class TagDocument(Document):
    """A tag on a person."""

    EXAMPLE = {"name": "vip", "at": MOMENT, "by": "user:bob@example.com"}

    name: str
    at: str
    by: str


class NoteDocument(Document):
    """What somebody of the brand wrote about a person."""

    EXAMPLE = {"id": 5, "at": MOMENT, "by": "user:bob@example.com", "text": "Prefers to be called in the morning."}

    id: int
    at: str
    by: str
    text: str


class PersonDocument(Document):
    """Everything that is known of a person."""

    EXAMPLE = {
        "id": 42,
        "name": "Dana",
        "identifiers": [
            {
                "type": "email",
                "namespace": None,
                "value": "dana@example.com",
                "verified": True,
                "shared": False,
                "first_seen_at": MOMENT,
                "joined": None,
            }
        ],
        "traits": {"plan": TraitDocument.EXAMPLE},
        "merges": [],
        "consents": ConsentsDocument.EXAMPLE,
        "suppressions": [],
        "tags": [TagDocument.EXAMPLE],
        "notes": [NoteDocument.EXAMPLE],
        "company": {"name": "Acme", "domain": "acme.test"},
        "timeline": [],
    }

    id: int
    name: str | None
    identifiers: list[HeldIdentifierDocument]
    traits: dict[str, TraitDocument]
    merges: list[MergeDocument]
    consents: ConsentsDocument
    suppressions: list[SuppressionDocument]
    tags: list[TagDocument]
    notes: list[NoteDocument]
    company: CompanyDocument | None
    timeline: list["TimelineRow"]


class TimelineRow(InteractionDocument):
    """One thing that a person did, or that was done for them."""

    EXAMPLE = {name: value for name, value in InteractionDocument.EXAMPLE.items() if name != "person"}


class TimelinePage(Page):
    """A page of what a person did, newest first."""

    EXAMPLE = {"items": [TimelineRow.EXAMPLE], "next": None}

    items: list[TimelineRow]


class UnmergedDocument(Document):
    """The two people that a merge had made one."""

    EXAMPLE = {"merge": 7, "people": [42, 97]}

    merge: int
    people: list[int]


class ErasedDocument(Document):
    """What an erasure changed: how many things of each kind were emptied or deleted."""

    EXAMPLE = {"person_id": 42, "identifiers": 3, "interactions": 120, "traits": 14, "mentions": 2, "rejects": 0, "files": 1}

    person_id: int
    identifiers: int
    interactions: int
    traits: int
    mentions: int
    rejects: int
    files: int


class HandedOverDocument(Document):
    """It is on the disk and will be stored within seconds, as part of the stream."""

    EXAMPLE = {"batch": 1769860800000000}

    batch: int = Field(description="Ask `GET /batches/{batch}` whether it is stored.")


class SuppressedDocument(Document):
    """Whether an address must not be contacted."""

    EXAMPLE = {"channel": "email", "suppressed": True}

    channel: str
    suppressed: bool


class MergeBody(Body):
    """Who is the same person, and why."""

    EXAMPLE = {"other": 97, "reason": "same customer number"}

    other: int = Field(ge=1, le=2**53, description="The other person.")
    reason: str = Field("", max_length=500, description="For the log.")


class NoteBody(Body):
    """What to write."""

    EXAMPLE = {"text": "Prefers to be called in the morning."}

    text: str = Field(min_length=1, max_length=10_000, pattern=r"\S")


class TraitsBody(Body):
    """What to say of a person: names with their values."""

    EXAMPLE = {"traits": {"plan": "pro", "seats": 12}}

    traits: dict[Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")], Value] = Field(min_length=1, max_length=100)


class ConsentBody(Body):
    """For what consent was given or withdrawn, and on which basis."""

    EXAMPLE = {"purpose": "marketing", "status": "withdrawn", "basis": "consent"}

    purpose: str = Field(min_length=1, max_length=200, pattern=r"\S")
    status: str = Field(pattern="^(given|withdrawn)$")
    basis: str = Field("consent", max_length=50, description="One of the six of GDPR, article 6 (1).")


class AddressBody(Body):
    """An address on a channel."""

    EXAMPLE = {"channel": "email", "address": "dana@example.com"}

    channel: str = Field(pattern="^(email|sms|phone)$")
    address: str = Field(min_length=1, max_length=320)


class SuppressionBody(AddressBody):
    """An address that must not be contacted, and why."""

    EXAMPLE = {"channel": "email", "address": "dana@example.com", "reason": "asked on the phone"}

    reason: str = Field("", max_length=500)
