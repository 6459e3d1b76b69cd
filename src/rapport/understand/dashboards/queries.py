"""Reads dashboards."""

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.understand.dashboards import models
from rapport.understand.dashboards.dashboard import Dashboard, Tile
from rapport.understand.dashboards.placement import Size


def list_dashboards(workspace: Workspace) -> list[Dashboard]:
    """Return the dashboards of a workspace by name, with their tiles."""
    rows = models.Dashboard.objects.filter(workspace_id=workspace.id).prefetch_related("tiles")
    return sorted((from_row(row, workspace) for row in rows), key=lambda dashboard: dashboard.name.casefold())


def find_dashboard(workspace: Workspace, dashboard_id: int) -> Dashboard | None:
    """Return a dashboard of the workspace; None where there is none of that number."""
    row = models.Dashboard.objects.filter(workspace_id=workspace.id, pk=dashboard_id).prefetch_related("tiles").first()
    return from_row(row, workspace) if row else None


def get_dashboard(workspace: Workspace, dashboard_id: int) -> Dashboard:
    """Return a dashboard; raise UserError where there is none of that number."""
    dashboard = find_dashboard(workspace, dashboard_id)
    if dashboard is None:
        raise UserError(
            Notice(
                "There is no dashboard %(dashboard)s.",
                dashboard=str(dashboard_id),
                terminal="`rapport dashboard list` shows those there are.",
            )
        )
    return dashboard


def from_row(row: models.Dashboard, workspace: Workspace) -> Dashboard:
    return Dashboard(
        id=row.pk,
        workspace=workspace.slug,
        name=row.name,
        description=row.description,
        period=row.period,
        owner=row.owner,
        changed_at=row.changed_at,
        tiles=tuple(_tile(tile) for tile in sorted(row.tiles.all(), key=lambda tile: (tile.position, tile.pk))),
    )


def _tile(row: models.Tile) -> Tile:
    return Tile(
        id=row.pk,
        view_id=row.view_id,
        title=row.title,
        text=row.text,
        shape=row.shape,
        size=Size(row.width, row.height),
    )
