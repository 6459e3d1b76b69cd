"""Reads workspaces and the audit log. Models are imported late, so that the dataclasses cost no Django."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rapport.accounts.business_hours import parse_business_hours
from rapport.accounts.settings import parse_holidays
from rapport.accounts.workspace import Workspace
from rapport.core.errors import UserError

if TYPE_CHECKING:
    from rapport.accounts import models


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit log."""

    at: datetime
    workspace: str
    actor: str
    action: str
    subject: str
    details: dict[str, object]


def get_workspace(slug: str) -> Workspace:
    """Return the workspace of that slug; raise UserError listing those that exist."""
    from rapport.accounts import models

    row = models.Workspace.objects.filter(slug=slug).first()
    if row is None:
        known = ", ".join(models.Workspace.objects.order_by("slug").values_list("slug", flat=True))
        raise UserError(f"There is no workspace called {slug!r}. Known: {known}. `rapport workspace create` makes one.")
    return from_row(row)


def list_workspaces() -> list[Workspace]:
    """Return all workspaces by slug."""
    from rapport.accounts import models

    return [from_row(row) for row in models.Workspace.objects.order_by("slug")]


def audit_log(slug: str, *, limit: int = 100) -> list[AuditEntry]:
    """Return the latest entries of a workspace, newest first."""
    from rapport.accounts import models

    rows = models.AuditEntry.objects.filter(workspace__slug=slug).order_by("-at", "-id")[:limit]
    return [AuditEntry(row.at, slug, row.actor, row.action, row.subject, row.details) for row in rows]


def from_row(row: "models.Workspace") -> Workspace:
    return Workspace(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        secret=bytes(row.secret),
        zone=row.zone,
        currency=row.currency,
        phone_region=row.phone_region,
        margin=row.margin,
        cost_per_contact=row.cost_per_contact,
        cost_per_hour=row.cost_per_hour,
        business_hours=parse_business_hours(row.business_hours),
        holidays=parse_holidays(row.holidays),
        minimum_cell=row.minimum_cell,
        inactivity_days=row.inactivity_days,
        folds_plus=row.folds_plus,
        simulation=row.simulation,
    )
