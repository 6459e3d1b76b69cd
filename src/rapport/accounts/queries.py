"""Reads workspaces and the audit log. Models are imported late, so that the dataclasses cost no Django."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rapport.accounts.business_hours import parse_business_hours
from rapport.accounts.roles import Member, Role
from rapport.accounts.settings import parse_holidays
from rapport.accounts.sights import SIGHTS
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
    network: str = ""


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

    SIGHTS.settle()
    rows = models.AuditEntry.objects.filter(workspace__slug=slug).order_by("-at", "-id")[:limit]
    return [AuditEntry(row.at, slug, row.actor, row.action, row.subject, row.details, row.network) for row in rows]


def find_membership(user_id: int, slug: str) -> tuple[Workspace, Member] | None:
    """Return the workspace of that slug and what the user is in it; None when either is not so."""
    from rapport.accounts import models

    rows = models.Membership.objects.select_related("workspace", "user")
    row = rows.filter(user_id=user_id, workspace__slug=slug).first()
    return (from_row(row.workspace), to_member(row)) if row else None


def remember_workspace(user_id: int, workspace_id: int) -> None:
    """Let the next sign-in lead here."""
    from rapport.accounts import models

    models.User.objects.filter(pk=user_id).update(last_workspace_id=workspace_id)


def to_member(row: "models.Membership") -> Member:
    user = row.user
    return Member(row.pk, user.pk, name=user.name, email=user.email, role=Role(row.role), language=user.language)


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
        ip_addresses=row.ip_addresses,
        masks=frozenset(row.masks.split(",")) if row.masks else frozenset(),
        simulation=row.simulation,
    )
