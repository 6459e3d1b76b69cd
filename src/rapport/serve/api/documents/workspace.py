"""A workspace as those see it who look after it: settings, members, keys, the audit log."""

from typing import Any, Literal

from pydantic import Field

from rapport.serve.api.documents.document import MOMENT, Body, Document, Page


class SettingDocument(Document):
    """A setting of the workspace, as a person types it."""

    EXAMPLE = {
        "name": "zone",
        "value": "Europe/Riga",
        "meaning": "Time zone of days, weeks and business hours.",
        "values": "An IANA name: Europe/Riga.",
    }

    name: str
    value: str
    meaning: str
    values: str = Field(description="What may be written.")


class SettingsBody(Body):
    """New values by the name of the setting, as a person types them."""

    EXAMPLE = {"values": {"zone": "Europe/Riga", "minimum_cell": "10"}}

    values: dict[str, str] = Field(min_length=1, max_length=50)


Role = Literal["owner", "admin", "analyst", "agent", "viewer"]
GivenRole = Literal["admin", "analyst", "agent", "viewer"]
"""Owners are made by owners, and a key is none."""


class MemberDocument(Document):
    """A member of the workspace."""

    EXAMPLE = {
        "id": 4,
        "name": "Bob",
        "email": "bob@example.com",
        "role": "agent",
        "joined_at": MOMENT,
        "last_sign_in_at": None,
    }

    id: int
    name: str
    email: str
    role: Role
    joined_at: str
    last_sign_in_at: str | None


class RoleBody(Body):
    """The role that a member gets."""

    EXAMPLE = {"role": "analyst"}

    role: GivenRole


class InvitationDocument(Document):
    """An invitation that is still open."""

    EXAMPLE = {
        "id": 8,
        "email": "bob@example.com",
        "role": "agent",
        "expires_at": "2026-02-07T12:00:00Z",
        "invited_by": "",
        "is_known": False,
    }

    id: int
    email: str
    role: Role
    expires_at: str
    invited_by: str
    is_known: bool = Field(description="Whether somebody with that address signs in here already.")


class SentInvitationDocument(InvitationDocument):
    """An invitation, with the link that accepts it. The link is told this once."""

    EXAMPLE = InvitationDocument.EXAMPLE | {"link": "https://cx.example.com/invitation/…/", "is_sent": True}

    link: str
    is_sent: bool = Field(description="Whether the link went out by e-mail; otherwise hand it over yourself.")


class InvitationBody(Body):
    """Whom to invite, and as what."""

    EXAMPLE = {"email": "bob@example.com", "role": "agent"}

    email: str = Field(min_length=3, max_length=254, json_schema_extra={"format": "email"})
    role: GivenRole


class KeyDocument(Document):
    """An API key. Its secret is shown once, to the person who makes it."""

    EXAMPLE = {
        "id": 3,
        "name": "warehouse",
        "prefix": "k3v9x2m1qa",
        "scopes": ["read:figures"],
        "made_by": "Alice",
        "created_at": MOMENT,
        "expires_at": None,
        "last_used_at": MOMENT,
        "requests_per_minute": 600,
        "has_expired": False,
    }

    id: int
    name: str
    prefix: str
    scopes: list[str]
    made_by: str
    created_at: str
    expires_at: str | None
    last_used_at: str | None
    requests_per_minute: int
    has_expired: bool


class AuditEntryDocument(Document):
    """Who saw or changed what, when, and from which network."""

    EXAMPLE = {
        "at": MOMENT,
        "actor": "user:bob@example.com",
        "action": "person.see",
        "subject": "42",
        "details": {},
        "network": "192.0.2.0/24",
    }

    at: str
    actor: str
    action: str
    subject: str
    details: dict[str, Any]  # Any: JSON
    network: str


class AuditPage(Page):
    """A page of the audit log, newest first."""

    EXAMPLE = {"items": [AuditEntryDocument.EXAMPLE], "next": None}

    items: list[AuditEntryDocument]
