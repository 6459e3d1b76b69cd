"""Where somebody is sent who asks for no page in particular."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse

from rapport.accounts.first_run import make_setup_path, needs_setup
from rapport.accounts.members import workspaces_of
from rapport.accounts.workspace import Workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from rapport.accounts.models import User


def landing_path(request: HttpRequest) -> str:
    """Return the path of the workspace last seen, of the set-up, of the sign-in, or of a page that says what to do."""
    user = request.user
    if not user.is_authenticated:
        return reverse("setup") if needs_setup() else reverse("account_login")
    workspace = last_workspace(user)
    return overview_path(workspace) if workspace else reverse("no-workspace")


def last_workspace(user: "User | AnonymousUser") -> Workspace | None:
    """Return the workspace that the user has seen last, or any other of theirs."""
    workspaces = workspaces_of(user.pk or 0)
    last = getattr(user, "last_workspace_id", None)
    return next((one for one in workspaces if one.id == last), workspaces[0] if workspaces else None)


def first_path() -> str:
    """Return where a newly started server should be entered: with the secret of the set-up while there is no owner."""
    return make_setup_path() if needs_setup() else "/"


def overview_path(workspace: Workspace) -> str:
    """Return the path of a workspace's first page."""
    return f"/w/{workspace.slug}/"
