"""Keeps, changes, duplicates and deletes views."""

from django.db import transaction

from rapport.accounts.public import Workspace, current_actor, record_action
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.understand.views import models
from rapport.understand.views.queries import from_row, get_view
from rapport.understand.views.view import SavedView, ViewDraft, tidied_query

MOST_VIEWS = 2000
LONGEST_QUERY = 8000


def add_view(workspace: Workspace, draft: ViewDraft) -> SavedView:
    """Keep a view, owned by whoever acts; raise UserError where the name is empty or there are too many."""
    if models.SavedView.objects.filter(workspace_id=workspace.id).count() >= MOST_VIEWS:
        raise UserError(Notice("A workspace has at most %(most)s saved views. Delete some that nobody uses.", most=MOST_VIEWS))
    row = models.SavedView(workspace_id=workspace.id, owner=current_actor())
    return _write(row, workspace, draft, action="view.add")


def change_view(workspace: Workspace, view_id: int, draft: ViewDraft) -> SavedView:
    """Change name, description and question of a view; raise UserError as `add_view`."""
    view = get_view(workspace, view_id)
    return _write(models.SavedView.objects.get(pk=view.id), workspace, draft, action="view.change")


def duplicate_view(workspace: Workspace, view_id: int, *, name: str) -> SavedView:
    """Keep a view a second time under another name, owned by whoever acts."""
    view = get_view(workspace, view_id)
    return add_view(workspace, ViewDraft(name, view.query, view.description))


def delete_view(workspace: Workspace, view_id: int) -> None:
    """Delete a view. Dashboards that show it say that it is gone."""
    view = get_view(workspace, view_id)
    with transaction.atomic():
        models.SavedView.objects.filter(pk=view.id).delete()
        record_action(workspace, "view.delete", subject=str(view.id), details={"name": view.name, "query": view.query})


def _write(row: models.SavedView, workspace: Workspace, draft: ViewDraft, *, action: str) -> SavedView:
    row.name, row.description = " ".join(draft.name.split()), draft.description.strip()
    row.query, row.changed_at = tidied_query(draft.query), now()
    if not row.name or len(row.name) > 120:
        raise UserError(Notice("Give the view a name of up to 120 characters."))
    if len(row.query) > LONGEST_QUERY:
        raise UserError(Notice("What the view asks is too long to be kept. Shorten its filter, or make a segment of it."))
    with transaction.atomic():
        row.save()
        record_action(workspace, action, subject=str(row.pk), details={"name": row.name, "query": row.query})
    return from_row(row, workspace)
