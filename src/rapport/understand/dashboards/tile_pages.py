"""Tiles: what one says, and how they are put on, arranged and taken off."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.accounts.public import Permission, WorkspaceRequest, page
from rapport.core.errors import UserError
from rapport.record.store.public import current_store
from rapport.ui.saying import say_error
from rapport.understand.dashboards.actions import add_dashboard
from rapport.understand.dashboards.addressed import address_of, dashboard_or_404, tile_or_404
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
from rapport.understand.dashboards.contents import period_of
from rapport.understand.dashboards.dashboard import Dashboard, DashboardDraft
from rapport.understand.dashboards.filling import fill_tile
from rapport.understand.dashboards.queries import list_dashboards
from rapport.understand.views.public import (
    SavedView,
    Shape,
    ViewDraft,
    add_view,
    find_view,
    list_views,
    parse_exploration,
)


@page(Permission.SEE_FIGURES)
def tile(request: WorkspaceRequest, dashboard_id: int, tile_id: int) -> HttpResponse:
    """What one tile says: the page asks for each by itself, so that a slow one holds up no other."""
    board = dashboard_or_404(request, dashboard_id)
    found = tile_or_404(board, tile_id)
    views = {view.id: view for view in list_views(request.workspace)}
    filled = fill_tile(
        request.workspace, current_store(request.workspace.slug), found, views=views, period=period_of(request.GET, board)
    )
    return render(request, "dashboards/_tile_content.html", {"dashboard": board, "tile": found, "filled": filled})


@page(Permission.EDIT_VIEWS)
def choose_dashboard(request: WorkspaceRequest) -> HttpResponse:
    """The form that puts what is explored on a dashboard: a view that is saved already, or one to be saved for it."""
    number = request.GET.get("view", "")
    view = find_view(request.workspace, int(number)) if number.isdecimal() and len(number) < 18 else None
    context = {
        "dashboards": list_dashboards(request.workspace),
        "view": view,
        "name": request.GET.get("name", ""),
        "query": request.GET.get("query", ""),
    }
    return render(request, "dashboards/_choose.html", context)


@page(Permission.EDIT_VIEWS, methods=("POST",))
def put_view(request: WorkspaceRequest) -> HttpResponse:
    """Put a view on a dashboard, saving and making them first where they are new."""
    posted = request.POST
    try:
        board = _chosen_dashboard(request, posted)
        view = _chosen_view(request, posted)
        _put(request, board, view)
    except UserError as error:
        messages.error(request, say_error(error))
        return redirect("explore", workspace=request.workspace.slug)
    messages.success(request, _("“%(view)s” is on this dashboard now.") % {"view": view.name})
    return redirect(address_of(board))


@page(Permission.EDIT_VIEWS, methods=("POST",))
def put_tile(request: WorkspaceRequest, dashboard_id: int) -> HttpResponse:
    """Put a view or a note on the dashboard that is being arranged."""
    board = dashboard_or_404(request, dashboard_id)
    try:
        if request.POST.get("view"):
            _put(request, board, _view_or_404(request, request.POST["view"]))
        else:
            add_note(request.workspace, board.id, request.POST.get("text", ""))
    except UserError as error:
        messages.error(request, say_error(error))
    return _back(board)


@page(Permission.EDIT_VIEWS, methods=("POST",))
def arrange_tiles(request: WorkspaceRequest, dashboard_id: int) -> HttpResponse:
    """Put the tiles into the order in which they were dragged."""
    board = dashboard_or_404(request, dashboard_id)
    arrange(request.workspace, board.id, _numbers(request.POST.getlist("order")))
    return HttpResponse(status=204)


@page(Permission.EDIT_VIEWS, methods=("POST",))
def edit_tile(request: WorkspaceRequest, dashboard_id: int, tile_id: int) -> HttpResponse:
    """Move or resize a tile by a step, or change what it says."""
    board = dashboard_or_404(request, dashboard_id)
    before = tile_or_404(board, tile_id)
    posted = request.POST
    try:
        match posted.get("do", ""):
            case "earlier" | "later" as where:
                move_tile(request.workspace, board.id, tile_id, by=-1 if where == "earlier" else 1)
            case "wider" | "narrower" as width:
                resize_tile(request.workspace, board.id, tile_id, wider=1 if width == "wider" else -1)
            case "taller" | "shorter" as height:
                resize_tile(request.workspace, board.id, tile_id, taller=1 if height == "taller" else -1)
            case _:
                text = posted.get("text", before.text)
                change_tile(
                    request.workspace, board.id, tile_id, title=posted.get("title", ""), text=text, shape=posted.get("shape", "")
                )
    except UserError as error:
        messages.error(request, say_error(error))
    return _back(board)


@page(Permission.EDIT_VIEWS, methods=("POST",))
def take_off(request: WorkspaceRequest, dashboard_id: int, tile_id: int) -> HttpResponse:
    """Take a tile off the dashboard."""
    board = dashboard_or_404(request, dashboard_id)
    tile_or_404(board, tile_id)
    remove_tile(request.workspace, board.id, tile_id)
    return _back(board)


def _back(board: Dashboard) -> HttpResponse:
    return redirect(f"{address_of(board)}?edit=1")


def _view_or_404(request: WorkspaceRequest, number: str) -> SavedView:
    found = find_view(request.workspace, int(number)) if number.isdecimal() and len(number) < 18 else None
    if found is None:
        raise Http404
    return found


def _numbers(texts: Sequence[str]) -> list[int]:
    return [int(text) for text in texts if text.isdecimal() and len(text) < 18]


def _chosen_dashboard(request: WorkspaceRequest, posted: QueryDict) -> Dashboard:
    for number in _numbers(posted.getlist("dashboard")):
        return dashboard_or_404(request, number)
    return add_dashboard(request.workspace, DashboardDraft(posted.get("new_name", "")))


def _chosen_view(request: WorkspaceRequest, posted: QueryDict) -> SavedView:
    if view := posted.get("view"):
        return _view_or_404(request, str(view))
    return add_view(request.workspace, ViewDraft(posted.get("name", ""), posted.get("query", "")))


def _put(request: WorkspaceRequest, board: Dashboard, view: SavedView) -> None:
    add_view_tile(request.workspace, board.id, view_id=view.id, size=usual_size(_shape_of(request, view)))


def _shape_of(request: WorkspaceRequest, view: SavedView) -> Shape:
    """Return the form in which a view is shown; of one that cannot be asked any more, a table."""
    try:
        return parse_exploration(QueryDict(view.query), request.workspace, current_store(request.workspace.slug)).shape()
    except UserError:
        return Shape.TABLE
