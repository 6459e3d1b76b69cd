"""What is known of everybody who was let in, by a page or with a key, so that the audit log can name them."""

from django.http import HttpRequest

from rapport.accounts.audit_writing import Told, record_action, record_sight
from rapport.accounts.network import network_of
from rapport.accounts.workspace import Workspace


class AuditedRequest(HttpRequest):
    """A request of somebody who is known: `actor` is how the audit log names them (``user:alice@example.com``)."""

    workspace: Workspace
    actor: str


def audit(request: AuditedRequest, action: str, subject: str = "", **details: object) -> None:
    """Write to the audit log what was changed, or taken away (an export), where the domain does not write it itself.

    Parameters
    ----------
    action : package and verb: ``person.tag``, ``metric.export``.
    subject : what was changed; a person by number, never by an identifier.
    details : anything else, as JSON.
    """
    record_action(request.workspace, action, **_told(request, subject, details))


def audit_sight(request: AuditedRequest, action: str, subject: str = "", **details: object) -> None:
    """Write to the audit log what was seen of people (``person.see``); the answer does not wait for it."""
    record_sight(request.workspace, action, **_told(request, subject, details))


def _told(request: AuditedRequest, subject: str, details: dict[str, object]) -> Told:
    return Told(subject=subject, details=details, actor=request.actor, network=network_of(request))
