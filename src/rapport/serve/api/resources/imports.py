"""Files into the stream: upload, look first, follow, look back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

from ninja import File, Form, Path, Query, UploadedFile

from rapport.collect.sources.public import presets
from rapport.collect.uploads.public import (
    Draft,
    NoUploadError,
    PastImport,
    Upload,
    discard,
    draft_of,
    find_import,
    find_upload,
    open_uploads,
    past_imports,
    settle,
    start,
    stop,
    take_in,
)
from rapport.serve.api.documents.imports import (
    UPLOAD,
    ImportDocument,
    ImportWithReasons,
    PresetDocument,
    PreviewDocument,
    SaidOfFile,
    UploadDocument,
)
from rapport.serve.api.endpoint import MEGABYTE, MULTIPART, Takes
from rapport.serve.api.moments import written, written_or_none
from rapport.serve.api.paging import LARGEST
from rapport.serve.api.problems import Fault, Kind, Problem
from rapport.serve.api.request import ApiRequest, workspace_of
from rapport.serve.api.resource import Resource

IMPORTS = Resource("imports", title="Imports", order=21, about="Files into the stream: answers, tickets, orders, logs, exports.")

FILE = Takes(types=(MULTIPART,), most_bytes=4000 * MEGABYTE)
Rows = Annotated[UploadedFile, File(description="CSV, JSON, Excel, SPSS, XES, Parquet or a log; also .gz and .zip.")]
Said = Annotated[SaidOfFile, Form()]
UploadId = Annotated[UUID, Path(example=UPLOAD)]


@IMPORTS.get("/imports", needs="manage:imports", gives=list[ImportDocument])
def list_imports(
    request: ApiRequest, limit: Annotated[int, Query(ge=1, le=LARGEST, description="How many at most.")] = 50
) -> list[dict[str, object]]:
    """List the latest imports, whoever ran them."""
    return [_import(past) for past in past_imports(workspace_of(request), limit=limit)]


@IMPORTS.get("/imports/{import_id}", needs="manage:imports", gives=ImportWithReasons, problems=(404,))
def show_import(
    request: ApiRequest, import_id: Annotated[str, Path(max_length=100, example="20260131-120000-1a2b3c4d")]
) -> dict[str, object]:
    """Show an import, with the reasons of what it could not take."""
    past = find_import(workspace_of(request), import_id)
    if past is None:
        raise Problem(Kind.NOT_FOUND, f"There is no import {import_id} in this workspace.")
    return {**_import(past), "reasons": past.reasons}


@IMPORTS.post("/imports", needs="manage:imports", gives=UploadDocument, status=202, takes=FILE)
def start_import(request: ApiRequest, file: Rows, said: Said) -> dict[str, object]:
    """Import a file.

    It is taken in, and imported next in line; follow it with `GET /uploads/{upload}`. A file that is not clear enough is
    refused with what has to be said: a hint, a preset or a mapping. Importing the same file again stores nothing twice.
    """
    upload = _taken_in(request, file, said)
    with _discarded_on_problems(request, upload):
        draft = draft_of(workspace_of(request), upload)
        if not draft.can_start:
            raise _unclear(upload, draft)
        return _upload(start(workspace_of(request), upload.id, mapping=draft.mapping))


@IMPORTS.post("/previews", needs="manage:imports", gives=PreviewDocument, status=200, takes=FILE, changes=False)
def preview_import(request: ApiRequest, file: Rows, said: Said) -> dict[str, object]:
    """Look at what a file would become.

    The mapping that is used, and the first rows as the interactions that they would become. Nothing is stored, and the file is
    not kept.
    """
    upload = _taken_in(request, file, said)
    try:
        draft = draft_of(workspace_of(request), upload)
    finally:
        discard(workspace_of(request), upload.id)
    if draft.preview is None:
        raise _unclear(upload, draft)
    return draft.preview.as_json() | {"file": upload.name}


@IMPORTS.get("/uploads", needs="manage:imports", gives=list[UploadDocument])
def list_uploads(request: ApiRequest) -> list[dict[str, object]]:
    """List the files that are not imported yet, or could not be, newest first."""
    return [_upload(upload) for upload in open_uploads(workspace_of(request))]


@IMPORTS.get("/uploads/{upload}", needs="manage:imports", gives=UploadDocument, problems=(404,))
def show_upload(request: ApiRequest, upload: UploadId) -> dict[str, object]:
    """Show how far the import of a file is, and what became of it."""
    return _upload(_found(request, upload))


@IMPORTS.post(
    "/uploads/{upload}/stop", needs="manage:imports", gives=UploadDocument, status=200, takes=Takes(types=()), problems=(404,)
)
def stop_upload(request: ApiRequest, upload: UploadId) -> dict[str, object]:
    """Stop the import of a file.

    What was read until then is stored; importing the file again goes on.
    """
    _found(request, upload)
    return _upload(stop(workspace_of(request), upload))


@IMPORTS.delete("/uploads/{upload}", needs="manage:imports", problems=(404,))
def drop_upload(request: ApiRequest, upload: UploadId) -> None:
    """Forget a file.

    One that is not being imported; what came of it stays.
    """
    _found(request, upload)
    discard(workspace_of(request), upload)


@IMPORTS.get("/presets", needs="manage:imports", gives=list[PresetDocument])
def list_presets(request: ApiRequest) -> list[dict[str, object]]:
    """List the known exports, whose files need no mapping."""
    return [{"key": each.key, "title": each.title, "about": each.about} for each in presets().values()]


def _taken_in(request: ApiRequest, file: UploadedFile, said: SaidOfFile) -> Upload:
    workspace = workspace_of(request)
    upload = take_in(workspace, name=file.name or "file", size=file.size or 0, chunks=file.chunks())
    with _discarded_on_problems(request, upload):
        return settle(workspace, upload.id, hints=said.hints(), preset=said.preset, mapping=said.mapping)


@contextmanager
def _discarded_on_problems(request: ApiRequest, upload: Upload) -> Iterator[None]:
    try:
        yield
    except Exception:
        discard(workspace_of(request), upload.id)
        raise


def _unclear(upload: Upload, draft: Draft) -> Problem:
    faults = [Fault(doubt.text, pointer=f"#/{doubt.hint or 'mapping'}") for doubt in draft.doubts]
    reason = draft.error or " ".join(doubt.text for doubt in draft.doubts) or "None of its rows would become an interaction."
    told = f"{upload.name} cannot be imported so: {reason} `POST /previews` shows what is made of it."
    return Problem(Kind.INVALID, told, faults or [Fault(reason, pointer="#/file")])


def _found(request: ApiRequest, upload: UUID) -> Upload:
    try:
        return find_upload(workspace_of(request), upload)
    except NoUploadError as error:
        raise Problem(Kind.NOT_FOUND, str(error)) from error


def _upload(upload: Upload) -> dict[str, object]:
    # Where the rejects lie on the server is of no use elsewhere: `GET /rejects/export` hands them out.
    result = {name: value for name, value in upload.result.items() if name != "rejects_file"}
    return {
        "id": str(upload.id),
        "name": upload.name,
        "size": upload.size,
        "state": upload.state,
        "by": upload.by,
        "created_at": written(upload.created_at),
        "ended_at": written_or_none(upload.ended_at),
        "progress": upload.progress,
        "result": result or None,
        "error": upload.error or None,
    }


def _import(past: PastImport) -> dict[str, object]:
    run, totals = past.run, past.totals
    return {
        "id": run.id,
        "source": run.source,
        "files": list(run.files),
        "mapping": run.mapping,
        "started_at": written(run.started_at),
        "finished_at": written_or_none(run.finished_at),
        "outcome": run.outcome,
        "read": run.read,
        "stored": totals.stored,
        "duplicate": totals.duplicate,
        "rejected": totals.rejected,
        "dropped": dict(totals.dropped),
        "waiting": totals.unfinished_rows,
    }


RESOURCES = (IMPORTS,)
