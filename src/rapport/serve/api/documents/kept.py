"""What people keep of figures: segments, saved views, dashboards, annotations."""

from datetime import date

from pydantic import ConfigDict, Field

from rapport.serve.api.documents.document import MOMENT, Body, Document


class SegmentDocument(Document):
    """A filter with a name."""

    EXAMPLE = {
        "key": "new-in-germany",
        "name": "New in Germany",
        "where": "country = DE and not did(order_placed, 90d)",
        "description": "For the welcome campaign.",
        "changed_at": MOMENT,
        "changed_by": "user:anna@example.com",
    }

    key: str = Field(description="As in addresses; it stays when the segment is renamed.")
    name: str
    where: str
    description: str
    changed_at: str
    changed_by: str


class SegmentBody(Body):
    """A filter with a name."""

    EXAMPLE = {"name": "New in Germany", "where": "country = DE", "description": "For the welcome campaign."}

    name: str = Field(min_length=1, max_length=120, pattern=r"\S")
    where: str = Field(min_length=1, max_length=4000, description="A filter: country = DE and did(order_placed, 90d).")
    description: str = Field("", max_length=2000)


class ViewDocument(Document):
    """What somebody explored and kept."""

    EXAMPLE = {
        "id": 3,
        "name": "NPS by country",
        "description": "",
        "query": "metric=nps&by=country&every=month",
        "owner": "user:anna@example.com",
        "changed_at": MOMENT,
    }

    id: int
    name: str
    description: str
    query: str = Field(description="The part of the address of the page “Explore” that says what is asked and how it is shown.")
    owner: str
    changed_at: str


class ViewBody(Body):
    """What to keep."""

    EXAMPLE = {"name": "NPS by country", "query": "metric=nps&by=country&every=month", "description": ""}

    name: str = Field(min_length=1, max_length=120, pattern=r"\S")
    query: str = Field(max_length=8000)
    description: str = Field("", max_length=2000)


class TileDocument(Document):
    """What stands on a dashboard: a saved view, or a note."""

    EXAMPLE = {"id": 9, "view": 3, "title": "", "text": "", "shape": "", "width": 6, "height": 2}

    id: int
    view: int | None = Field(description="Number of the saved view; null for a note.")
    title: str = Field(description="What stands over it instead of the view's name.")
    text: str = Field(description="Of a note.")
    shape: str = Field(description="The form of the result; empty takes the view's.")
    width: int = Field(description="Columns, of twelve.")
    height: int


class DashboardDocument(Document):
    """Saved views side by side."""

    EXAMPLE = {
        "id": 1,
        "name": "Monday",
        "description": "What we look at first.",
        "period": "",
        "owner": "user:anna@example.com",
        "changed_at": MOMENT,
        "tiles": [TileDocument.EXAMPLE],
    }

    id: int
    name: str
    description: str
    period: str = Field(description="Part of an address that takes the place of each view's own period; empty keeps those.")
    owner: str
    changed_at: str
    tiles: list[TileDocument]


class DashboardBody(Body):
    """A dashboard without its tiles."""

    EXAMPLE = {"name": "Monday", "description": "What we look at first."}

    name: str = Field(min_length=1, max_length=120, pattern=r"\S")
    description: str = Field("", max_length=2000)


class TileBody(Body):
    """What to put on a dashboard: a saved view, or the text of a note."""

    EXAMPLE = {"view": 3}

    view: int | None = Field(None, ge=1, le=2**53)
    text: str = Field("", max_length=10_000)


class OrderBody(Body):
    """Numbers of tiles, the first one first."""

    EXAMPLE = {"tiles": [9, 7, 8]}

    tiles: list[int] = Field(min_length=1, max_length=200)


class AnnotationDocument(Document):
    """What happened on some days, as charts show it."""

    model_config = ConfigDict(extra="forbid", serialize_by_alias=True, validate_by_alias=True)
    EXAMPLE = {
        "id": 2,
        "from": "2026-01-12",
        "to": "2026-01-14",
        "kind": "incident",
        "text": "The warehouse stood still.",
        "by": "user:anna@example.com",
        "at": MOMENT,
    }

    id: int
    first: str = Field(alias="from", description="The first day, in the workspace's zone.")
    last: str = Field(alias="to", description="The last day, which is part of it.")
    kind: str
    text: str
    by: str
    at: str


class AnnotationBody(Body):
    """What happened, and when. Without `to` it is about one day."""

    model_config = ConfigDict(extra="forbid", strict=True, validate_by_alias=True)
    EXAMPLE = {"from": "2026-01-12", "to": "2026-01-14", "kind": "incident", "text": "The warehouse stood still."}

    first: date = Field(alias="from", strict=False)
    last: date | None = Field(None, alias="to", strict=False)
    kind: str = Field("note", pattern="^(incident|release|campaign|improvement|note)$")
    text: str = Field(min_length=1, max_length=200, pattern=r"\S")
