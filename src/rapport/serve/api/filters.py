"""A filter and a segment, put together: both must hold."""

from typing import Annotated

from ninja import Query

from rapport.core.errors import UserError
from rapport.serve.api.problems import Fault, Kind, Problem
from rapport.serve.api.request import ApiRequest, workspace_of
from rapport.understand.segments.public import segment_where

Where = Annotated[str | None, Query(max_length=4000, description="A filter: country = DE and did(order_placed, 90d).")]
SegmentKey = Annotated[str | None, Query(max_length=60, description="Key of a segment that must hold as well.")]


def filter_with_segment(request: ApiRequest, where: str | None, segment: str | None) -> str | None:
    """Return the filter of what was asked."""
    if segment is None:
        return where
    try:
        of_segment = segment_where(workspace_of(request), segment)
    except UserError as error:
        raise Problem(Kind.INVALID, str(error), [Fault(str(error), parameter="segment")]) from error
    return f"({of_segment}) and ({where})" if where and where.strip() else of_segment
