"""Makes, changes and deletes dashboards."""

from django.db import transaction

from rapport.accounts.public import Workspace, current_actor, record_action
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.understand.dashboards import models
from rapport.understand.dashboards.dashboard import Dashboard, DashboardDraft
from rapport.understand.dashboards.queries import get_dashboard

MOST_DASHBOARDS = 500


def add_dashboard(workspace: Workspace, draft: DashboardDraft) -> Dashboard:
    """Make an empty dashboard, owned by whoever acts; raise UserError where the name is empty or there are too many."""
    if models.Dashboard.objects.filter(workspace_id=workspace.id).count() >= MOST_DASHBOARDS:
        raise UserError(
            Notice(
                "A workspace has at most %(most)s dashboards. Delete one that nobody uses.",
                most=MOST_DASHBOARDS,
            )
        )
    row = models.Dashboard(workspace_id=workspace.id, owner=current_actor())
    return _write(row, workspace, draft, action="dashboard.add")


def change_dashboard(workspace: Workspace, dashboard_id: int, draft: DashboardDraft) -> Dashboard:
    """Give a dashboard another name or description."""
    return _write(row_of(workspace, dashboard_id), workspace, draft, action="dashboard.change")


def set_period(workspace: Workspace, dashboard_id: int, period: str) -> Dashboard:
    """Let a part of an address take the place of each view's own period; an empty one keeps those."""
    get_dashboard(workspace, dashboard_id)
    models.Dashboard.objects.filter(pk=dashboard_id).update(period=period[:200], changed_at=now())
    return get_dashboard(workspace, dashboard_id)


def duplicate_dashboard(workspace: Workspace, dashboard_id: int, *, name: str) -> Dashboard:
    """Make a second dashboard with the same tiles, owned by whoever acts. It is sent to nobody."""
    original = get_dashboard(workspace, dashboard_id)
    with transaction.atomic():
        copy = add_dashboard(workspace, DashboardDraft(name, original.description))
        models.Dashboard.objects.filter(pk=copy.id).update(period=original.period)
        models.Tile.objects.bulk_create(_copied(tile, copy.id) for tile in models.Tile.objects.filter(dashboard_id=original.id))
    return get_dashboard(workspace, copy.id)


def delete_dashboard(workspace: Workspace, dashboard_id: int) -> None:
    """Delete a dashboard with its tiles and its delivery; the views stay."""
    dashboard = get_dashboard(workspace, dashboard_id)
    with transaction.atomic():
        models.Dashboard.objects.filter(pk=dashboard.id).delete()
        record_action(workspace, "dashboard.delete", subject=str(dashboard.id), details={"name": dashboard.name})


def row_of(workspace: Workspace, dashboard_id: int) -> models.Dashboard:
    """Return the row of a dashboard; raise UserError where the workspace has none of that number."""
    return models.Dashboard.objects.get(pk=get_dashboard(workspace, dashboard_id).id)


def _write(row: models.Dashboard, workspace: Workspace, draft: DashboardDraft, *, action: str) -> Dashboard:
    row.name, row.description, row.changed_at = " ".join(draft.name.split()), draft.description.strip(), now()
    if not row.name or len(row.name) > 120:
        raise UserError(Notice("Give the dashboard a name of up to 120 characters."))
    with transaction.atomic():
        row.save()
        record_action(workspace, action, subject=str(row.pk), details={"name": row.name})
    return get_dashboard(workspace, row.pk)


def _copied(tile: models.Tile, dashboard_id: int) -> models.Tile:
    tile.pk, tile.dashboard_id = None, dashboard_id
    return tile
