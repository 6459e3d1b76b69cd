"""Saved views side by side."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path

from rapport.serve.api.documents.kept import DashboardBody, DashboardDocument, OrderBody, TileBody, TileDocument
from rapport.serve.api.endpoint import File
from rapport.serve.api.moments import written
from rapport.serve.api.problems import Fault, Kind, Problem, told_as
from rapport.serve.api.request import ApiRequest, store_of, workspace_of
from rapport.serve.api.resource import Resource
from rapport.understand.dashboards.public import (
    Dashboard,
    DashboardDraft,
    Size,
    Tile,
    add_dashboard,
    add_note,
    add_view_tile,
    arrange,
    change_dashboard,
    dashboard_as_pdf,
    delete_dashboard,
    get_dashboard,
    list_dashboards,
    remove_tile,
)
from rapport.understand.views.public import find_view

DASHBOARDS = Resource("dashboards", title="Dashboards", order=52, about="Saved views side by side, as a team looks at them.")

Number = Annotated[int, Path(ge=1, le=2**53, example=1)]
USUAL_SIZE = Size(6, 2)
PDF = File(("application/pdf",), about="Its tiles as they stand now.")


@DASHBOARDS.get("/dashboards", needs="read:figures", gives=list[DashboardDocument])
def list_all_dashboards(request: ApiRequest) -> list[dict[str, object]]:
    """List the dashboards, by name."""
    return [_document(dashboard) for dashboard in list_dashboards(workspace_of(request))]


@DASHBOARDS.get("/dashboards/{dashboard}", needs="read:figures", gives=DashboardDocument, problems=(404,))
def show_dashboard(request: ApiRequest, dashboard: Number) -> dict[str, object]:
    """Show a dashboard with its tiles."""
    return _document(_found(request, dashboard))


@DASHBOARDS.get("/dashboards/{dashboard}/pdf", needs="read:figures", gives=PDF, problems=(404,))
def print_dashboard(request: ApiRequest, dashboard: Number) -> HttpResponse:
    """Print a dashboard as PDF."""
    found = _found(request, dashboard)
    return HttpResponse(dashboard_as_pdf(workspace_of(request), store_of(request), found), content_type="application/pdf")


@DASHBOARDS.post("/dashboards", needs="edit:views", gives=DashboardDocument)
def make_dashboard(request: ApiRequest, body: DashboardBody) -> dict[str, object]:
    """Make an empty dashboard."""
    return _document(add_dashboard(workspace_of(request), DashboardDraft(body.name, body.description)))


@DASHBOARDS.put("/dashboards/{dashboard}", needs="edit:views", gives=DashboardDocument, problems=(404,))
def replace_dashboard(request: ApiRequest, dashboard: Number, body: DashboardBody) -> dict[str, object]:
    """Change the name and description of a dashboard."""
    _found(request, dashboard)
    return _document(change_dashboard(workspace_of(request), dashboard, DashboardDraft(body.name, body.description)))


@DASHBOARDS.delete("/dashboards/{dashboard}", needs="edit:views", problems=(404,))
def drop_dashboard(request: ApiRequest, dashboard: Number) -> None:
    """Delete a dashboard.

    The views that it shows stay.
    """
    with told_as(Kind.NOT_FOUND):
        delete_dashboard(workspace_of(request), dashboard)


@DASHBOARDS.post("/dashboards/{dashboard}/tiles", needs="edit:views", gives=TileDocument, problems=(404,))
def add_tile(request: ApiRequest, dashboard: Number, body: TileBody) -> dict[str, object]:
    """Put a saved view or a note at the end of a dashboard."""
    workspace = workspace_of(request)
    _found(request, dashboard)
    if body.view is None:
        return _tile(add_note(workspace, dashboard, body.text))
    if find_view(workspace, body.view) is None:
        told = f"There is no saved view {body.view} in this workspace."
        raise Problem(Kind.INVALID, told, [Fault(told, pointer="#/view")])
    return _tile(add_view_tile(workspace, dashboard, view_id=body.view, size=USUAL_SIZE))


@DASHBOARDS.put("/dashboards/{dashboard}/order", needs="edit:views", gives=DashboardDocument, problems=(404,))
def order_tiles(request: ApiRequest, dashboard: Number, body: OrderBody) -> dict[str, object]:
    """Put the tiles of a dashboard into an order.

    Those that are not named stay behind the others.
    """
    _found(request, dashboard)
    arrange(workspace_of(request), dashboard, body.tiles)
    return _document(_found(request, dashboard))


@DASHBOARDS.delete("/dashboards/{dashboard}/tiles/{tile}", needs="edit:views", problems=(404,))
def drop_tile(request: ApiRequest, dashboard: Number, tile: Annotated[int, Path(ge=1, le=2**53, example=9)]) -> None:
    """Take a tile off a dashboard."""
    _found(request, dashboard)
    with told_as(Kind.NOT_FOUND):
        remove_tile(workspace_of(request), dashboard, tile)


def _found(request: ApiRequest, dashboard: int) -> Dashboard:
    with told_as(Kind.NOT_FOUND):
        return get_dashboard(workspace_of(request), dashboard)


def _document(dashboard: Dashboard) -> dict[str, object]:
    return {
        "id": dashboard.id,
        "name": dashboard.name,
        "description": dashboard.description,
        "period": dashboard.period,
        "owner": dashboard.owner,
        "changed_at": written(dashboard.changed_at),
        "tiles": [_tile(tile) for tile in dashboard.tiles],
    }


def _tile(tile: Tile) -> dict[str, object]:
    return {
        "id": tile.id,
        "view": tile.view_id,
        "title": tile.title,
        "text": tile.text,
        "shape": tile.shape,
        "width": tile.size.width,
        "height": tile.size.height,
    }


RESOURCES = (DASHBOARDS,)
