"""Writes sign-ins and what concerns them to the audit log of each workspace that the user belongs to."""

from typing import Any

from django.dispatch import Signal
from django.http import HttpRequest

from rapport.accounts import models
from rapport.accounts.audit_writing import record_action
from rapport.accounts.email_address import normalize_email
from rapport.accounts.members import workspaces_of
from rapport.accounts.network import network_of, truncated


def listen() -> None:
    """Connect to the signals of allauth."""
    from allauth.account import signals as account
    from allauth.mfa import signals as mfa
    from allauth.usersessions.models import UserSession
    from django.db.models.signals import pre_save

    for signal, action in (
        (account.user_logged_in, "account.sign_in"),
        (account.password_changed, "account.password"),
        (account.password_set, "account.password"),
        (account.password_reset, "account.password_reset"),
        (mfa.authenticator_added, "account.second_factor_add"),
        (mfa.authenticator_removed, "account.second_factor_remove"),
        (mfa.authenticator_reset, "account.recovery_codes"),
    ):
        _record(signal, action)
    pre_save.connect(_shorten_address, sender=UserSession, dispatch_uid="rapport.accounts")


def record(request: HttpRequest, user: models.User, action: str, **details: object) -> None:
    """Write to the audit log of every workspace of the user."""
    for workspace in workspaces_of(user.pk):
        record_action(
            workspace, action, subject=user.email, details=details, actor=f"user:{user.email}", network=network_of(request)
        )


def record_failed_sign_in(request: HttpRequest, email: str) -> None:
    """Write that somebody failed to sign in as a user; addresses that nobody signs in with leave no trace."""
    user = models.User.objects.filter(email=normalize_email(email)).first()
    if user is None:
        return
    for workspace in workspaces_of(user.pk):
        record_action(workspace, "account.sign_in_failed", subject=user.email, actor="visitor", network=network_of(request))


def _record(signal: Signal, action: str) -> None:
    # Any: signals of allauth carry more than is needed here.
    def receive(request: HttpRequest, user: models.User, **details: Any) -> None:
        kind = getattr(details.get("authenticator"), "type", None)
        record(request, user, action, **({"kind": str(kind)} if kind else {}))

    signal.connect(receive, weak=False, dispatch_uid=f"rapport.accounts.{action}")


# Any: a model of allauth, which has no types.
def _shorten_address(instance: Any, **_signal: object) -> None:
    instance.ip = truncated(instance.ip).partition("/")[0] or "0.0.0.0"  # noqa: S104  # not an address to listen on
