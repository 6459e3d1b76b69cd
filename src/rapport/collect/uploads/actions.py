"""Takes files in, and changes what becomes of them."""

import contextlib
import os
import shutil
import signal
import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from rapport.accounts.public import Workspace, current_actor, list_workspaces, record_action
from rapport.collect.uploads import models
from rapport.collect.uploads.queries import find_upload
from rapport.collect.uploads.upload import Upload, as_upload, folder_of
from rapport.core.clock import now
from rapport.core.errors import RetryableError, UserError
from rapport.core.notice import Notice

DRAFTS_KEPT = timedelta(days=7)
LONGEST_NAME = 120
ROOM_LEFT = 64 * 1024 * 1024


def take_in(workspace: Workspace, *, name: str, size: int, chunks: Iterable[bytes]) -> Upload:
    """Keep a file until it is imported.

    Raises
    ------
    UserError : it is empty, or the disk has no room for it.
    """
    if not size:
        raise UserError(Notice("%(name)s is empty. Choose a file with rows in it.", name=name))
    row = models.Upload(workspace_id=workspace.id, name=safe_name(name), size=size, by=current_actor(), created_at=now())
    folder = folder_of(workspace.slug, row.id)
    try:
        folder.mkdir(parents=True, mode=0o700)
        if shutil.disk_usage(folder).free < size + ROOM_LEFT:
            raise UserError(
                Notice("There is no room for %(name)s on the server's disk. Ask whoever runs it to make some.", name=row.name)
            )
        _write(folder / row.name, chunks)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise RetryableError(
            Notice("%(name)s could not be kept: %(why)s. Try again.", name=row.name, why=str(error.strerror))
        ) from error
    except UserError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    row.save()
    record_action(workspace, "upload.take_in", subject=row.name, details={"bytes": size})
    return as_upload(row)


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:  # Path.open has no opener
        for chunk in chunks:
            file.write(chunk)


def safe_name(name: str) -> str:
    """Return a file name as it may stand on disk and in a command line: no folders, no control characters, not hidden."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    plain = "".join(letter for letter in plain if letter.isprintable()).strip().lstrip(".-")
    stem, dot, endings = plain.partition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{endings[-40:]}" or "file"


def settle(workspace: Workspace, upload_id: UUID, *, hints: dict[str, str], preset: str, mapping: str) -> Upload:
    """Remember what a person has said about a draft."""
    row = _row(workspace, upload_id)
    if row.state != models.Upload.State.DRAFT:
        raise UserError(Notice("%(name)s is being imported already.", name=row.name))
    row.hints, row.preset, row.mapping = hints, preset, mapping
    row.save(update_fields=["hints", "preset", "mapping"])
    return as_upload(row)


def start(workspace: Workspace, upload_id: UUID, *, mapping: str) -> Upload:
    """Put the import of a draft in line, with the mapping that was shown."""
    changed = models.Upload.objects.filter(workspace_id=workspace.id, pk=upload_id, state=models.Upload.State.DRAFT).update(
        state=models.Upload.State.WAITING, mapping=mapping
    )
    upload = find_upload(workspace, upload_id)
    if changed:
        from rapport.collect.uploads.jobs import import_upload

        record_action(workspace, "import.start", subject=upload.name)
        import_upload.enqueue(workspace.slug, str(upload_id), current_actor())
    return find_upload(workspace, upload_id)


def stop(workspace: Workspace, upload_id: UUID) -> Upload:
    """Stop a running import; what was handed over stays, and a next run of the same file goes on."""
    row = _row(workspace, upload_id)
    if row.state == models.Upload.State.WAITING:
        models.Upload.objects.filter(pk=row.pk, state=row.state).update(state=models.Upload.State.DRAFT)
    elif row.state == models.Upload.State.RUNNING and row.process_id:
        with contextlib.suppress(ProcessLookupError):  # it has just ended
            os.kill(row.process_id, signal.SIGINT)
        record_action(workspace, "import.stop", subject=row.name)
    return find_upload(workspace, upload_id)


def again(workspace: Workspace, upload_id: UUID) -> Upload:
    """Make a stopped or failed upload a draft again, where its file is still there."""
    row = _row(workspace, upload_id)
    if row.state not in (models.Upload.State.FAILED, models.Upload.State.STOPPED):
        raise UserError(Notice("%(name)s has not stopped.", name=row.name))
    if not folder_of(workspace.slug, row.pk).is_dir():
        raise UserError(
            Notice("%(name)s is no longer here. Upload it again: what is stored already is not stored twice.", name=row.name)
        )
    row.state, row.error, row.notices, row.progress = models.Upload.State.DRAFT, "", {}, {}
    row.save(update_fields=["state", "error", "notices", "progress"])
    return as_upload(row)


def discard(workspace: Workspace, upload_id: UUID) -> None:
    """Forget an upload that is not running, and delete its file."""
    row = _row(workspace, upload_id)
    if row.state in (models.Upload.State.WAITING, models.Upload.State.RUNNING):
        raise UserError(Notice("%(name)s is being imported. Stop it first.", name=row.name))
    shutil.rmtree(folder_of(workspace.slug, row.pk), ignore_errors=True)
    row.delete()


def clear_drafts() -> None:
    """Delete files that nobody has confirmed for a week."""
    slugs = {workspace.id: workspace.slug for workspace in list_workspaces()}
    for row in models.Upload.objects.filter(created_at__lt=now() - DRAFTS_KEPT).exclude(
        state__in=("waiting", "running", "finished")
    ):
        if slug := slugs.get(row.workspace_id):
            shutil.rmtree(folder_of(slug, row.pk), ignore_errors=True)
        row.delete()


def _row(workspace: Workspace, upload_id: UUID) -> models.Upload:
    row = models.Upload.objects.filter(workspace_id=workspace.id, pk=upload_id).first()
    if row is None:
        raise UserError(Notice("That upload is not here any more."))
    return row
