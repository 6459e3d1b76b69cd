"""The dashboard that an address names, and the address of one."""

from django.http import Http404
from django.urls import reverse

from rapport.accounts.public import WorkspaceRequest
from rapport.understand.dashboards.dashboard import Dashboard, Tile
from rapport.understand.dashboards.queries import find_dashboard


def dashboard_or_404(request: WorkspaceRequest, dashboard_id: int) -> Dashboard:
    found = find_dashboard(request.workspace, dashboard_id)
    if found is None:
        raise Http404
    return found


def tile_or_404(dashboard: Dashboard, tile_id: int) -> Tile:
    found = next((tile for tile in dashboard.tiles if tile.id == tile_id), None)
    if found is None:
        raise Http404
    return found


def address_of(dashboard: Dashboard) -> str:
    return reverse("dashboard", kwargs={"workspace": dashboard.workspace, "dashboard_id": dashboard.id})
