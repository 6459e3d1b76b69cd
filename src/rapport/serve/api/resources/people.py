"""People: find them, look at them, take their data out, and erase them."""

import tempfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path as Folder
from typing import Annotated, Literal
from uuid import UUID

from django.http import FileResponse
from ninja import Query

from rapport.accounts.public import audit, audit_sight
from rapport.core.errors import UserError
from rapport.core.kinds import KINDS
from rapport.record.people.public import (
    Places,
    erase_person,
    export_csv,
    export_json,
    interaction_document,
    person_document,
    whole_timeline,
)
from rapport.serve.api.addressed import PersonNumber, addressed_person, person_number
from rapport.serve.api.documents.people import ErasedDocument, PeoplePage, PersonDocument, TimelinePage
from rapport.serve.api.endpoint import File
from rapport.serve.api.filters import SegmentKey, Where, filter_with_segment
from rapport.serve.api.paging import Cursor, Limit, read_cursor, show_page, write_page
from rapport.serve.api.people_list import PeopleList, read_place, write_place
from rapport.serve.api.problems import Kind, Problem
from rapport.serve.api.request import ApiRequest, home_of, spool_of, store_of, workspace_of
from rapport.serve.api.resource import Resource
from rapport.understand.metrics.public import Sort

PEOPLE = Resource(
    "people",
    title="People",
    order=30,
    about="Who your customers are: one person for all the identifiers that are known to be theirs.",
)
EXPORT = File(("application/json", "application/zip"), about="Everything held: one JSON document, or an archive of tables.")


@PEOPLE.get("/people", needs="read:people", gives=PeoplePage)
def find(
    request: ApiRequest,
    search: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=300,
            pattern=r"\S",
            description="Only whom this may mean: a number, an identifier or a name, or nearly so. The best match is first, "
            "unless `sort` says otherwise.",
            example="dana@example.com",
        ),
    ] = None,
    where: Where = None,
    segment: SegmentKey = None,
    sort: Annotated[Sort | None, Query(description="By what to order; without it by when they were last seen.")] = None,
    order: Annotated[Literal["asc", "desc"], Query(description="Which end is first.")] = "desc",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> dict[str, object]:
    """List people, or find some.

    Each with identifiers, company, tags and the figures of the catalogue for this one person. People who come or change while
    you go through the pages shift none of them.
    """
    asked = PeopleList(
        search=search, where=filter_with_segment(request, where, segment) or "", sort=sort, is_ascending=order == "asc"
    )
    found = asked.page(workspace_of(request), store_of(request), behind=read_place(read_cursor(request, cursor)), limit=limit)
    return show_page(request, found.documents, behind=write_place(found.behind))


@PEOPLE.get("/people/{person}", needs="read:people", gives=PersonDocument, problems=(404,))
def show_person(
    request: ApiRequest,
    person: PersonNumber,
    timeline: Annotated[int, Query(ge=0, le=200, description="How many of the latest interactions to show.")] = 50,
) -> dict[str, object]:
    """Show a person.

    Identifiers with how they came to be joined, traits with their history, merges, consents, tags, notes, and the latest
    interactions: the same document as `rapport person show --json`.
    """
    found = addressed_person(request, person)
    audit_sight(request, "person.see", str(found.id))
    latest = store_of(request).timeline(found.id, limit=timeline) if timeline else []
    return person_document(found, latest)


@PEOPLE.get("/people/{person}/timeline", needs="read:people", gives=TimelinePage, problems=(404,))
def show_timeline(
    request: ApiRequest,
    person: PersonNumber,
    kind: Annotated[list[str], Query(description="Only of this kind; may repeat.", max_length=50)] = [],  # noqa: B006  # read only
    limit: Limit = 50,
    cursor: Cursor = None,
) -> dict[str, object]:
    """List what a person did, newest first."""
    number = person_number(request, person)
    place = read_cursor(request, cursor)
    rows = store_of(request).timeline(
        number,
        before=datetime.fromisoformat(place[0]) if place else None,
        before_id=UUID(place[1]) if place else None,
        limit=limit + 1,
        kinds=[KINDS[key].key for key in kind],
    )
    return write_page(
        request, rows, limit=limit, place=lambda row: (row.occurred_at.isoformat(), str(row.id)), show=interaction_document
    )


@PEOPLE.get("/people/{person}/export", needs="export:people", gives=EXPORT, problems=(404,))
def export_person(
    request: ApiRequest,
    person: PersonNumber,
    form: Annotated[Literal["json", "csv"], Query(alias="format", description="One document, or an archive of tables.")] = "json",
) -> FileResponse:
    """Export a person.

    Everything that is held about them, to hand out to them: a JSON document, or tables in a zip archive.
    """
    found = addressed_person(request, person)
    suffix, write, media_type = {
        "json": ("json", export_json, "application/json"),
        "csv": ("zip", export_csv, "application/zip"),
    }[form]
    name = f"person-{found.id}.{suffix}"
    with tempfile.TemporaryDirectory(prefix="rapport-export-") as folder:
        path = Folder(folder) / name
        write(found, whole_timeline(store_of(request), found.id), path)
        file = path.open("rb")  # the response closes it; the name is gone from the disk before that
    audit(request, "person.export", str(found.id), format=form)
    return FileResponse(file, content_type=media_type, as_attachment=True, filename=name)


@PEOPLE.delete("/people/{person}", needs="erase:people", gives=ErasedDocument, problems=(404, 409))
def erase(request: ApiRequest, person: PersonNumber) -> dict[str, object]:
    """Erase a person.

    Takes who they are out of every place, for good: identifiers, traits, notes, texts, ids, addresses, what others wrote of
    them. What they did stays in the counts. Sending the same data again is refused. The last bytes leave the disk when
    `rapport compact` runs; backups keep what they held.
    """
    workspace = workspace_of(request)
    with spool_of(request) as spool:
        places = Places(workspace, store_of(request), spool, home_of(request))
        try:
            return asdict(erase_person(places, person))
        except UserError as error:
            person_number(request, person)
            raise Problem(Kind.CONFLICT, str(error)) from error


RESOURCES = (PEOPLE,)
