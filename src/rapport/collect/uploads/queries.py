"""Reads uploads, and imports as the spool remembers them."""

from dataclasses import dataclass
from uuid import UUID

from rapport.accounts.public import Workspace
from rapport.collect.uploads import models
from rapport.collect.uploads.upload import Upload, as_upload
from rapport.core.errors import UserError
from rapport.core.home import current_home
from rapport.core.notice import Notice
from rapport.spool.public import ImportRun, ImportTotals, RejectFilter, open_spool


class NoUploadError(UserError):
    """There is no such upload in this workspace."""


@dataclass(frozen=True, slots=True)
class PastImport:
    """A run of an import with what became of it, and the rows that it met and could not take, by reason."""

    run: ImportRun
    totals: ImportTotals
    reasons: dict[str, int]


def find_upload(workspace: Workspace, upload_id: UUID) -> Upload:
    """Return an upload; raise NoUploadError where the workspace has none of that id."""
    row = models.Upload.objects.filter(workspace_id=workspace.id, pk=upload_id).first()
    if row is None:
        raise NoUploadError(Notice("That upload is not here any more."))
    return as_upload(row)


def open_uploads(workspace: Workspace) -> list[Upload]:
    """Return what is not imported yet, newest first; what has failed stays until somebody looks after it."""
    rows = models.Upload.objects.filter(workspace_id=workspace.id).exclude(state="finished").order_by("-created_at")
    return [as_upload(row) for row in rows[:50]]


def past_imports(workspace: Workspace, *, limit: int = 50) -> list[PastImport]:
    """Return the latest imports, whoever ran them, in a browser or a terminal."""
    path = current_home().workspace(workspace.slug).spool
    if not path.exists():
        return []
    with open_spool(path) as spool:
        return [PastImport(run, spool.results(run.id), {}) for run in spool.imports(limit=limit)]


def find_import(workspace: Workspace, import_id: str) -> PastImport | None:
    """Return one import with the reasons of what it could not take; None where there is none of that id."""
    path = current_home().workspace(workspace.slug).spool
    if not path.exists():
        return None
    with open_spool(path) as spool:
        run = next((run for run in spool.imports(limit=10_000) if run.id == import_id), None)
        if run is None:
            return None
        return PastImport(run, spool.results(run.id), spool.count_rejects(RejectFilter(import_id=import_id, is_replayed=None)))
