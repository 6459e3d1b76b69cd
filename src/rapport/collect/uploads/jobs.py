"""The import of an upload, and the clearing up of those that nobody confirmed."""

from datetime import timedelta
from uuid import UUID

from django_tasks import task

from rapport.accounts.public import acting_as, get_workspace
from rapport.collect.uploads import models
from rapport.collect.uploads.actions import clear_drafts
from rapport.collect.uploads.running import run_upload
from rapport.core.schedule import Tick


@task()
def import_upload(workspace: str, upload_id: str, actor: str) -> None:
    """Import an upload that waits, or whose run was cut off."""
    row = models.Upload.objects.filter(pk=UUID(upload_id), state__in=("waiting", "running")).first()
    if row is not None:
        with acting_as(actor):
            run_upload(get_workspace(workspace), row)


TICKS = (Tick(key="upload-drafts", every=timedelta(hours=6), run=clear_drafts),)
