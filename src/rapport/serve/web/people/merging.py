"""Joining two people by hand, and taking them apart again."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from rapport.accounts.public import Permission, Workspace, WorkspaceRequest, page
from rapport.core.errors import UserError
from rapport.record.identity.public import current_person
from rapport.record.people.public import PersonSketch, find_people, merge_people, sketch_people, unmerge_people
from rapport.record.store.public import Store
from rapport.serve.web.people.found import living, store_of
from rapport.serve.web.people.words import identifier_label
from rapport.understand.metrics.public import PersonFigures, figures_of

ACT = Permission.ACT_ON_PEOPLE
MOST_CANDIDATES = 12
_ONE_OF = ("user_id", "external")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two people, as the page compares them."""

    person: PersonSketch
    figures: PersonFigures


@page(ACT, methods=("GET", "POST"))
def merge(request: WorkspaceRequest, person: int) -> HttpResponse:
    """Look for the other person, compare the two, and join them."""
    number, store = living(request, person), store_of(request)
    given = request.POST if request.method == "POST" else request.GET
    other = _other(request.workspace, given.get("with", ""), number)
    if request.method == "POST" and other is not None:
        row = merge_people(request.workspace, store, number, other, reason=given.get("reason", "").strip())
        messages.success(request, _("These are one person now. The page of each leads here; the merge can be undone below."))
        return redirect("person", workspace=request.workspace.slug, person=row.kept_person_id)
    text = given.get("q", "").strip()
    sides = _sides(request.workspace, store, [number, *([other] if other else [])])
    context: dict[str, object] = {"one": sides[0], "other": sides[1] if other else None, "text": text}
    if other:
        context["doubts"] = _doubts(sides[0].person, sides[1].person)
    elif text:
        found = find_people(request.workspace, store, text, limit=MOST_CANDIDATES + 1)
        context["candidates"] = [one for one in found if one.id != number][:MOST_CANDIDATES]
    is_search = "HX-Request" in request.headers and not other
    return render(request, "people/_candidates.html" if is_search else "people/merge.html", context)


def _other(workspace: Workspace, text: str, number: int) -> int | None:
    """Return the number of the other person; None where nobody was chosen yet."""
    if not text:
        return None
    other = current_person(workspace, int(text)) if text.isascii() and text.isdigit() and len(text) < 19 else None
    if other is None:
        raise UserError(_("There is nobody of that number. Look for the person again."))
    if other == number:
        raise UserError(_("These are one person already."))
    return other


def _sides(workspace: Workspace, store: Store, people: list[int]) -> list[Side]:
    sketches, figures = sketch_people(workspace, store, people), figures_of(workspace, store, people)
    return [Side(sketches[number], figures.get(number, PersonFigures())) for number in people]


def _doubts(one: PersonSketch, other: PersonSketch) -> list[str]:
    """Name what two records of one person seldom both have."""
    doubts = []
    for row in one.identifiers:
        for against in other.identifiers:
            if row.type in _ONE_OF and (row.type, row.namespace) == (against.type, against.namespace):
                said = {"label": identifier_label(row), "one": row.value, "other": against.value}
                doubts.append(_("%(label)s: %(one)s here, %(other)s there.") % said)
    return doubts[:5]


@page(ACT, methods=("POST",))
def unmerge(request: WorkspaceRequest, person: int) -> HttpResponse:
    """Take a merge of this person back."""
    number, store = living(request, person), store_of(request)
    text = request.POST.get("merge", "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise UserError(_("Say which merge."))
    one, other = unmerge_people(request.workspace, store, int(text))
    parted = sketch_people(request.workspace, store, [one, other])
    number = one if number not in (one, other) else number
    gone = parted[other if number == one else one]
    said = _("These are two people again, and nothing joins them but somebody who merges them. The other one:")
    address = reverse("person", kwargs={"workspace": request.workspace.slug, "person": gone.id})
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, address, gone.title))
    return redirect("person", workspace=request.workspace.slug, person=number)
