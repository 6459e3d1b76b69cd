"""What somebody explored and kept."""

from typing import Annotated

from ninja import Path

from rapport.serve.api.documents.kept import ViewBody, ViewDocument
from rapport.serve.api.moments import written
from rapport.serve.api.problems import Kind, told_as
from rapport.serve.api.request import ApiRequest, workspace_of
from rapport.serve.api.resource import Resource
from rapport.understand.views.public import SavedView, ViewDraft, add_view, change_view, delete_view, get_view, list_views

VIEWS = Resource("views", title="Saved views", order=51, about="What somebody explored and kept, to come back to or to share.")

Number = Annotated[int, Path(ge=1, le=2**53, example=3)]


@VIEWS.get("/views", needs="read:figures", gives=list[ViewDocument])
def list_all_views(request: ApiRequest) -> list[dict[str, object]]:
    """List the saved views, by name."""
    return [_document(view) for view in list_views(workspace_of(request))]


@VIEWS.get("/views/{view}", needs="read:figures", gives=ViewDocument, problems=(404,))
def show_view(request: ApiRequest, view: Number) -> dict[str, object]:
    """Show a saved view."""
    with told_as(Kind.NOT_FOUND):
        return _document(get_view(workspace_of(request), view))


@VIEWS.post("/views", needs="edit:views", gives=ViewDocument)
def save_view(request: ApiRequest, body: ViewBody) -> dict[str, object]:
    """Save a view."""
    return _document(add_view(workspace_of(request), ViewDraft(body.name, body.query, body.description)))


@VIEWS.put("/views/{view}", needs="edit:views", gives=ViewDocument, problems=(404,))
def replace_view(request: ApiRequest, view: Number, body: ViewBody) -> dict[str, object]:
    """Change a saved view."""
    workspace = workspace_of(request)
    with told_as(Kind.NOT_FOUND):
        get_view(workspace, view)
    return _document(change_view(workspace, view, ViewDraft(body.name, body.query, body.description)))


@VIEWS.delete("/views/{view}", needs="edit:views", problems=(404,))
def drop_view(request: ApiRequest, view: Number) -> None:
    """Delete a saved view.

    Dashboards that show it say that it is gone.
    """
    with told_as(Kind.NOT_FOUND):
        delete_view(workspace_of(request), view)


def _document(view: SavedView) -> dict[str, object]:
    return {
        "id": view.id,
        "name": view.name,
        "description": view.description,
        "query": view.query,
        "owner": view.owner,
        "changed_at": written(view.changed_at),
    }


RESOURCES = (VIEWS,)
