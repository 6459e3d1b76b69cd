"""Merges: why two people are one, and what becomes of them when they are not."""

from pydantic import Field

from rapport.serve.api.documents.document import MOMENT, Body, Document
from rapport.serve.api.documents.identifiers import IdentifierDocument


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


class UnmergedDocument(Document):
    """The two people that a merge had made one."""

    EXAMPLE = {"merge": 7, "people": [42, 97]}

    merge: int
    people: list[int]


class MergeBody(Body):
    """Who is the same person, and why."""

    EXAMPLE = {"other": 97, "reason": "same customer number"}

    other: int = Field(ge=1, le=2**53, description="The other person.")
    reason: str = Field("", max_length=500, description="For the log.")
