"""The pages of rejected rows: which, why, as a file to correct, once more."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from rapport.accounts.public import Permission, WorkspaceRequest, audit, page
from rapport.collect.sources.public import Replay, group_rejects, write_rejects
from rapport.core.home import current_home
from rapport.spool.public import KeptReject, RejectFilter, Spool, open_spool

ROWS_SHOWN = 100


@page(Permission.MANAGE_SOURCES)
def rejects(request: WorkspaceRequest) -> HttpResponse:
    """Show rejected rows by source and reason, and the first of those chosen."""
    which = _which(request)
    with _spool(request) as spool:
        groups = group_rejects(spool.rejects(RejectFilter()))
        rows = _first(spool, which)
    return render(request, "uploads/rejects.html", {"groups": groups, "rows": rows, "which": which, "shown": ROWS_SHOWN})


def _first(spool: Spool, which: RejectFilter) -> list[KeptReject]:
    found: list[KeptReject] = []
    for kept in spool.rejects(which):
        found.append(kept)
        if len(found) == ROWS_SHOWN:
            break
    return found


@page(Permission.MANAGE_SOURCES)
def export(request: WorkspaceRequest) -> HttpResponse:
    """Hand out rejected rows as CSV, to be corrected and uploaded."""
    which = _which(request)
    with tempfile.TemporaryDirectory(prefix="rapport-rejects-") as folder, _spool(request) as spool:
        path = Path(folder) / "rejects.csv"
        rows = write_rejects(path, lambda: spool.rejects(which))
        body = path.read_bytes()
    audit(request, "rejects.export", subject=which.source or "", rows=rows)
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="rejects.csv"'
    return response


@page(Permission.MANAGE_SOURCES, methods=("POST",))
def replay(request: WorkspaceRequest) -> HttpResponse:
    """Run rejected rows again under the mapping that refused them: a kind or a dimension may be possible by now."""
    which = _which(request)
    with _spool(request) as spool:
        result = Replay(spool, request.workspace, which).run()
    audit(request, "rejects.replay", subject=which.source or "", tried=result.tried, passed=result.passed)
    text = ngettext("%(passed)d of %(tried)d row passes now.", "%(passed)d of %(tried)d rows pass now.", result.tried)
    messages.info(request, text % {"passed": result.passed, "tried": result.tried})
    return redirect("rejects", workspace=request.workspace.slug)


def _which(request: WorkspaceRequest) -> RejectFilter:
    said = request.POST if request.method == "POST" else request.GET
    return RejectFilter(
        import_id=said.get("import") or None, source=said.get("source") or None, reason=said.get("reason") or None
    )


def _spool(request: WorkspaceRequest) -> Spool:
    return open_spool(current_home().workspace(request.workspace.slug).spool)
