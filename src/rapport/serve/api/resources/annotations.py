"""What happened on some days, as charts show it."""

from datetime import date
from typing import Annotated

from ninja import Path, Query

from rapport.serve.api.documents.kept import AnnotationBody, AnnotationDocument
from rapport.serve.api.problems import Kind, told_as
from rapport.serve.api.request import ApiRequest, workspace_of
from rapport.serve.api.resource import Resource
from rapport.understand.annotations.public import (
    AnnotationKind,
    NewAnnotation,
    add_annotation,
    annotations_between,
    change_annotation,
    get_annotation,
    remove_annotation,
)

ANNOTATIONS = Resource(
    "annotations",
    title="Annotations",
    order=53,
    about="What happened on some days: incidents, releases, campaigns, improvements.",
)

Number = Annotated[int, Path(ge=1, le=2**53, example=2)]


@ANNOTATIONS.get("/annotations", needs="read:figures", gives=list[AnnotationDocument])
def list_annotations(
    request: ApiRequest,
    first: Annotated[date | None, Query(alias="from", description="Only what touches this day or a later one.")] = None,
    last: Annotated[date | None, Query(alias="to", description="Only what touches this day or an earlier one.")] = None,
) -> list[dict[str, object]]:
    """List annotations, in order of time."""
    return [each.as_json() for each in annotations_between(workspace_of(request), first, last)]


@ANNOTATIONS.get("/annotations/{annotation}", needs="read:figures", gives=AnnotationDocument, problems=(404,))
def show_annotation(request: ApiRequest, annotation: Number) -> dict[str, object]:
    """Show an annotation."""
    with told_as(Kind.NOT_FOUND):
        return get_annotation(workspace_of(request), annotation).as_json()


@ANNOTATIONS.post("/annotations", needs="edit:views", gives=AnnotationDocument)
def write_annotation(request: ApiRequest, body: AnnotationBody) -> dict[str, object]:
    """Write an annotation."""
    return add_annotation(workspace_of(request), _new(body)).as_json()


@ANNOTATIONS.put("/annotations/{annotation}", needs="edit:views", gives=AnnotationDocument, problems=(404,))
def replace_annotation(request: ApiRequest, annotation: Number, body: AnnotationBody) -> dict[str, object]:
    """Write an annotation anew.

    Who wrote it first, and when, stays.
    """
    workspace = workspace_of(request)
    with told_as(Kind.NOT_FOUND):
        get_annotation(workspace, annotation)
    return change_annotation(workspace, annotation, _new(body)).as_json()


@ANNOTATIONS.delete("/annotations/{annotation}", needs="edit:views", problems=(404,))
def drop_annotation(request: ApiRequest, annotation: Number) -> None:
    """Remove an annotation."""
    with told_as(Kind.NOT_FOUND):
        remove_annotation(workspace_of(request), annotation)


def _new(body: AnnotationBody) -> NewAnnotation:
    return NewAnnotation(body.first, body.text, body.last, AnnotationKind(body.kind))


RESOURCES = (ANNOTATIONS,)
