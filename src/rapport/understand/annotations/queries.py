"""Reads annotations. Models are imported late, so that the dataclasses cost no Django."""

from datetime import date
from typing import TYPE_CHECKING

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.understand.annotations.annotation import Annotation, AnnotationKind

if TYPE_CHECKING:
    from rapport.understand.annotations import models


def annotations_between(workspace: Workspace, first: date | None = None, last: date | None = None) -> list[Annotation]:
    """Return the annotations that touch the days from `first` to `last`, in order of time; None leaves a side open."""
    from rapport.understand.annotations import models

    rows = models.Annotation.objects.filter(workspace_id=workspace.id)
    if first is not None:
        rows = rows.filter(ends_on__gte=first)
    if last is not None:
        rows = rows.filter(starts_on__lte=last)
    return [from_row(row) for row in rows.order_by("starts_on", "id")]


def get_annotation(workspace: Workspace, annotation_id: int) -> Annotation:
    """Return one annotation; raise UserError where the workspace has none of that number."""
    return from_row(row_of(workspace, annotation_id))


def row_of(workspace: Workspace, annotation_id: int) -> "models.Annotation":
    """Return the row of an annotation of this workspace."""
    from rapport.understand.annotations import models

    row = models.Annotation.objects.filter(workspace_id=workspace.id, pk=annotation_id).first()
    if row is None:
        raise UserError(
            Notice(
                "There is no annotation %(annotation)s.",
                annotation=str(annotation_id),
                terminal="`rapport annotate list` shows them.",
            )
        )
    return row


def from_row(row: "models.Annotation") -> Annotation:
    return Annotation(row.pk, row.starts_on, row.ends_on, AnnotationKind(row.kind), row.text, row.by, row.at)
