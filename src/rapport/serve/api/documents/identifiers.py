"""Identifiers: what says who a person is."""

from pydantic import ConfigDict, Field

from rapport.serve.api.documents.document import Document


class IdentifierDocument(Document):
    """Something that says who a person is. `namespace` is the network of a handle, the source of an external id."""

    type: str
    namespace: str | None
    value: str


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
