"""Rows that could not be taken: look at them, take them out to correct them, try them again."""

import tempfile
from itertools import islice
from pathlib import Path
from typing import Annotated

import msgspec
from django.http import FileResponse
from ninja import Query

from rapport.accounts.public import audit
from rapport.collect.sources.public import Replay, group_rejects, parse_mapping, write_rejects
from rapport.serve.api.documents.imports import RejectGroupDocument, RejectPage, ReplayBody, ReplayDocument
from rapport.serve.api.endpoint import File
from rapport.serve.api.jobs import replay
from rapport.serve.api.moments import written, written_or_none
from rapport.serve.api.paging import Cursor, Limit, read_cursor, write_page
from rapport.serve.api.request import ApiRequest, spool_of, workspace_of
from rapport.serve.api.resource import Resource
from rapport.spool.public import KeptReject, RejectFilter

REJECTS = Resource(
    "rejects", title="Rejected rows", order=22, about="Rows that could not be taken. None is lost: each is kept with its reason."
)

Source = Annotated[str | None, Query(max_length=200, description="Only of this source.")]
Reason = Annotated[str | None, Query(max_length=100, description="Only for this reason.", example="bad_time")]
ImportId = Annotated[str | None, Query(max_length=100, description="Only those that this import met.")]
TABLE = File(("text/csv",), about="The rows with their own columns, and why each was refused.")


@REJECTS.get("/rejects", needs="manage:imports", gives=RejectPage)
def list_rejects(
    request: ApiRequest,
    source: Source = None,
    reason: Reason = None,
    import_id: ImportId = None,
    replayed: Annotated[
        bool, Query(description="Those that have become interactions since, instead of those that wait.")
    ] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> dict[str, object]:
    """List rejected rows, oldest first."""
    which = RejectFilter(import_id=import_id, source=source, reason=reason, is_replayed=replayed)
    place = read_cursor(request, cursor)
    with spool_of(request) as spool:
        found = list(islice(spool.rejects(which, after=place[0] if place else 0), limit + 1))
    return write_page(request, found, limit=limit, place=lambda kept: [kept.id], show=_document)


@REJECTS.get("/rejects/groups", needs="manage:imports", gives=list[RejectGroupDocument])
def count_rejects(
    request: ApiRequest, source: Source = None, reason: Reason = None, import_id: ImportId = None
) -> list[dict[str, object]]:
    """Count rejected rows by source, reason and file, the most frequent first."""
    with spool_of(request) as spool:
        groups = group_rejects(spool.rejects(RejectFilter(import_id=import_id, source=source, reason=reason)))
    return [group.as_json() for group in groups]


@REJECTS.get("/rejects/export", needs="manage:imports", gives=TABLE)
def export_rejects(request: ApiRequest, source: Source = None, reason: Reason = None, import_id: ImportId = None) -> FileResponse:
    """Export rejected rows as CSV.

    Correct them and import that file: the same rows are known by their identity.
    """
    which = RejectFilter(import_id=import_id, source=source, reason=reason)
    with tempfile.TemporaryDirectory(prefix="rapport-rejects-") as folder, spool_of(request) as spool:
        path = Path(folder) / "rejects.csv"
        rows = write_rejects(path, lambda: spool.rejects(which))
        file = path.open("rb")  # the response closes it; the name is gone from the disk before that
    audit(request, "rejects.export", source or "", rows=rows)
    return FileResponse(file, content_type="text/csv; charset=utf-8", as_attachment=True, filename="rejects.csv")


@REJECTS.post("/rejects/replay", needs="manage:imports", gives=ReplayDocument, status=202)
def replay_rejects(request: ApiRequest, body: ReplayBody) -> dict[str, object]:
    """Try rejected rows again.

    Under the mapping that refused them, since a kind or a dimension may be possible by now, or under a better one. It is done
    next in line, as an import: `GET /imports/{import_id}` shows what came of it. Rows that pass leave the list.
    """
    workspace = workspace_of(request)
    if body.mapping:
        parse_mapping(body.mapping, name="the mapping")
    with spool_of(request) as spool:
        run = Replay(spool, workspace, RejectFilter())
        spool.start_import(run.history())  # so that it can be asked for from now on
    which = {"import_id": body.import_id, "source": body.source, "reason": body.reason}
    replay.enqueue(workspace.slug, request.actor, run.id, which, body.mapping)
    return {"import_id": run.id}


def _document(kept: KeptReject) -> dict[str, object]:
    reject = kept.reject
    return {
        "id": kept.id,
        "source": reject.source,
        "import_id": reject.import_id,
        "file": reject.file,
        "row_number": reject.row_number,
        "reason": reject.reason,
        "detail": reject.detail,
        "row": _as_object(reject.row),
        "kept_at": written(kept.kept_at),
        "replayed_at": written_or_none(kept.replayed_at),
    }


def _as_object(row: str) -> dict[str, object]:
    """Rows that an earlier version kept may be no objects, and texts may hold half a surrogate pair."""
    try:
        value = msgspec.json.decode(row)
    except (msgspec.DecodeError, UnicodeError):
        value = None
    return value if isinstance(value, dict) else {"$raw": row}


RESOURCES = (REJECTS,)
