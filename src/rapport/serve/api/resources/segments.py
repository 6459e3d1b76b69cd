"""Filters with a name."""

from typing import Annotated

from ninja import Path

from rapport.serve.api.documents.kept import SegmentBody, SegmentDocument
from rapport.serve.api.moments import written
from rapport.serve.api.problems import Kind, told_as
from rapport.serve.api.request import ApiRequest, store_of, workspace_of
from rapport.serve.api.resource import Resource
from rapport.understand.segments.public import (
    Segment,
    SegmentDraft,
    add_segment,
    change_segment,
    delete_segment,
    get_segment,
    list_segments,
)

SEGMENTS = Resource("segments", title="Segments", order=50, about="Filters with a name, which every question can be narrowed to.")

Key = Annotated[str, Path(max_length=60, example="new-in-germany")]


@SEGMENTS.get("/segments", needs="read:figures", gives=list[SegmentDocument])
def list_all_segments(request: ApiRequest) -> list[dict[str, object]]:
    """List the segments, by name."""
    return [_document(segment) for segment in list_segments(workspace_of(request))]


@SEGMENTS.get("/segments/{key}", needs="read:figures", gives=SegmentDocument, problems=(404,))
def show_segment(request: ApiRequest, key: Key) -> dict[str, object]:
    """Show a segment."""
    with told_as(Kind.NOT_FOUND):
        return _document(get_segment(workspace_of(request), key))


@SEGMENTS.post("/segments", needs="edit:views", gives=SegmentDocument)
def make_segment(request: ApiRequest, body: SegmentBody) -> dict[str, object]:
    """Make a segment.

    Its filter is tried first, so none is kept that cannot be asked for.
    """
    return _document(add_segment(workspace_of(request), store_of(request), _draft(body)))


@SEGMENTS.put("/segments/{key}", needs="edit:views", gives=SegmentDocument, problems=(404,))
def replace_segment(request: ApiRequest, key: Key, body: SegmentBody) -> dict[str, object]:
    """Change a segment.

    Its key stays, so that addresses with it go on working.
    """
    workspace = workspace_of(request)
    with told_as(Kind.NOT_FOUND):
        get_segment(workspace, key)
    return _document(change_segment(workspace, store_of(request), key, _draft(body)))


@SEGMENTS.delete("/segments/{key}", needs="edit:views", problems=(404,))
def drop_segment(request: ApiRequest, key: Key) -> None:
    """Delete a segment."""
    with told_as(Kind.NOT_FOUND):
        delete_segment(workspace_of(request), key)


def _draft(body: SegmentBody) -> SegmentDraft:
    return SegmentDraft(body.name, body.where, body.description)


def _document(segment: Segment) -> dict[str, object]:
    return {
        "key": segment.key,
        "name": segment.name,
        "where": segment.where,
        "description": segment.description,
        "changed_at": written(segment.changed_at),
        "changed_by": segment.changed_by,
    }


RESOURCES = (SEGMENTS,)
