"""Reads saved views."""

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.understand.views import models
from rapport.understand.views.view import SavedView


def list_views(workspace: Workspace) -> list[SavedView]:
    """Return the saved views of a workspace by name."""
    rows = models.SavedView.objects.filter(workspace_id=workspace.id)
    return sorted((from_row(row, workspace) for row in rows), key=lambda view: view.name.casefold())


def find_view(workspace: Workspace, view_id: int) -> SavedView | None:
    """Return a saved view of the workspace; None where there is none of that number."""
    row = models.SavedView.objects.filter(workspace_id=workspace.id, pk=view_id).first()
    return from_row(row, workspace) if row else None


def get_view(workspace: Workspace, view_id: int) -> SavedView:
    """Return a saved view; raise UserError where there is none of that number."""
    view = find_view(workspace, view_id)
    if view is None:
        raise UserError(
            Notice("There is no saved view %(view)s.", view=str(view_id), terminal="`rapport view list` shows those there are.")
        )
    return view


def from_row(row: models.SavedView, workspace: Workspace) -> SavedView:
    return SavedView(
        id=row.pk,
        workspace=workspace.slug,
        name=row.name,
        description=row.description,
        query=row.query,
        owner=row.owner,
        changed_at=row.changed_at,
    )
