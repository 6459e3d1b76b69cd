"""One interaction: as delivered and as understood. A page by itself, and the content of the drawer."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from rapport.accounts.public import Permission, WorkspaceRequest, audit_sight, page
from rapport.record.people.public import sketch_people
from rapport.record.store.public import current_store, find_interaction
from rapport.serve.web.stream.facts import facts_of, pretty_properties
from rapport.serve.web.stream.shown import show


# The parameter is called as the address says it.
@page(Permission.SEE_PEOPLE)
def interaction(request: WorkspaceRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """Show an interaction; to HTMX only what the drawer holds."""
    store = current_store(request.workspace.slug)
    row = find_interaction(store, id, person_id=_number(request.GET.get("person", "")))
    if row is None:
        raise Http404
    shown = show(row, currency=request.workspace.currency)
    people = sketch_people(request.workspace, store, [row.person_id] if row.person_id else [])
    if row.person_id:
        audit_sight(request, "interaction.see", str(row.person_id), interaction=str(row.id))
    context = {
        "shown": shown,
        "person": people.get(row.person_id or 0),
        "facts": facts_of(row, shown.amount),
        "properties": pretty_properties(row),
        "is_drawer": "HX-Request" in request.headers,
    }
    return render(request, "stream/_interaction.html" if context["is_drawer"] else "stream/interaction.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
