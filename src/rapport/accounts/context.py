"""What every template knows of who is looking."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from rapport.accounts.members import workspaces_of
from rapport.accounts.roles import Member, Permission


def membership(request: HttpRequest) -> dict[str, Any]:  # Any: what a template context holds
    """Give templates `may` (``{% if may.EXPORT %}``), `member` and the `workspaces` to switch between."""
    member: Member | None = getattr(request, "member", None)
    user = getattr(request, "user", None)
    return {
        "may": {permission.name: member is not None and member.may(permission) for permission in Permission},
        "member": member,
        # Lazy: fragments show no list of workspaces.
        "workspaces": SimpleLazyObject(lambda: workspaces_of(user.pk) if user and user.is_authenticated else []),
    }
