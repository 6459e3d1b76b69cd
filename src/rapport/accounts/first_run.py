"""The first owner of an installation. Until there is one, a link from the console lets one be made; nothing else does.

Anybody on the network may reach a fresh installation before its administrator does. So the page that makes the owner opens
only with a secret that `rapport serve` prints where it was started, and there is no account to guess the password of.
"""

from collections.abc import Mapping

from rapport.accounts.actions import change_setting
from rapport.accounts.audit_writing import record_action
from rapport.accounts.handed_out import hash_secret, new_secret
from rapport.accounts.members import add_member
from rapport.accounts.queries import list_workspaces
from rapport.accounts.roles import Member, Role
from rapport.accounts.workspace import DEFAULT_SLUG
from rapport.core.errors import UserError
from rapport.core.notice import Notice

PATH = "/setup/"
DEMO_EMAIL, DEMO_NAME = "alice@example.com", "Alice"


def needs_setup() -> bool:
    """Whether nobody owns anything real yet; the owner of a simulated workspace does not count."""
    from rapport.accounts import models

    owners = models.Membership.objects.filter(role=Role.OWNER.value, user__is_active=True)
    return not owners.filter(workspace__simulation="").exists()


def make_setup_path() -> str:
    """Return the path with a new secret; the one before it, printed by an earlier start, ends."""
    from django.db import transaction

    from rapport.accounts import models

    secret = new_secret()
    with transaction.atomic():
        models.SignInLink.objects.filter(user=None).delete()
        models.SignInLink.objects.create(secret_hash=hash_secret(secret))
    return f"{PATH}?token={secret}"


def opens_setup(secret: str) -> bool:
    """Whether the secret is the one that was printed last, and there still is something to set up."""
    from rapport.accounts import models

    return needs_setup() and models.SignInLink.objects.filter(user=None, secret_hash=hash_secret(secret)).exists()


def create_first_owner(secret: str, *, email: str, name: str, password: str, settings: Mapping[str, str]) -> Member:
    """Make the owner of every workspace there is, and set up the one called default; the secret is used up.

    Parameters
    ----------
    settings : of the workspace default, as `change_setting` reads them.
    """
    from django.db import transaction

    from rapport.accounts import models

    with transaction.atomic():
        used = models.SignInLink.objects.filter(user=None, secret_hash=hash_secret(secret)).delete()[0]
        if not used or not needs_setup():
            raise UserError(Notice("This installation has an owner already. Sign in, or ask them for an invitation."))
        for setting, value in settings.items():
            change_setting(DEFAULT_SLUG, setting, value)
        members = {
            workspace.slug: add_member(workspace, email, Role.OWNER, name=name, password=password)
            for workspace in list_workspaces()
        }
        default = next(workspace for workspace in list_workspaces() if workspace.slug == DEFAULT_SLUG)
        record_action(default, "installation.setup", subject=members[DEFAULT_SLUG].email)
    return members[DEFAULT_SLUG]


def ensure_demo_owner(slug: str) -> int:
    """Return the user who shows visitors around a simulated workspace, made without a password where missing.

    They own simulated workspaces only, so that a demo on somebody's real installation opens nothing.
    """
    from rapport.accounts import models
    from rapport.accounts.queries import get_workspace

    workspace = get_workspace(slug)
    if not workspace.is_simulated:
        raise UserError(f"The workspace {slug} holds real people; the demo does not open it.")
    user = models.User.objects.filter(email=DEMO_EMAIL).first()
    if user is None or not models.Membership.objects.filter(user=user, workspace_id=workspace.id).exists():
        return add_member(workspace, DEMO_EMAIL, Role.OWNER, name=DEMO_NAME).user_id
    return user.pk
