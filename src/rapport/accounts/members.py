"""Who belongs to a workspace: added, given another role, removed. A workspace always keeps an owner."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rapport.accounts.audit_writing import record_action
from rapport.accounts.email_address import normalize_email
from rapport.accounts.queries import from_row, to_member
from rapport.accounts.roles import Member, Role, may_change_role
from rapport.accounts.workspace import Workspace
from rapport.core.errors import UserError
from rapport.core.notice import Notice

if TYPE_CHECKING:
    from rapport.accounts import models


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A member as the list of members shows them."""

    member: Member
    joined_at: datetime
    last_sign_in_at: datetime | None


def list_members(workspace: Workspace) -> list[ListedMember]:
    """Return the members of a workspace, owners first, then by address."""
    from rapport.accounts import models

    rows = models.Membership.objects.select_related("user").filter(workspace_id=workspace.id, user__is_active=True)
    listed = [ListedMember(to_member(row), row.created_at, row.user.last_login) for row in rows]
    roles = list(Role)
    return sorted(listed, key=lambda each: (roles.index(each.member.role), each.member.email))


def add_member(workspace: Workspace, email: str, role: Role, *, name: str = "", password: str | None = None) -> Member:
    """Make somebody a member, and a user where they are none yet; raise UserError when they are a member already.

    The password is that of a new user only, and checked by whoever calls.
    """
    from django.db import transaction

    from rapport.accounts import models

    address = checked_email(email)
    with transaction.atomic():
        if not models.User.objects.filter(email=address).exists():
            models.User.objects.create_user(address, password, name=name)
        return join_workspace(workspace, address, role)


def join_workspace(workspace: Workspace, email: str, role: Role) -> Member:
    """Make an existing user a member; raise UserError when they are one already."""
    from django.db import transaction

    from rapport.accounts import models

    user = models.User.objects.get(email=normalize_email(email))
    with transaction.atomic():
        if models.Membership.objects.filter(user=user, workspace_id=workspace.id).exists():
            raise UserError(Notice("%(email)s is a member of %(slug)s already.", email=user.email, slug=workspace.slug))
        row = models.Membership.objects.create(user=user, workspace_id=workspace.id, role=role.value)
        record_action(workspace, "member.add", subject=user.email, details={"role": role.value})
    return to_member(row)


def change_role(workspace: Workspace, member_id: int, role: Role, *, by: Member | None = None) -> Member:
    """Give a member another role; `by` is who wants it (None = whoever administers the machine)."""
    from django.db import transaction

    with transaction.atomic():
        row = _find(workspace, member_id)
        before = Role(row.role)
        _check_right(by, before=before, after=role)
        if before is Role.OWNER and role is not Role.OWNER:
            _check_not_last_owner(workspace)
        row.role = role.value
        row.save(update_fields=["role"])
        record_action(workspace, "member.role", subject=row.user.email, details={"from": before.value, "to": role.value})
    return to_member(row)


def remove_member(workspace: Workspace, member_id: int, *, by: Member | None = None) -> None:
    """End a membership. The user keeps their other workspaces; what they did stays in the audit log."""
    from django.db import transaction

    with transaction.atomic():
        row = _find(workspace, member_id)
        role = Role(row.role)
        leaves = by is not None and by.id == member_id
        if not leaves:
            _check_right(by, before=role, after=None)
        if role is Role.OWNER:
            _check_not_last_owner(workspace)
        record_action(workspace, "member.remove", subject=row.user.email, details={"role": role.value})
        row.delete()


def change_email(before: str, after: str, *, actor: str = "", network: str = "") -> None:
    """Let a user sign in with another address. Whoever asks for it vouches for the address; sessions stay.

    Parameters
    ----------
    actor, network : who asked and from where, for the audit log; by default whoever acts now.
    """
    from django.apps import apps
    from django.db import IntegrityError, transaction

    from rapport.accounts import models

    address = checked_email(after)
    taken = UserError(f"Somebody signs in with {address} already.")
    user = models.User.objects.filter(email=normalize_email(before)).first()
    if user is None:
        raise UserError(f"Nobody signs in with {before}.")
    if is_taken(address, by_other_than=user.pk) or address == user.email:
        raise taken
    try:
        with transaction.atomic():
            if apps.is_installed("allauth.account"):
                # Single sign-on notes addresses there, and an old one would go on opening the account.
                apps.get_model("account", "EmailAddress").objects.filter(user_id=user.pk).delete()
            for workspace in workspaces_of(user.pk):
                details = {"from": user.email}
                record_action(workspace, "member.email", subject=address, details=details, actor=actor, network=network)
            user.email = address
            user.save(update_fields=["email"])
    except IntegrityError as error:  # taken in this very moment
        raise taken from error


def is_taken(email: str, *, by_other_than: int) -> bool:
    """Whether another user signs in with the address, or single sign-on knows them by it."""
    from django.apps import apps

    from rapport.accounts import models

    address = normalize_email(email)
    if models.User.objects.filter(email=address).exclude(pk=by_other_than).exists():
        return True
    if not apps.is_installed("allauth.account"):
        return False
    noted = apps.get_model("account", "EmailAddress").objects.filter(email__iexact=address)
    return bool(noted.exclude(user_id=by_other_than).exists())


def find_member(workspace: Workspace, email: str) -> Member:
    """Return the member with that address; raise UserError when there is none."""
    from rapport.accounts import models

    rows = models.Membership.objects.select_related("user").filter(workspace_id=workspace.id)
    row = rows.filter(user__email=normalize_email(email)).first()
    if row is None:
        raise UserError(f"{email} is no member of {workspace.slug}. `rapport member list` shows who is.")
    return to_member(row)


def workspaces_of(user_id: int) -> list[Workspace]:
    """Return the workspaces that a user is a member of, by name."""
    from rapport.accounts import models

    rows = models.Membership.objects.select_related("workspace").filter(user_id=user_id).order_by("workspace__name")
    return [from_row(row.workspace) for row in rows]


def checked_email(email: str) -> str:
    """Return the address as it is kept; raise UserError when it is none."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    normal = normalize_email(email)
    try:
        validate_email(normal)
    except ValidationError as error:
        raise UserError(Notice("'%(email)s' is not an e-mail address.", email=email)) from error
    return normal


def _find(workspace: Workspace, member_id: int) -> "models.Membership":
    from rapport.accounts import models

    rows = models.Membership.objects.select_related("user").filter(workspace_id=workspace.id)
    row = rows.select_for_update(of=("self",)).filter(pk=member_id).first()
    if row is None:
        raise UserError(Notice("This workspace has no such member. They may have been removed."))
    return row


def _check_right(by: Member | None, *, before: Role, after: Role | None) -> None:
    if by is not None and not may_change_role(by, before=before, after=after):
        raise UserError(Notice("Only an owner can make, change or remove an owner."))


def _check_not_last_owner(workspace: Workspace) -> None:
    from rapport.accounts import models

    # The row of the workspace is the lock: two owners cannot step down at the same time.
    models.Workspace.objects.select_for_update().get(pk=workspace.id)
    owners = models.Membership.objects.filter(workspace_id=workspace.id, role=Role.OWNER.value, user__is_active=True)
    if owners.count() < 2:
        raise UserError(Notice("A workspace needs an owner. Make somebody else an owner first."))
