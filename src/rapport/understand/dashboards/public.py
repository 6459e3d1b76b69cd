"""The door to dashboards: tiles of saved views and notes, as a page's data and as a PDF."""

from rapport.understand.dashboards.actions import (
    add_dashboard,
    change_dashboard,
    delete_dashboard,
    duplicate_dashboard,
    set_period,
)
from rapport.understand.dashboards.arranging import (
    add_note,
    add_view_tile,
    arrange,
    change_tile,
    move_tile,
    remove_tile,
    resize_tile,
    usual_size,
)
from rapport.understand.dashboards.content import Content
from rapport.understand.dashboards.contents import contents_of
from rapport.understand.dashboards.dashboard import Dashboard, DashboardDraft, Delivery, Tile
from rapport.understand.dashboards.deliveries import get_delivery, set_delivery
from rapport.understand.dashboards.placement import Size
from rapport.understand.dashboards.queries import find_dashboard, get_dashboard, list_dashboards
from rapport.understand.dashboards.reporting import dashboard_as_pdf
from rapport.understand.dashboards.rhythm import Every, Rhythm

__all__ = [
    "Content",
    "Dashboard",
    "DashboardDraft",
    "Delivery",
    "Every",
    "Rhythm",
    "Size",
    "Tile",
    "add_dashboard",
    "add_note",
    "add_view_tile",
    "arrange",
    "change_dashboard",
    "change_tile",
    "contents_of",
    "dashboard_as_pdf",
    "delete_dashboard",
    "duplicate_dashboard",
    "find_dashboard",
    "get_dashboard",
    "get_delivery",
    "list_dashboards",
    "move_tile",
    "remove_tile",
    "resize_tile",
    "set_delivery",
    "set_period",
    "usual_size",
]
