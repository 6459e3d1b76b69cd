"""Makes, changes and deletes segments."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from rapport.accounts.public import Workspace, current_actor, record_action
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.record.store.public import Store
from rapport.understand.segments import models
from rapport.understand.segments.queries import from_row, get_segment
from rapport.understand.segments.segment import Segment, SegmentDraft
from rapport.understand.segments.size import size_of

MOST_SEGMENTS = 500
LONGEST_FILTER = 4000


def add_segment(workspace: Workspace, store: Store, draft: SegmentDraft) -> Segment:
    """Make a segment.

    Parameters
    ----------
    store : of the workspace; the filter is tried on it, so that a segment that cannot be asked for is never kept.

    Raises
    ------
    UserError : the filter cannot be read or names what does not exist; the name is empty or taken.
    """
    draft = _checked(workspace, store, draft)
    keys = set(models.Segment.objects.filter(workspace_id=workspace.id).values_list("key", flat=True))
    if len(keys) >= MOST_SEGMENTS:
        raise UserError(Notice("A workspace has at most %(most)s segments. Delete one that nobody uses.", most=MOST_SEGMENTS))
    row = models.Segment(workspace_id=workspace.id, key=_free_key(draft.name, keys))
    return _write(row, workspace, draft, action="segment.add")


def change_segment(workspace: Workspace, store: Store, key: str, draft: SegmentDraft) -> Segment:
    """Give a segment another name, filter or description; its key stays. Raises as `add_segment`."""
    segment = get_segment(workspace, key)
    draft = _checked(workspace, store, draft)
    return _write(models.Segment.objects.get(pk=segment.id), workspace, draft, action="segment.change")


def delete_segment(workspace: Workspace, key: str) -> None:
    """Delete a segment; raise UserError where there is none."""
    segment = get_segment(workspace, key)
    with transaction.atomic():
        models.Segment.objects.filter(pk=segment.id).delete()
        record_action(workspace, "segment.delete", subject=key, details={"name": segment.name, "where": segment.where})


def _checked(workspace: Workspace, store: Store, draft: SegmentDraft) -> SegmentDraft:
    draft = SegmentDraft(" ".join(draft.name.split()), draft.where.strip(), draft.description.strip())
    if not draft.name or len(draft.name) > 120:
        raise UserError(Notice("Give the segment a name of up to 120 characters."))
    if len(draft.where) > LONGEST_FILTER:
        raise UserError(Notice("The filter is longer than %(most)s characters.", most=LONGEST_FILTER))
    size_of(workspace, store, draft.where)
    return draft


def _write(row: models.Segment, workspace: Workspace, draft: SegmentDraft, *, action: str) -> Segment:
    row.name, row.where, row.description = draft.name, draft.where, draft.description
    row.changed_at, row.changed_by = now(), current_actor()
    try:
        with transaction.atomic():
            row.save()
            record_action(workspace, action, subject=row.key, details={"name": row.name, "where": row.where})
    except IntegrityError as error:
        raise UserError(Notice("There is a segment called '%(name)s' already. Choose another name.", name=draft.name)) from error
    return from_row(row, workspace)


def _free_key(name: str, taken: Iterable[str]) -> str:
    """Return a key that reads like the name; names in other scripts are numbered."""
    wanted = slugify(name)[:50].strip("-") or "segment"
    candidates = (wanted, *(f"{wanted}-{number}" for number in range(2, MOST_SEGMENTS + 2)))
    return next(key for key in candidates if key not in taken)
