"""The pages of sources: upload, review, progress, history."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.accounts.public import Permission, WorkspaceRequest, page
from rapport.collect.sources.public import presets as known_presets
from rapport.collect.uploads import actions, queries
from rapport.collect.uploads.draft import draft_of
from rapport.collect.uploads.forms import HintsForm
from rapport.collect.uploads.showing import cards
from rapport.collect.uploads.upload import Upload
from rapport.core.errors import UserError
from rapport.ui.saying import say_error

MANAGE = Permission.MANAGE_SOURCES


@page(MANAGE)
def sources(request: WorkspaceRequest) -> HttpResponse:
    """Show where to drop a file, what is on its way, and what came in before."""
    context = {
        "uploads": queries.open_uploads(request.workspace),
        "imports": queries.past_imports(request.workspace),
        "presets": list(known_presets().values()),
    }
    return render(request, "uploads/sources.html", context)


@page(MANAGE, methods=("POST",))
def upload(request: WorkspaceRequest) -> HttpResponse:
    """Take files in; lead to the review of the first."""
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    try:
        taken = [_take_in(request, file) for file in request.FILES.getlist("files")]
        if not taken:
            raise UserError(_("Choose a file first."))
    except UserError as error:
        if wants_json:
            return JsonResponse({"error": say_error(error)}, status=422)
        messages.error(request, say_error(error))
        return redirect("sources", workspace=request.workspace.slug)
    target = reverse("upload", kwargs={"workspace": request.workspace.slug, "upload_id": taken[0].id})
    return JsonResponse({"location": target}, status=201) if wants_json else redirect(target)


def _take_in(request: WorkspaceRequest, file: "UploadedFile[bytes]") -> Upload:
    return actions.take_in(request.workspace, name=file.name or "", size=file.size or 0, chunks=file.chunks())


@page(MANAGE, methods=("GET", "POST"))
def review(request: WorkspaceRequest, upload_id: UUID) -> HttpResponse:
    """Show a draft as the interactions that it would become; take what a person says about it; follow its import."""
    found = _find(request, upload_id)
    if found.state != "draft":
        name = "uploads/_progress.html" if _is_fragment(request) else "uploads/progress.html"
        return render(request, name, {"upload": found})
    form = HintsForm(request.POST or None)
    if request.method == "POST":
        found = _settled(request, found, form)
    if not form.errors:
        form = HintsForm(initial={**found.hints, "preset": found.preset})
    draft = draft_of(request.workspace, found)
    context = {
        "upload": found,
        "draft": draft,
        "form": form,
        "cards": cards(draft.preview) if draft.preview else [],
        "settled": bool(found.mapping),
    }
    return render(request, "uploads/_draft.html" if _is_fragment(request) else "uploads/review.html", context)


def _settled(request: WorkspaceRequest, found: Upload, form: HintsForm) -> Upload:
    """Remember hints, which begin a new guess, or a mapping that was edited by hand."""
    if "mapping" in request.POST:
        return actions.settle(
            request.workspace,
            found.id,
            hints=found.hints,
            preset=found.preset,
            mapping=request.POST["mapping"].replace("\r\n", "\n"),
        )
    if not form.is_valid():
        return found
    return actions.settle(request.workspace, found.id, hints=form.hints(), preset=form.cleaned_data["preset"], mapping="")


@page(MANAGE, methods=("POST",))
def start(request: WorkspaceRequest, upload_id: UUID) -> HttpResponse:
    """Import a draft with the mapping that is shown."""
    found = _find(request, upload_id)
    if found.state == "draft":
        draft = draft_of(request.workspace, found)
        if not draft.can_start:
            raise UserError(_("This file is not clear enough to import yet: see what is still to be said."))
        actions.start(request.workspace, upload_id, mapping=draft.mapping)
    return redirect("upload", workspace=request.workspace.slug, upload_id=upload_id)


@page(MANAGE, methods=("POST",))
def stop(request: WorkspaceRequest, upload_id: UUID) -> HttpResponse:
    """Stop an import."""
    _find(request, upload_id)
    actions.stop(request.workspace, upload_id)
    return redirect("upload", workspace=request.workspace.slug, upload_id=upload_id)


@page(MANAGE, methods=("POST",))
def again(request: WorkspaceRequest, upload_id: UUID) -> HttpResponse:
    """Make a stopped or failed upload a draft again."""
    _find(request, upload_id)
    actions.again(request.workspace, upload_id)
    return redirect("upload", workspace=request.workspace.slug, upload_id=upload_id)


@page(MANAGE, methods=("POST",))
def discard(request: WorkspaceRequest, upload_id: UUID) -> HttpResponse:
    """Forget an upload."""
    name = _find(request, upload_id).name
    actions.discard(request.workspace, upload_id)
    messages.success(request, _("%(name)s was discarded. Nothing of it was stored.") % {"name": name})
    return redirect("sources", workspace=request.workspace.slug)


@page(MANAGE)
def mapping(request: WorkspaceRequest, upload_id: UUID) -> HttpResponse:
    """Hand out the mapping, for the next file of this shape and for the command line."""
    found = _find(request, upload_id)
    text = found.mapping or draft_of(request.workspace, found).mapping
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.id}.yaml"'
    return response


@page(MANAGE)
def past_import(request: WorkspaceRequest, import_id: str) -> HttpResponse:
    """Show what became of one import."""
    found = queries.find_import(request.workspace, import_id)
    if found is None:
        raise Http404
    return render(request, "uploads/import.html", {"past": found})


@page(MANAGE)
def presets(request: WorkspaceRequest) -> HttpResponse:
    """List the exports that are recognised by their columns."""
    return render(request, "uploads/presets.html", {"presets": list(known_presets().values())})


def _find(request: WorkspaceRequest, upload_id: UUID) -> Upload:
    try:
        return queries.find_upload(request.workspace, upload_id)
    except queries.NoUploadError as error:
        raise Http404 from error


def _is_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
