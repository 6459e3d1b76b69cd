"""Writes, changes and removes annotations. Each is checked here, since pages, API and terminal write the same ones."""

from dataclasses import dataclass
from datetime import date

from rapport.accounts.public import Workspace, current_actor, record_action
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.understand.annotations.annotation import LONGEST_TEXT, Annotation, AnnotationKind
from rapport.understand.annotations.queries import from_row, row_of


@dataclass(frozen=True, slots=True)
class NewAnnotation:
    """What somebody wants to be written. Without `ends_on` it is about one day."""

    starts_on: date
    text: str
    ends_on: date | None = None
    kind: AnnotationKind = AnnotationKind.NOTE


def add_annotation(workspace: Workspace, new: NewAnnotation) -> Annotation:
    """Write an annotation; raise UserError where it has no text or ends before it begins."""
    from django.db import transaction

    from rapport.understand.annotations import models

    columns = _columns(new)
    with transaction.atomic():
        row = models.Annotation.objects.create(workspace_id=workspace.id, **columns, by=current_actor(), at=now())
        record_action(workspace, "annotations.add", subject=str(row.pk))
    return from_row(row)


def change_annotation(workspace: Workspace, annotation_id: int, new: NewAnnotation) -> Annotation:
    """Write an annotation anew; who wrote it first, and when, stays."""
    from django.db import transaction

    columns = _columns(new)
    with transaction.atomic():
        row = row_of(workspace, annotation_id)
        for name, value in columns.items():
            setattr(row, name, value)
        row.save(update_fields=list(columns))
        record_action(workspace, "annotations.change", subject=str(row.pk))
    return from_row(row)


def remove_annotation(workspace: Workspace, annotation_id: int) -> Annotation:
    """Remove an annotation and return what it was."""
    from django.db import transaction

    with transaction.atomic():
        row = row_of(workspace, annotation_id)
        removed = from_row(row)
        row.delete()
        record_action(workspace, "annotations.remove", subject=str(annotation_id))
    return removed


def _columns(new: NewAnnotation) -> dict[str, object]:
    text = " ".join(new.text.split())
    if not text:
        raise UserError(Notice("Say in a few words what happened."))
    if len(text) > LONGEST_TEXT:
        raise UserError(
            Notice(
                "An annotation has at most %(most)s characters; this one has %(found)s.",
                most=LONGEST_TEXT,
                found=len(text),
            )
        )
    ends_on = new.ends_on or new.starts_on
    if ends_on < new.starts_on:
        raise UserError(Notice("The annotation ends before it begins."))
    return {"starts_on": new.starts_on, "ends_on": ends_on, "kind": new.kind.value, "text": text}
