"""Finds entries of the audit log, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rapport.accounts.queries import AuditEntry
from rapport.accounts.sights import SIGHTS
from rapport.accounts.workspace import Workspace

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from rapport.accounts import models


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries; empty = all.

    Parameters
    ----------
    before : entries older than the one of this number, for the next page.
    """

    actor: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries, newest first, and what `before` gives those after them; None at the end."""

    entries: list[AuditEntry]
    next_before: int | None


def find_entries(workspace: Workspace, asked: AuditFilter, *, limit: int = 100) -> AuditPage:
    """Return one page of entries."""
    rows = list(_rows(workspace, asked)[: limit + 1])
    shown = rows[:limit]
    return AuditPage([_entry(workspace, row) for row in shown], shown[-1].pk if len(rows) > limit else None)


def all_entries(workspace: Workspace, asked: AuditFilter) -> Iterator[AuditEntry]:
    """Yield every entry, newest first, in constant memory."""
    for row in _rows(workspace, asked).iterator(chunk_size=1000):
        yield _entry(workspace, row)


def known_actors(workspace: Workspace) -> list[str]:
    """Return everybody who stands in the log, sorted."""
    return _distinct(workspace, "actor")


def known_actions(workspace: Workspace) -> list[str]:
    """Return every action that stands in the log, sorted."""
    return _distinct(workspace, "action")


def _distinct(workspace: Workspace, column: str) -> list[str]:
    from rapport.accounts import models

    rows = models.AuditEntry.objects.filter(workspace_id=workspace.id).order_by(column)
    return list(rows.values_list(column, flat=True).distinct())


def _rows(workspace: Workspace, asked: AuditFilter) -> "QuerySet[models.AuditEntry]":
    from rapport.accounts import models

    SIGHTS.settle()
    rows = models.AuditEntry.objects.filter(workspace_id=workspace.id).order_by("-id")
    if asked.actor:
        rows = rows.filter(actor=asked.actor)
    if asked.action:
        rows = rows.filter(action=asked.action)
    if asked.since:
        rows = rows.filter(at__gte=asked.since)
    if asked.until:
        rows = rows.filter(at__lt=asked.until)
    return rows.filter(pk__lt=asked.before) if asked.before else rows


def _entry(workspace: Workspace, row: "models.AuditEntry") -> AuditEntry:
    return AuditEntry(row.at, workspace.slug, row.actor, row.action, row.subject, row.details, row.network)
