"""Pages of long lists: an opaque, signed cursor says after which item the next one begins, so inserts shift nothing."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpResponse
from ninja import Query

from rapport.serve.api.problems import Fault, Kind, Problem
from rapport.serve.api.request import ApiRequest

LARGEST = 500
USUAL = 50

Limit = Annotated[int, Query(ge=1, le=LARGEST, description=f"How many items a page has at most, up to {LARGEST}.", example=50)]
Cursor = Annotated[
    str | None,
    Query(max_length=2000, description="Where the page begins: `next` of the page before. Filters must stay the same."),
]

Place = Sequence[Any]
"""What a cursor holds: the values by which the list is ordered, as plain JSON."""
T = TypeVar("T")


def read_cursor(request: ApiRequest, cursor: str | None) -> Place | None:
    """Return the place that a cursor names; None for the first page."""
    if cursor is None:
        return None
    try:
        place: Place = _signer(request).unsign_object(cursor)
    except signing.BadSignature as error:
        told = "cursor: It does not belong to this list and these filters. Begin again without it."
        raise Problem(Kind.INVALID, told, [Fault(told, parameter="cursor")]) from error
    return place


def write_page(
    request: ApiRequest, items: Sequence[T], *, limit: int, place: Callable[[T], Place], show: Callable[[T], object]
) -> dict[str, object]:
    """Return a page of a list of which one item more than `limit` was read, to know whether there is a next page."""
    behind = place(items[limit - 1]) if len(items) > limit else None
    return show_page(request, [show(item) for item in items[:limit]], behind=behind)


def show_page(request: ApiRequest, items: Sequence[object], *, behind: Place | None) -> dict[str, object]:
    """Return a page; the next one begins behind a place, or there is none."""
    return {"items": items, "next": None if behind is None else _signer(request).sign_object(list(behind))}


def link_to_next(request: ApiRequest, response: HttpResponse, document: object) -> None:
    """Say where the next page is in the header Link (RFC 8288) as well."""
    if isinstance(document, Mapping) and (cursor := document.get("next")):
        query = urlencode([*_filters(request), ("cursor", cursor), *_limits(request)])
        response.headers["Link"] = f'<{request.path}?{query}>; rel="next"'


def _signer(request: ApiRequest) -> signing.Signer:
    """A cursor holds for one list of one workspace under the same filters; pages may differ in size."""
    about = urlencode([("workspace", request.workspace.slug), ("list", request.path), *_filters(request)])
    salt = hashlib.blake2b(about.encode(), digest_size=16).hexdigest()
    return signing.Signer(sep=".", salt=f"rapport.api.cursor.{salt}")


def _filters(request: ApiRequest) -> list[tuple[str, str]]:
    return sorted((name, value) for name, values in request.GET.lists() for value in values if name not in ("cursor", "limit"))


def _limits(request: ApiRequest) -> list[tuple[str, str]]:
    return [("limit", value) for value in request.GET.getlist("limit")]
