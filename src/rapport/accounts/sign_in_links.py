"""Links that sign somebody in once: for a lost password where no e-mail is set up, and for the demo."""

import os
from datetime import timedelta

from rapport.accounts.handed_out import hash_secret, new_secret
from rapport.core.clock import now
from rapport.core.errors import UserError

LIFETIME = timedelta(hours=24)
DEMO_LIFETIME = timedelta(minutes=15)
PATH = "/account/link/"


def make_sign_in_link(email: str) -> str:
    """Return the path of a link that signs this user in once, within a day. A second factor is asked for all the same."""
    from rapport.accounts import models
    from rapport.accounts.email_address import normalize_email

    user = models.User.objects.filter(email=normalize_email(email), is_active=True).first()
    if user is None:
        raise UserError(f"Nobody signs in with {email}. `rapport member list` shows the members of a workspace.")
    return _make(user.pk, LIFETIME, only_here=False)


def one_time_sign_in(user_id: int) -> str:
    """Return the path that signs this user in at once: in the next minutes, once, and from this very machine only."""
    return _make(user_id, DEMO_LIFETIME, only_here=True)


def absolute(path: str) -> str:
    """Return the whole address of a path, for links that leave the pages: in a terminal, in an e-mail."""
    return (os.environ.get("RAPPORT_URL", "").strip().rstrip("/") or "http://127.0.0.1:8000") + path


def find_linked_user(secret: str, *, is_here: bool) -> tuple[int, bool] | None:
    """Return (user, whether it works from this machine only) of an open link; None when there is none for this visitor."""
    from rapport.accounts import models

    rows = models.SignInLink.objects.filter(secret_hash=hash_secret(secret), user__is_active=True, expires_at__gt=now())
    row = rows.first()
    if row is None or row.user_id is None or (row.only_here and not is_here):
        return None
    return row.user_id, row.only_here


def use_up_link(secret: str) -> bool:
    """Take the link away; False when somebody was faster."""
    from rapport.accounts import models

    models.SignInLink.objects.filter(expires_at__lte=now()).delete()
    return models.SignInLink.objects.filter(secret_hash=hash_secret(secret), user__isnull=False).delete()[0] == 1


def _make(user_id: int, lifetime: timedelta, *, only_here: bool) -> str:
    from rapport.accounts import models

    secret = new_secret()
    models.SignInLink.objects.create(
        user_id=user_id, secret_hash=hash_secret(secret), expires_at=now() + lifetime, only_here=only_here
    )
    return f"{PATH}{secret}/"
