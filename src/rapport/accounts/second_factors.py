"""Second factors of users: authenticator app, passkeys, recovery codes. They are kept by allauth."""

from dataclasses import dataclass
from datetime import datetime

from rapport.accounts.email_address import normalize_email
from rapport.accounts.members import workspaces_of
from rapport.accounts.roles import Role
from rapport.core.errors import UserError


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as its owner sees it."""

    id: int
    name: str
    added_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class SecondFactors:
    """What a user has."""

    has_app: bool
    passkeys: tuple[Passkey, ...]
    codes_left: int

    @property
    def is_on(self) -> bool:
        return self.has_app or bool(self.passkeys)


def second_factors_of(user_id: int) -> SecondFactors:
    """Return what protects a user beside the password."""
    from allauth.mfa.models import Authenticator

    kinds = Authenticator.Type
    found = {
        kind: [one for one in Authenticator.objects.filter(user_id=user_id).order_by("pk") if one.type == kind] for kind in kinds
    }
    codes = found[kinds.RECOVERY_CODES]
    return SecondFactors(
        has_app=bool(found[kinds.TOTP]),
        passkeys=tuple(Passkey(one.pk, str(one), one.created_at, one.last_used_at) for one in found[kinds.WEBAUTHN]),
        codes_left=len(codes[0].wrap().get_unused_codes()) if codes else 0,
    )


def has_second_factor(user_id: int) -> bool:
    """Whether signing in takes more than a password."""
    from allauth.mfa.models import Authenticator

    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=kinds).exists())


def owners_without_second_factor() -> list[str]:
    """Return the addresses of owners of real workspaces whom a stolen password is enough to impersonate."""
    from rapport.accounts import models

    owners = models.Membership.objects.filter(role=Role.OWNER.value, user__is_active=True, workspace__simulation="")
    users = {row.user_id: row.user.email for row in owners.select_related("user")}
    protected = _users_with_second_factor()
    return sorted(email for user_id, email in users.items() if user_id not in protected)


def _users_with_second_factor() -> set[int]:
    """Read allauth's table without its model, which the command line does not load (and may not have migrated)."""
    from django.db import connection

    with connection.cursor() as cursor:
        if "mfa_authenticator" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT user_id FROM mfa_authenticator WHERE type IN ('totp', 'webauthn')")
        return {row[0] for row in cursor.fetchall()}


def reset_second_factors(email: str) -> int:
    """Forget all second factors of a user and return how many there were; the audit log keeps that it happened."""
    from allauth.mfa.models import Authenticator
    from django.db import transaction

    from rapport.accounts import models
    from rapport.accounts.audit_writing import record_action

    user = models.User.objects.filter(email=normalize_email(email)).first()
    if user is None:
        raise UserError(f"Nobody signs in with {email}.")
    with transaction.atomic():
        count = int(Authenticator.objects.filter(user_id=user.pk).delete()[0])
        for workspace in workspaces_of(user.pk):
            record_action(workspace, "account.second_factor_reset", subject=user.email)
    return count
