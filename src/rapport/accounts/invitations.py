"""Invitations: the only way in for somebody new. Each is for one address, once, and not for long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rapport.accounts.audit_writing import record_action
from rapport.accounts.handed_out import hash_secret, new_secret
from rapport.accounts.members import add_member, checked_email
from rapport.accounts.queries import from_row
from rapport.accounts.roles import Member, Role, may_change_role
from rapport.accounts.workspace import Workspace
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.notice import Notice

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from rapport.accounts import models

LIFETIME = timedelta(days=7)
NOT_OPEN = Notice("This invitation can no longer be used: it was accepted, withdrawn, or is too old. Ask for a new one.")


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that is still open.

    Parameters
    ----------
    is_known : whether somebody with that address signs in here already.
    """

    id: int
    workspace: Workspace
    email: str
    role: Role
    expires_at: datetime
    invited_by: str
    is_known: bool


def invite(workspace: Workspace, email: str, role: Role, *, by: Member | None = None) -> str:
    """Invite an address and return the secret of the link, which is kept nowhere. An earlier invitation of it ends."""
    from django.db import transaction

    from rapport.accounts import models

    address = checked_email(email)
    if by is not None and not may_change_role(by, before=None, after=role):
        raise UserError(Notice("Only an owner can invite an owner."))
    if models.Membership.objects.filter(workspace_id=workspace.id, user__email=address).exists():
        raise UserError(Notice("%(address)s is a member already.", address=address))
    secret = new_secret()
    with transaction.atomic():
        _open().filter(workspace_id=workspace.id, email=address).update(revoked_at=now())
        models.Invitation.objects.create(
            workspace_id=workspace.id,
            email=address,
            role=role.value,
            secret_hash=hash_secret(secret),
            invited_by_id=by.user_id if by else None,
            expires_at=now() + LIFETIME,
        )
        record_action(workspace, "member.invite", subject=address, details={"role": role.value})
    return secret


def find_invitation(secret: str) -> Invitation | None:
    """Return the open invitation that a link names; None when there is none (any more)."""
    row = _open().filter(secret_hash=hash_secret(secret)).first()
    return _from_row(row) if row else None


def list_invitations(workspace: Workspace) -> list[Invitation]:
    """Return the open invitations of a workspace, newest first."""
    return [_from_row(row) for row in _open().filter(workspace_id=workspace.id).order_by("-created_at", "-id")]


def withdraw_invitation(workspace: Workspace, invitation_id: int) -> None:
    """End an open invitation."""
    from django.db import transaction

    with transaction.atomic():
        row = _open().filter(workspace_id=workspace.id, pk=invitation_id).first()
        if row is None:
            raise UserError(NOT_OPEN)
        row.revoked_at = now()
        row.save(update_fields=["revoked_at"])
        record_action(workspace, "member.withdraw", subject=row.email)


def accept_invitation(secret: str, *, email: str, name: str = "", password: str | None = None) -> Member:
    """Make whoever signed in with `email` a member, or a new user; raise UserError when the invitation is not for them."""
    from django.db import transaction

    from rapport.accounts import models

    with transaction.atomic():
        # Taking it is one statement, so of two who press the button at once one finds it taken.
        taken = _open().filter(secret_hash=hash_secret(secret), email=checked_email(email)).update(accepted_at=now())
        if not taken:
            raise UserError(NOT_OPEN)
        row = models.Invitation.objects.select_related("workspace").get(secret_hash=hash_secret(secret))
        return add_member(from_row(row.workspace), email, Role(row.role), name=name, password=password)


def accept_all_for(email: str) -> list[Member]:
    """Accept every open invitation of an address that the single sign-on has proven to be theirs."""
    from django.db import transaction

    with transaction.atomic():
        rows = list(_open().filter(email=checked_email(email)))
        _open().filter(pk__in=[row.pk for row in rows]).update(accepted_at=now())
        return [add_member(from_row(row.workspace), email, Role(row.role)) for row in rows]


def is_invited(email: str) -> bool:
    """Whether an open invitation waits for the address."""
    return _open().filter(email=checked_email(email)).exists()


def _open() -> "QuerySet[models.Invitation]":
    from rapport.accounts import models

    rows = models.Invitation.objects.select_related("workspace", "invited_by")
    return rows.filter(accepted_at=None, revoked_at=None, expires_at__gt=now())


def _from_row(row: "models.Invitation") -> Invitation:
    from rapport.accounts import models

    return Invitation(
        id=row.pk,
        workspace=from_row(row.workspace),
        email=row.email,
        role=Role(row.role),
        expires_at=row.expires_at,
        invited_by=(row.invited_by.name or row.invited_by.email) if row.invited_by else "",
        is_known=models.User.objects.filter(email=row.email).exists(),
    )
