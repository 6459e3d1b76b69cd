"""Reads segments."""

from difflib import get_close_matches

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.understand.segments import models
from rapport.understand.segments.segment import Segment


def list_segments(workspace: Workspace) -> list[Segment]:
    """Return the segments of a workspace by name."""
    rows = models.Segment.objects.filter(workspace_id=workspace.id)
    return sorted((from_row(row, workspace) for row in rows), key=lambda segment: segment.name.casefold())


def get_segment(workspace: Workspace, key: str) -> Segment:
    """Return a segment; raise UserError that lists those there are."""
    row = models.Segment.objects.filter(workspace_id=workspace.id, key=key).first()
    if row is None:
        raise _unknown(workspace, key)
    return from_row(row, workspace)


def segment_where(workspace: Workspace, key: str) -> str:
    """Return the filter of a segment; raise UserError that lists those there are."""
    return get_segment(workspace, key).where


def from_row(row: models.Segment, workspace: Workspace) -> Segment:
    return Segment(
        id=row.pk,
        workspace=workspace.slug,
        key=row.key,
        name=row.name,
        where=row.where,
        description=row.description,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
    )


def _unknown(workspace: Workspace, key: str) -> UserError:
    known = list(models.Segment.objects.filter(workspace_id=workspace.id).order_by("key").values_list("key", flat=True))
    if not known:
        return UserError(Notice("There is no segment called '%(key)s': this workspace has none yet.", key=key))
    close = get_close_matches(key, known, n=1)
    if close:
        return UserError(
            Notice(
                "There is no segment called '%(key)s'. Did you mean %(close)s? Known: %(known)s.",
                key=key,
                close=close[0],
                known=known,
            )
        )
    return UserError(Notice("There is no segment called '%(key)s'. Known: %(known)s.", key=key, known=known))
