"""Where a user is signed in, and how that is ended. The list is kept by allauth, the sessions by Django."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rapport.accounts.email_address import normalize_email
from rapport.core.errors import UserError

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Session:
    """One browser that is signed in.

    Parameters
    ----------
    browser : as people know it: "Firefox on Linux".
    network : shortened, see `network`.
    """

    id: int
    browser: str
    network: str
    began_at: datetime
    is_this: bool


def list_sessions(request: "HttpRequest") -> list[Session]:
    """Return where the user of the request is signed in, this browser first."""
    from allauth.usersessions.models import UserSession

    rows = UserSession.objects.purge_and_list(request.user)
    sessions = [
        Session(row.pk, browser_name(row.user_agent), row.ip, row.created_at, row.session_key == request.session.session_key)
        for row in rows
    ]
    return sorted(sessions, key=lambda each: (not each.is_this, -each.began_at.timestamp()))


def end_session(request: "HttpRequest", session_id: int) -> None:
    """End one of the user's own sessions."""
    from allauth.usersessions.models import UserSession

    _end(UserSession.objects.filter(user_id=request.user.pk, pk=session_id))


def end_other_sessions(request: "HttpRequest") -> int:
    """End all sessions of the user but this one; return how many."""
    from allauth.usersessions.models import UserSession

    return _end(UserSession.objects.filter(user_id=request.user.pk).exclude(session_key=request.session.session_key))


def end_all_sessions(email: str) -> int:
    """End every session of a user; return how many."""
    from allauth.usersessions.models import UserSession

    from rapport.accounts import models

    user = models.User.objects.filter(email=normalize_email(email)).first()
    if user is None:
        raise UserError(f"Nobody signs in with {email}.")
    return _end(UserSession.objects.filter(user_id=user.pk))


def _end(rows: Any) -> int:  # Any: a query set of allauth, which has no types
    ended = list(rows)
    for row in ended:
        row.end()
    return len(ended)


_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """Return what people call the browser and the system of a user agent, or its first words."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return " · ".join(part for part in (browser, system) if part) or user_agent[:40] or "?"
