"""Members and signed-in browsers for the tests of any package."""

from itertools import count
from typing import TYPE_CHECKING

from rapport.accounts import models
from rapport.accounts.public import Member, Role, Workspace
from rapport.accounts.queries import to_member

if TYPE_CHECKING:
    from django.test import AsyncClient, Client

CAST = {Role.OWNER: "alice", Role.ADMIN: "ada", Role.ANALYST: "anna", Role.AGENT: "bob", Role.VIEWER: "vera"}
PASSWORD = "correct horse battery staple"
_numbers = count(1)


def make_member(workspace: Workspace, role: Role = Role.OWNER, *, email: str = "", password: str | None = None) -> Member:
    """Make a user with that role in the workspace; without a password, since hashing one takes half a second."""
    name = CAST[role] if workspace.slug != "charlie" else "charlie"
    user = models.User(email=email or f"{name}{next(_numbers)}@example.com", name=name.title())
    if password:
        user.set_password(password)
    user.save()
    return join(workspace, user, role)


def join(workspace: Workspace, user: models.User, role: Role) -> Member:
    """Make an existing user a member of one more workspace."""
    return to_member(models.Membership.objects.create(user=user, workspace_id=workspace.id, role=role.value))


def sign_in(client: "Client | AsyncClient", member: Member) -> None:
    """Let the client be that member from now on."""
    client.force_login(models.User.objects.get(pk=member.user_id))
