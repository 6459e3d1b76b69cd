"""What is held about a person leaves: as a file for the person, or for good."""

import tempfile
from pathlib import Path

from django.core import signing
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.accounts.public import Permission, WorkspaceRequest, audit, page
from rapport.record.identity.public import current_person
from rapport.record.people.public import export_csv, export_json, is_being_erased, read_person, whole_timeline
from rapport.serve.web.people.found import living, store_of
from rapport.serve.web.people.jobs import erase as erase_job
from rapport.serve.web.people.profile import read_profile
from rapport.understand.metrics.public import PersonFigures, figures_of

_TYPES = {"json": "application/json", "zip": "application/zip"}


@page(Permission.EXPORT)
def export(request: WorkspaceRequest, person: int) -> HttpResponseBase:
    """Hand out everything held about a person: one JSON document, or an archive of tables."""
    number, store = living(request, person), store_of(request)
    form = "zip" if request.GET.get("format") == "csv" else "json"
    audit(request, "person.export", str(number), format=form)
    found = read_person(request.workspace, store, number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"person-{number}.{form}"
        (export_csv if form == "zip" else export_json)(found, whole_timeline(store, number), path)
        file = path.open("rb")  # it can be read after its name is gone
    return FileResponse(file, content_type=_TYPES[form], as_attachment=True, filename=path.name)


@page(Permission.ERASE, methods=("GET", "POST"))
def erase(request: WorkspaceRequest, person: int) -> HttpResponse:
    """Show what will go, have it confirmed by typing, and follow the erasure."""
    if "asked" in request.GET:
        return _progress(request, person)
    number, store = living(request, person), store_of(request)
    if is_being_erased(request.workspace, number):  # something interrupted it
        return _begin(request, number) if request.method == "POST" else redirect(_progress_path(request, number))
    profile = read_profile(request.workspace, store, number)
    typed = " ".join(request.POST.get("confirmation", "").split())
    if request.method == "POST" and typed == " ".join(profile.title.split()):
        return _begin(request, number)
    context = {
        "profile": profile,
        "figures": figures_of(request.workspace, store, [number]).get(number, PersonFigures()),
        "problem": _("That is not what stands above.") if request.method == "POST" else "",
    }
    return render(request, "people/erase.html", context, status=422 if request.method == "POST" else 200)


def _begin(request: WorkspaceRequest, number: int) -> HttpResponse:
    erase_job.enqueue(request.workspace.slug, number, f"user:{request.member.email}")
    return redirect(_progress_path(request, number))


def _progress_path(request: WorkspaceRequest, number: int) -> str:
    """Return where an erasure is followed. It is signed: once somebody is erased, nobody can tell that they were here."""
    here = reverse("person-erase", kwargs={"workspace": request.workspace.slug, "person": number})
    return f"{here}?asked={signing.dumps([request.workspace.slug, number], salt=_SALT)}"


_SALT = "rapport.people.erase"


def _progress(request: WorkspaceRequest, person: int) -> HttpResponse:
    try:
        asked = signing.loads(request.GET["asked"], salt=_SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    if asked != [request.workspace.slug, person]:
        raise Http404
    is_there = current_person(request.workspace, person) is not None
    state = "running" if is_being_erased(request.workspace, person) else "waiting" if is_there else "done"
    name = "people/_erasing.html" if "HX-Request" in request.headers else "people/erasing.html"
    return render(request, name, {"person_id": person, "state": state, "again": request.get_full_path()})
