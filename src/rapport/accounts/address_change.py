"""Somebody changes the address that they sign in with: the new one counts once an e-mail to it was answered.

Until then nothing but the link knows it. django-allauth would keep it beside the present one, where it opens the account
already: for signing in, for a new password, for single sign-on.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from rapport.accounts.members import is_taken
from rapport.accounts.models import User

LIFE = timedelta(days=1)
_SALT = "rapport.accounts.address_change"


@dataclass(frozen=True, slots=True)
class AddressChange:
    """What a link does."""

    user_id: int
    before: str
    after: str


def sign_change(change: AddressChange) -> str:
    """Return the change as a text for a link, which nobody else can write."""
    return signing.dumps([change.user_id, change.before, change.after], salt=_SALT)


def open_change(signed: str, user: User) -> AddressChange | None:
    """Return what the link does for the user who opens it.

    None where the link is not theirs, too old or used, or where the address became somebody else's meanwhile.
    """
    try:
        change = AddressChange(*signing.loads(signed, salt=_SALT, max_age=LIFE))
    except signing.BadSignature:
        return None
    is_good = (change.user_id, change.before) == (user.pk, user.email) and not is_taken(change.after, by_other_than=user.pk)
    return change if is_good else None
