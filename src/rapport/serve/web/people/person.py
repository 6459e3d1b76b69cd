"""The page of a person, and its timeline."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapport.accounts.public import Permission, WorkspaceRequest, audit_sight, page
from rapport.record.people.public import is_being_erased
from rapport.record.store.public import tally_interactions
from rapport.serve.web.people.found import living, store_of
from rapport.serve.web.people.profile import read_profile
from rapport.serve.web.people.timeline_view import channel_options, kind_options, parse_timeline, read_place, read_timeline
from rapport.serve.web.people.words import BASES, CONTACT_CHANNELS, STATUSES

SEE = Permission.SEE_PEOPLE


@page(SEE)
def person(request: WorkspaceRequest, person: int) -> HttpResponse:
    """Show a person; a number that was merged away leads to who is left."""
    number = living(request, person)
    if number != person:
        return redirect("person", workspace=request.workspace.slug, person=number)
    if is_being_erased(request.workspace, number):
        return render(
            request, "people/erasing.html", {"person_id": number, "state": "stopped", **permissions(request)}, status=410
        )
    store = store_of(request)
    profile = read_profile(request.workspace, store, number)
    audit_sight(request, "person.see", str(number))
    tallies = tally_interactions(store, person_id=number)
    groups, kinds = kind_options(tallies)
    choices = parse_timeline(request.GET)
    shown = read_timeline(request.workspace, store, number, choices)
    context = {
        "profile": profile,
        "choices": choices,
        "days": shown.days,
        "more": shown.more,
        "groups": groups,
        "kinds": kinds,
        "channels": channel_options(tallies),
        "count": sum(tally.count for tally in tallies),
        "view": "profile" if request.GET.get("view") == "profile" else "timeline",
        **permissions(request),
        **consent_choices(),
    }
    return render(request, "people/person.html", context)


@page(SEE)
def timeline(request: WorkspaceRequest, person: int) -> HttpResponse:
    """Show a part of the timeline to HTMX: the first page of a choice, or the next one; to others the person's page."""
    number = living(request, person)
    choices = parse_timeline(request.GET)
    if "HX-Request" not in request.headers:
        response = redirect("person", workspace=request.workspace.slug, person=number)
        response.headers["Location"] += f"?{choices.as_query()}"
        return response
    behind = read_place(request.GET.get("behind", ""))
    shown = read_timeline(request.workspace, store_of(request), number, choices, behind=behind)
    context = {
        "person_id": number,
        "choices": choices,
        "days": shown.days,
        "more": shown.more,
        "day_before": request.GET.get("day", "") if behind else "",
    }
    return render(request, "people/_days.html" if behind else "people/_timeline.html", context)


def permissions(request: WorkspaceRequest) -> dict[str, object]:
    """Return what the templates ask about the reader."""
    return {
        "may_act": request.may(Permission.ACT_ON_PEOPLE),
        "may_export": request.may(Permission.EXPORT),
        "may_erase": request.may(Permission.ERASE),
    }


def consent_choices() -> dict[str, object]:
    return {"bases": BASES.items(), "statuses": STATUSES.items(), "contact_channels": CONTACT_CHANNELS.items()}
