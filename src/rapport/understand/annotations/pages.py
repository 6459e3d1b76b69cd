"""Writing, changing and removing annotations, from the charts that show them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from rapport.accounts.public import Permission, WorkspaceRequest, page
from rapport.understand.annotations.actions import add_annotation, change_annotation, remove_annotation
from rapport.understand.annotations.annotation import Annotation
from rapport.understand.annotations.forms import AnnotationForm
from rapport.understand.annotations.queries import annotations_between, get_annotation


@page(Permission.SEE_FIGURES)
def annotations(request: WorkspaceRequest) -> HttpResponse:
    """List every annotation, the latest first."""
    found = annotations_between(request.workspace)[::-1]
    context = {"annotations": found, "form": AnnotationForm(), "next": request.path}
    return render(request, "annotations/annotations.html", context)


@page(Permission.EDIT_VIEWS, methods=("POST",))
def add(request: WorkspaceRequest) -> HttpResponse:
    """Write an annotation, and go back to where it was written."""
    form = AnnotationForm(request.POST)
    if not form.is_valid():
        return _show_form(request, form, reverse("annotation-add", kwargs={"workspace": request.workspace.slug}))
    add_annotation(request.workspace, form.annotation())
    messages.success(request, _("The annotation is on the charts."))
    return _back(request)


@page(Permission.EDIT_VIEWS, methods=("GET", "POST"))
def change(request: WorkspaceRequest, id: int) -> HttpResponse:  # noqa: A002  # the name in the address
    """Change an annotation."""
    annotation = get_annotation(request.workspace, id)
    form = AnnotationForm(request.POST or None, initial=_initial(annotation))
    if request.method != "POST" or not form.is_valid():
        return _show_form(request, form, request.path, annotation)
    change_annotation(request.workspace, id, form.annotation())
    messages.success(request, _("The annotation was changed."))
    return _back(request)


@page(Permission.EDIT_VIEWS, methods=("POST",))
def remove(request: WorkspaceRequest, id: int) -> HttpResponse:  # noqa: A002  # the name in the address
    """Remove an annotation."""
    remove_annotation(request.workspace, id)
    messages.success(request, _("The annotation was removed."))
    return _back(request)


def _initial(annotation: Annotation) -> dict[str, object]:
    ends_on = annotation.ends_on if annotation.ends_on > annotation.starts_on else None
    return {"starts_on": annotation.starts_on, "ends_on": ends_on, "kind": annotation.kind.value, "text": annotation.text}


def _show_form(
    request: WorkspaceRequest, form: AnnotationForm, action: str, annotation: Annotation | None = None
) -> HttpResponse:
    context = {"form": form, "action": action, "annotation": annotation, "next": _next(request)}
    return render(request, "annotations/annotation.html", context, status=422 if form.errors else 200)


def _back(request: WorkspaceRequest) -> HttpResponse:
    return redirect(_next(request))


def _next(request: WorkspaceRequest) -> str:
    """Return where the form was opened, if that is here."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("annotations", kwargs={"workspace": request.workspace.slug})
