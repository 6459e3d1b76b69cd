"""Notes and tags: what people of the brand write about a person."""

from pydantic import Field

from rapport.serve.api.documents.document import MOMENT, Body, Document


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


class NoteBody(Body):
    """What to write."""

    EXAMPLE = {"text": "Prefers to be called in the morning."}

    text: str = Field(min_length=1, max_length=10_000, pattern=r"\S")
