"""People: the same documents as `rapport person --json` prints."""

from pydantic import Field

from rapport.serve.api.documents.document import MOMENT, Document, Page
from rapport.serve.api.documents.identifiers import HeldIdentifierDocument, IdentifierDocument
from rapport.serve.api.documents.interactions import InteractionDocument
from rapport.serve.api.documents.merges import MergeDocument
from rapport.serve.api.documents.notes import NoteDocument, TagDocument
from rapport.serve.api.documents.profile import ConsentsDocument, SuppressionDocument, TraitDocument


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


class ErasedDocument(Document):
    """What an erasure changed: how many things of each kind were emptied or deleted."""

    EXAMPLE = {
        "person_id": 42,
        "identifiers": 3,
        "interactions": 120,
        "traits": 14,
        "mentions": 2,
        "rejects": 0,
        "files": 1,
        "texts": 0,
    }

    person_id: int
    identifiers: int
    interactions: int
    traits: int
    mentions: int
    rejects: int
    files: int
    texts: int
