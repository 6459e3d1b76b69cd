"""Writes the audit log: what somebody did, and at whom somebody looked."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypedDict, Unpack

from rapport.accounts.actor import current_actor
from rapport.accounts.sights import SIGHTS
from rapport.accounts.workspace import Workspace
from rapport.core.clock import now

if TYPE_CHECKING:
    from rapport.accounts import models


class Told(TypedDict, total=False):
    """What a line tells beside its action.

    Parameters
    ----------
    subject : what it was done to. Never an identifier of a person: give the person's number, since this log is kept.
    details : anything else, as JSON.
    actor : who did it; by default whoever acts now (``cli:alice``, ``user:alice@example.com``).
    network : from where, shortened so that it names nobody (``192.0.2.0/24``).
    """

    subject: str
    details: Mapping[str, object]
    actor: str
    network: str


def record_action(workspace: Workspace, action: str, **told: Unpack[Told]) -> None:
    """Write a line of the audit log, in the transaction of the caller.

    Parameters
    ----------
    action : package and verb: ``person.erase``, ``person.merge``, ``workspace.set``.
    """
    _line(workspace, action, told).save(force_insert=True)


def record_sight(workspace: Workspace, action: str, **told: Unpack[Told]) -> None:
    """Write to the audit log that somebody looked, as `record_action` does; no transaction waits for it."""
    SIGHTS.write(_line(workspace, action, told))


def _line(workspace: Workspace, action: str, told: Told) -> "models.AuditEntry":
    from rapport.accounts import models

    return models.AuditEntry(
        workspace_id=workspace.id,
        at=now(),
        actor=told.get("actor") or current_actor(),
        action=action,
        subject=told.get("subject", ""),
        details=dict(told.get("details", {})),
        network=told.get("network", ""),
    )
