"""A dashboard as other packages see it."""

from dataclasses import dataclass
from datetime import datetime

from rapport.understand.dashboards.placement import Size
from rapport.understand.dashboards.rhythm import Rhythm


@dataclass(frozen=True, slots=True)
class Tile:
    """What stands on a dashboard.

    Parameters
    ----------
    view_id : the saved view that it shows; None for a note.
    title : what stands over it instead of the view's name.
    text : of a note.
    shape : the form of the result; empty takes the view's.
    """

    id: int
    view_id: int | None
    title: str
    text: str
    shape: str
    size: Size

    @property
    def is_note(self) -> bool:
        return self.view_id is None

    @property
    def id_text(self) -> str:
        """The number as templates put it into names of elements."""
        return str(self.id)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Saved views side by side.

    Parameters
    ----------
    period : a part of an address that takes the place of each view's own period; empty keeps those.
    owner : who made it: ``user:alice@example.com``.
    """

    id: int
    workspace: str
    name: str
    description: str
    period: str
    owner: str
    changed_at: datetime
    tiles: tuple[Tile, ...] = ()

    @property
    def owner_label(self) -> str:
        return self.owner.partition(":")[2] or self.owner


@dataclass(frozen=True, slots=True)
class DashboardDraft:
    """What a person typed to make or change a dashboard."""

    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """When a dashboard is sent, to whom, and how it went.

    Parameters
    ----------
    user_ids : the members who get it.
    due_at : when it is sent next; None while it is off.
    sent_at : when it was last sent.
    problem : why the last mail could not be sent; empty when it could.
    """

    dashboard_id: int
    is_on: bool
    rhythm: Rhythm
    user_ids: tuple[int, ...]
    due_at: datetime | None = None
    sent_at: datetime | None = None
    problem: str = ""
