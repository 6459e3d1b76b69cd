"""API keys: made, checked, replaced and revoked. A key looks like ``rpt_<prefix>_<secret>``."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rapport.accounts.audit_writing import record_action
from rapport.accounts.handed_out import hash_secret, new_secret
from rapport.accounts.queries import from_row
from rapport.accounts.roles import Member
from rapport.accounts.scopes import SCOPE_KEYS, SCOPES, USUAL_REQUESTS_PER_MINUTE
from rapport.accounts.workspace import Workspace
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.notice import Notice

if TYPE_CHECKING:
    from rapport.accounts import models

BRAND = "rpt"
PREFIX_LENGTH = 10
IDLE = timedelta(days=90)
_NOTE_USE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ApiAccess:
    """What a request with a valid key may do.

    Parameters
    ----------
    actor : how the audit log names the key.
    """

    workspace: Workspace
    key_id: int
    name: str
    scopes: frozenset[str]
    actor: str
    requests_per_minute: int = USUAL_REQUESTS_PER_MINUTE


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as its list shows it: never its secret."""

    id: int
    name: str
    prefix: str
    scopes: tuple[str, ...]
    made_by: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    requests_per_minute: int

    @property
    def has_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= now()


def key_document(key: ApiKey, written: Callable[[datetime], str]) -> dict[str, object]:
    """Return a key as programs read it, its moments as `written` writes them."""
    return {
        "id": key.id,
        "name": key.name,
        "prefix": key.prefix,
        "scopes": list(key.scopes),
        "made_by": key.made_by,
        "created_at": written(key.created_at),
        "expires_at": written(key.expires_at) if key.expires_at else None,
        "last_used_at": written(key.last_used_at) if key.last_used_at else None,
        "requests_per_minute": key.requests_per_minute,
        "has_expired": key.has_expired,
    }


def authenticate_key(header: str) -> ApiAccess | None:
    """Return what the key in an ``Authorization`` header allows; None when it is none, unknown, expired or revoked."""
    from rapport.accounts import models

    scheme, _, token = header.strip().partition(" ")
    brand, prefix, secret = _parts(token.strip())
    if scheme.lower() != "bearer" or brand != BRAND or not prefix.isalnum() or not secret:
        return None
    row = models.ApiKey.objects.select_related("workspace").filter(prefix=prefix, revoked_at=None).first()
    if row is None or not secrets.compare_digest(row.secret_hash, hash_secret(secret)):
        return None
    at = now()
    if row.expires_at and row.expires_at <= at:
        return None
    if row.last_used_at is None or at - row.last_used_at >= _NOTE_USE_EVERY:
        models.ApiKey.objects.filter(pk=row.pk).update(last_used_at=at)
    return ApiAccess(
        workspace=from_row(row.workspace),
        key_id=row.pk,
        name=row.name,
        # A scope that a later version took away allows nothing.
        scopes=frozenset(row.scopes) & SCOPE_KEYS,
        actor=f"key:{row.name} ({row.prefix})",
        requests_per_minute=row.requests_per_minute,
    )


def create_api_key(
    workspace: Workspace,
    name: str,
    scopes: Iterable[str],
    *,
    by: Member | None = None,
    expires_at: datetime | None = None,
    requests_per_minute: int = USUAL_REQUESTS_PER_MINUTE,
) -> str:
    """Make a key and return it: this is the only time that it can be read.

    Raises UserError when a scope is unknown, or `by` may not do themselves what the key is to be allowed.
    """
    from django.db import transaction

    from rapport.accounts import models

    chosen = _checked(scopes, by)
    if not name.strip():
        raise UserError(Notice("Give the key a name that says which program uses it."))
    if expires_at is not None and expires_at <= now():
        raise UserError(Notice("The key would have expired already. Choose a day to come."))
    prefix, secret = new_secret(PREFIX_LENGTH).lower(), new_secret()
    with transaction.atomic():
        row = models.ApiKey.objects.create(
            workspace_id=workspace.id,
            name=name.strip()[:100],
            prefix=prefix,
            secret_hash=hash_secret(secret),
            scopes=chosen,
            requests_per_minute=requests_per_minute,
            created_by_id=by.user_id if by else None,
            expires_at=expires_at,
        )
        record_action(workspace, "key.create", subject=str(row), details={"scopes": chosen, "expires": _day(expires_at)})
    return f"{BRAND}_{prefix}_{secret}"


def replace_api_key(workspace: Workspace, key_id: int, *, by: Member | None = None, old_lives: timedelta) -> str:
    """Make a new key like an old one and return it; the old one works for `old_lives` more, so that programs can change over."""
    from django.db import transaction

    from rapport.accounts import models

    with transaction.atomic():
        old = _find(workspace, key_id)
        span = old.expires_at - old.created_at if old.expires_at else None
        token = create_api_key(
            workspace,
            old.name,
            [scope for scope in old.scopes if scope in SCOPE_KEYS],
            by=by,
            expires_at=now() + span if span else None,
            requests_per_minute=old.requests_per_minute,
        )
        ends_at = now() + old_lives
        if old.expires_at is None or old.expires_at > ends_at:
            models.ApiKey.objects.filter(pk=old.pk).update(expires_at=ends_at)
        record_action(workspace, "key.replace", subject=str(old), details={"old key ends": ends_at.isoformat()})
    return token


def revoke_api_key(workspace: Workspace, key_id: int) -> None:
    """Let a key work no more, from now on."""
    from django.db import transaction

    with transaction.atomic():
        row = _find(workspace, key_id)
        row.revoked_at = now()
        row.save(update_fields=["revoked_at"])
        record_action(workspace, "key.revoke", subject=str(row))


def list_api_keys(workspace: Workspace) -> list[ApiKey]:
    """Return the keys of a workspace that were not revoked, newest first; those that have expired too."""
    from rapport.accounts import models

    rows = models.ApiKey.objects.filter(workspace_id=workspace.id, revoked_at=None).select_related("created_by")
    return [_as_key(row) for row in rows.order_by("-created_at", "-id")]


def key_with_token(token: str) -> ApiKey:
    """Return the key that `create_api_key` or `replace_api_key` has just given."""
    from rapport.accounts import models

    _brand, prefix, _secret = _parts(token)
    return _as_key(models.ApiKey.objects.select_related("created_by").get(prefix=prefix))


def _as_key(row: "models.ApiKey") -> ApiKey:
    return ApiKey(
        id=row.pk,
        name=row.name,
        prefix=row.prefix,
        scopes=tuple(row.scopes),
        made_by=(row.created_by.name or row.created_by.email) if row.created_by else "",
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        requests_per_minute=row.requests_per_minute,
    )


def keys_made_by(workspace: Workspace, member_id: int) -> list[str]:
    """Return the names of the keys that work and that a member has made."""
    from rapport.accounts import models

    rows = models.ApiKey.objects.filter(workspace_id=workspace.id, revoked_at=None).exclude(expires_at__lte=now())
    made = rows.filter(created_by__memberships__pk=member_id)
    return sorted(made.values_list("name", flat=True))


def idle_keys() -> list[str]:
    """Return the keys of all workspaces that work and were not used for 90 days."""
    from rapport.accounts import models

    long_ago = now() - IDLE
    rows = models.ApiKey.objects.filter(revoked_at=None, created_at__lt=long_ago).exclude(expires_at__lte=now())
    return sorted(str(row) for row in rows.exclude(last_used_at__gte=long_ago))


def _parts(token: str) -> tuple[str, str, str]:
    """Take a key apart: brand, prefix, secret; empty where it is none."""
    brand, _, rest = token.partition("_")
    prefix, _, secret = rest.partition("_")
    return brand, prefix, secret


def _checked(scopes: Iterable[str], by: Member | None) -> list[str]:
    chosen = set(scopes)
    if unknown := sorted(chosen - SCOPE_KEYS):
        raise UserError(
            Notice("There is no scope called '%(scope)s'. Known: %(known)s.", scope=unknown[0], known=sorted(SCOPE_KEYS))
        )
    if not chosen:
        raise UserError(Notice("Choose at least one thing that the key may do."))
    too_much = [scope.key for scope in SCOPES if scope.key in chosen and by and not by.may(scope.permission)]
    if too_much:
        raise UserError(Notice("You cannot give a key more than you may do yourself: %(scopes)s.", scopes=too_much))
    return sorted(chosen)


def _find(workspace: Workspace, key_id: int) -> "models.ApiKey":
    from rapport.accounts import models

    row = models.ApiKey.objects.filter(workspace_id=workspace.id, pk=key_id, revoked_at=None).first()
    if row is None:
        raise UserError(Notice("This workspace has no such key. It may have been revoked."))
    return row


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "never"
