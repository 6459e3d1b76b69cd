"""What people of the brand write down about a person: notes, tags, consents, addresses that must not be contacted."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.accounts.public import Permission, WorkspaceRequest, audit, page
from rapport.core.errors import UserError
from rapport.record.people.public import (
    LONGEST_TAG,
    add_note,
    add_tag,
    delete_note,
    lift_suppression,
    notes_of,
    record_consent,
    remove_tag,
    suppress,
    tags_of,
)
from rapport.record.store.public import Store
from rapport.serve.web.people.found import living, spool_of, store_of
from rapport.serve.web.people.person import consent_choices, permissions
from rapport.serve.web.people.profile import read_profile, show_notes
from rapport.ui.saying import say_error

ACT = Permission.ACT_ON_PEOPLE
DIGESTED_WITHIN_S = 3.0
_LOOK_EVERY_S = 0.03


@page(ACT, methods=("POST",))
def notes(request: WorkspaceRequest, person: int) -> HttpResponse:
    """Add a note."""

    def act(number: int) -> None:
        text = request.POST.get("text", "")
        if not text.strip():
            raise UserError(_("Write something first."))
        note = add_note(request.workspace, number, text)
        audit(request, "person.note", str(number), note=note.id)

    return _acted(request, person, act, "people/_notes.html", _with_notes)


@page(ACT, methods=("POST",))
def note_delete(request: WorkspaceRequest, person: int, note: int) -> HttpResponse:
    """Take a note away."""

    def act(number: int) -> None:
        delete_note(request.workspace, number, note)
        audit(request, "person.note-delete", str(number), note=note)

    return _acted(request, person, act, "people/_notes.html", _with_notes)


def _with_notes(request: WorkspaceRequest, number: int) -> dict[str, object]:
    return {"notes": show_notes(notes_of(request.workspace, number))}


@page(ACT, methods=("POST",))
def tags(request: WorkspaceRequest, person: int) -> HttpResponse:
    """Put a tag on a person, or take it off."""

    def act(number: int) -> None:
        if removed := request.POST.get("remove"):
            remove_tag(request.workspace, number, removed)
            audit(request, "person.untag", str(number))
            return
        name = request.POST.get("name", "").strip()
        if not 0 < len(name) <= LONGEST_TAG:
            raise UserError(_("A tag has 1 to %(most)d characters.") % {"most": LONGEST_TAG})
        add_tag(request.workspace, number, name)
        audit(request, "person.tag", str(number))

    return _acted(request, person, act, "people/_tags.html", _with_tags)


def _with_tags(request: WorkspaceRequest, number: int) -> dict[str, object]:
    return {"tags": tags_of(request.workspace, number)}


@page(ACT, methods=("POST",))
def consents(request: WorkspaceRequest, person: int) -> HttpResponse:
    """Write down that somebody gave or withdrew consent."""

    def act(number: int) -> None:
        purpose, status = request.POST.get("purpose", ""), request.POST.get("status", "")
        if not purpose.strip():
            raise UserError(_("Say for which purpose, such as marketing."))
        with spool_of(request) as spool:
            basis = request.POST.get("basis", "consent")
            batch = record_consent(request.workspace, spool, number, purpose, status, basis=basis)
        audit(request, "person.consent", str(number), status=status)
        _wait_for(store_of(request), batch)

    return _acted(request, person, act, "people/_consent.html", _with_profile)


def _wait_for(store: Store, batch: int) -> None:
    """Wait a moment until the digest has stored what was just written, so that the page shows it."""
    give_up_at = time.monotonic() + DIGESTED_WITHIN_S
    while store.applied() < batch and time.monotonic() < give_up_at:
        time.sleep(_LOOK_EVERY_S)


@page(ACT, methods=("POST",))
def suppressions(request: WorkspaceRequest, person: int) -> HttpResponse:
    """Never contact an address of the person again, or allow it again."""

    def act(number: int) -> None:
        channel, address = request.POST.get("channel", ""), request.POST.get("address", "")
        own = {(one.channel, one.value) for one in read_profile(request.workspace, store_of(request), number).addresses}
        if (channel, address) not in own:
            raise UserError(_("That is no address of this person."))
        if request.POST.get("lift"):
            lift_suppression(request.workspace, channel, address)
        else:
            suppress(request.workspace, channel, address, reason=request.POST.get("reason", "").strip()[:200])
        audit(request, "person.lift" if request.POST.get("lift") else "person.suppress", str(number), channel=channel)

    return _acted(request, person, act, "people/_consent.html", _with_profile)


def _with_profile(request: WorkspaceRequest, number: int) -> dict[str, object]:
    return {"profile": read_profile(request.workspace, store_of(request), number), **consent_choices()}


def _acted(
    request: WorkspaceRequest,
    person: int,
    act: Callable[[int], None],
    template: str,
    context: Callable[[WorkspaceRequest, int], dict[str, object]],
) -> HttpResponse:
    """Act; show what has changed to HTMX, and the whole page to others. What went wrong stands beside it."""
    number, problem = living(request, person), ""
    try:
        act(number)
    except UserError as error:
        if not is_fragment(request):
            raise
        problem = say_error(error)
    if not is_fragment(request):
        return redirect("person", workspace=request.workspace.slug, person=number)
    shown = {"person_id": number, "problem": problem, **context(request, number), **permissions(request)}
    return render(request, template, shown, status=422 if problem else 200)


def is_fragment(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers
