"""The stream: read it, and add to it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from ninja import Path, Query
from pydantic import AwareDatetime

from rapport.core.channels import Channel
from rapport.core.kinds import KINDS, Kind
from rapport.record.people.public import interaction_document, sketch_people
from rapport.record.store.public import InteractionFilter, Place, StoredInteraction, find_interaction, list_interactions
from rapport.serve.api.delivery import MOST_ROWS, deliver, rows_of
from rapport.serve.api.documents.interactions import (
    ID,
    INTERACTION_SCHEMA,
    INTERACTION_SCHEMAS,
    BatchDocument,
    DeliveryDocument,
    InteractionPage,
    KindDocument,
    UnderstoodDocument,
)
from rapport.serve.api.endpoint import JSON, MEGABYTE, NDJSON, Takes
from rapport.serve.api.paging import Cursor, Limit, read_cursor, write_page
from rapport.serve.api.problems import Kind as ProblemKind
from rapport.serve.api.problems import Problem
from rapport.serve.api.request import ApiRequest, spool_of, store_of, workspace_of
from rapport.serve.api.resource import Resource
from rapport.understand.metrics.public import parse_question

INTERACTIONS = Resource(
    "interactions", title="Interactions", order=20, about="Everything that happened between people and the brand, as one stream."
)

READ_S = 20
ROWS = Takes(
    types=(JSON, NDJSON),
    most_bytes=16 * MEGABYTE,
    schemas={
        JSON: {"type": "array", "items": INTERACTION_SCHEMA, "minItems": 1, "maxItems": MOST_ROWS},
        NDJSON: {"type": "string", "description": "One interaction in each line."},
    },
    components=INTERACTION_SCHEMAS,
    example=[msgspec.to_builtins(KINDS["survey_answered"].example)],
)


@INTERACTIONS.get("/interactions", needs="read:people", gives=InteractionPage)
def show_stream(
    request: ApiRequest,
    kind: Annotated[list[str], Query(description="Only of this kind; may repeat.", max_length=50)] = [],  # noqa: B006  # read only
    source: Annotated[list[str], Query(description="Only of this source; may repeat.", max_length=50)] = [],  # noqa: B006
    channel: Annotated[list[Channel], Query(description="Only on this channel; may repeat.", max_length=20)] = [],  # noqa: B006
    person: Annotated[int | None, Query(ge=1, le=2**53, description="Only of this person.")] = None,
    first: Annotated[
        str | None, Query(alias="from", max_length=40, description="From this day, month, year or moment on: 2026-01, -90d.")
    ] = None,
    last: Annotated[str | None, Query(alias="to", max_length=40, description="Up to the end of this one.")] = None,
    received_from: Annotated[
        AwareDatetime | None, Query(description="Only what arrived at this moment or later, such as since you asked last.")
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> dict[str, object]:
    """List interactions, newest first.

    What arrives while you go through the pages shifts none of them.
    """
    period = parse_question("interactions", zone=workspace_of(request).zone, first=first, last=last).period
    which = InteractionFilter(
        kinds=[KINDS[key].key for key in kind],
        sources=source,
        channels=[each.value for each in channel],
        person_id=person,
        first=period.start,
        end=period.end,
        received_first=received_from,
    )
    rows = list_interactions(
        store_of(request), which, behind=_place(read_cursor(request, cursor)), limit=limit + 1, timeout_s=READ_S
    )
    return write_page(
        request, rows, limit=limit, place=lambda row: (row.occurred_at.isoformat(), str(row.id)), show=stored_document
    )


def _place(place: object) -> Place | None:
    match place:
        case [str(moment), str(interaction)]:
            return Place(datetime.fromisoformat(moment), UUID(interaction))
    return None


def stored_document(row: StoredInteraction) -> dict[str, object]:
    """Return an interaction as the timeline of a person shows it, with whose it is."""
    document = interaction_document(row)
    return {"id": document.pop("id"), "person": row.person_id, **document}


@INTERACTIONS.get("/interactions/{interaction}", needs="read:people", gives=UnderstoodDocument, problems=(404,))
def show_interaction(request: ApiRequest, interaction: Annotated[UUID, Path(example=ID)]) -> dict[str, object]:
    """Show an interaction.

    As it is stored, and what it was taken for: its kind, and the person.
    """
    row = find_interaction(store_of(request), interaction)
    if row is None:
        raise Problem(ProblemKind.NOT_FOUND, "There is no interaction of that id.")
    kind = KINDS[row.kind]
    return {
        "interaction": stored_document(row),
        "kind": {"key": kind.key, "title": kind.title, "description": kind.description},
        "person": _known_person(request, row.person_id) if row.person_id else None,
    }


def _known_person(request: ApiRequest, number: int) -> dict[str, object] | None:
    """Nobody where the person was erased: what they did stays."""
    sketch = sketch_people(workspace_of(request), store_of(request), [number]).get(number)
    return {"id": sketch.id, "name": sketch.name or None} if sketch else None


@INTERACTIONS.post("/interactions", needs="write:interactions", gives=DeliveryDocument, status=202, takes=ROWS)
def add_interactions(
    request: ApiRequest,
    source: Annotated[
        str,
        Query(
            min_length=1,
            max_length=100,
            pattern=r"^[^\x00-\x1f]+$",
            description="Which system sends them: `source_id` is unique within it.",
            example="shop",
        ),
    ],
) -> dict[str, object]:
    """Add interactions.

    Send a JSON array, or one interaction in each line as `application/x-ndjson`; up to 20,000 at once, gzip is understood.
    What is accepted is on the disk before this answers. Rows that cannot be right are refused one by one: they are kept with
    the reason, and named by their place. Sending the same `source_id` of a source again changes nothing.
    """
    rows = rows_of(request.body, request.content_type)
    with spool_of(request) as spool:
        delivered = deliver(rows, spool, source=source, key_id=request.auth.key_id)
    return {
        "accepted": delivered.accepted,
        "rejected": len(delivered.refused),
        "batch": delivered.batch,
        "import_id": delivered.import_id,
        "rejects": [{"index": each.place, "reason": each.reason.value, "detail": each.detail} for each in delivered.refused],
    }


@INTERACTIONS.get("/batches/{batch}", needs="write:interactions", gives=BatchDocument, problems=(404,))
def show_batch(request: ApiRequest, batch: Annotated[int, Path(ge=1, le=2**62, example=1769860800000000)]) -> dict[str, object]:
    """Show what became of a batch.

    A batch waits for a moment before it is stored; from then on it is part of every figure.
    """
    with spool_of(request) as spool:
        is_waiting = any(each.seq == batch for each in spool.pending(after=batch - 1, limit_rows=1))
    if results := store_of(request).results_of([batch]):
        return {"batch": batch, "state": "stored", "stored": results[0].stored, "duplicate": results[0].duplicate}
    if not is_waiting:
        raise Problem(ProblemKind.NOT_FOUND, "There is no such batch in this workspace.")
    return {"batch": batch, "state": "waiting", "stored": None, "duplicate": None}


@INTERACTIONS.get("/kinds", needs="read:figures", gives=list[KindDocument])
def list_kinds(request: ApiRequest) -> list[dict[str, object]]:
    """List the kinds of interaction.

    What can have happened, what each kind cannot be without, and an example that can be sent.
    """
    return [_kind_document(kind) for kind in KINDS.values()]


def _kind_document(kind: Kind) -> dict[str, object]:
    return {
        "key": kind.key,
        "title": kind.title,
        "description": kind.description,
        "channel": kind.channel.value,
        "direction": kind.direction.value,
        "required": [[each] if isinstance(each, str) else list(each) for each in kind.required],
        "example": msgspec.to_builtins(kind.example),
    }


RESOURCES = (INTERACTIONS,)
