"""The search of a workspace: JSON for the command palette, and a page for everybody else."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from rapport.accounts.public import Permission, WorkspaceRequest, page
from rapport.serve.web.search.finders import ALL_FINDERS, FINDERS, Finder
from rapport.serve.web.search.hits import Hit

LONGEST_TEXT = 200
IN_PALETTE, ON_PAGE = 6, 30


@page(Permission.SEE_FIGURES)
def search(request: WorkspaceRequest) -> HttpResponse:
    """Look for people, metrics, what was kept, pages and settings; whoever may not see people finds none."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_TEXT]
    if "application/json" in request.headers.get("Accept", ""):
        items = [
            {"group": hit.group, "label": hit.label, "hint": hit.hint, "href": hit.href}
            for hit in _found(request, text, FINDERS, limit=IN_PALETTE)
        ]
        return JsonResponse({"items": items})
    hits = _found(request, text, ALL_FINDERS, limit=ON_PAGE)
    groups = [(group, list(of_group)) for group, of_group in groupby(hits, key=attrgetter("group"))]
    return render(request, "search/search.html", {"text": text, "groups": groups})


def _found(request: WorkspaceRequest, text: str, finders: Iterable[Finder], *, limit: int) -> list[Hit]:
    return [hit for finder in finders for hit in finder(request, text, limit) if hit.href] if text else []
