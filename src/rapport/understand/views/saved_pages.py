"""The pages of saved views: a list, and what is done to one."""

from urllib.parse import parse_qs

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.accounts.public import Permission, WorkspaceRequest, page
from rapport.core.errors import UserError
from rapport.ui.saying import say_error
from rapport.understand.metrics.public import METRICS
from rapport.understand.views.actions import add_view, change_view, delete_view, duplicate_view
from rapport.understand.views.figures import metric_title
from rapport.understand.views.queries import find_view, list_views
from rapport.understand.views.view import SavedView, ViewDraft


@page(Permission.SEE_FIGURES)
def views(request: WorkspaceRequest) -> HttpResponse:
    """The list."""
    rows = [(view, _metric_of(view)) for view in list_views(request.workspace)]
    return render(request, "views/list.html", {"rows": rows, "may_edit": request.may(Permission.EDIT_VIEWS)})


@page(Permission.SEE_FIGURES)
def view(request: WorkspaceRequest, view_id: int) -> HttpResponse:
    """The address of a view that is passed on: leads to what it shows."""
    return redirect(_address_of(_view_or_404(request, view_id)))


@page(Permission.EDIT_VIEWS, methods=("POST",))
def save_view(request: WorkspaceRequest) -> HttpResponse:
    """Keep what the explore page shows."""
    try:
        saved = add_view(request.workspace, _draft(request))
    except UserError as error:
        messages.error(request, say_error(error))
        return redirect(f"{reverse('explore', kwargs={'workspace': request.workspace.slug})}?{request.POST.get('query', '')}")
    messages.success(request, _("Saved as “%(name)s”. Its address can be passed on in this workspace.") % {"name": saved.name})
    return redirect(_address_of(saved))


@page(Permission.EDIT_VIEWS, methods=("POST",))
def edit_view(request: WorkspaceRequest, view_id: int) -> HttpResponse:
    """Change name, description and, where it is given, the question of a view."""
    before = _view_or_404(request, view_id)
    draft = _draft(request)
    try:
        saved = change_view(request.workspace, view_id, ViewDraft(draft.name, draft.query or before.query, draft.description))
    except UserError as error:
        messages.error(request, say_error(error))
        return redirect(_address_of(before))
    messages.success(request, _("The view “%(name)s” was saved.") % {"name": saved.name})
    return redirect(_address_of(saved))


@page(Permission.EDIT_VIEWS, methods=("POST",))
def copy_view(request: WorkspaceRequest, view_id: int) -> HttpResponse:
    """Duplicate a view."""
    before = _view_or_404(request, view_id)
    copy = duplicate_view(request.workspace, view_id, name=(_("%(name)s (copy)") % {"name": before.name})[:120])
    messages.success(request, _("This is your copy of “%(name)s”.") % {"name": before.name})
    return redirect(_address_of(copy))


@page(Permission.EDIT_VIEWS, methods=("POST",))
def remove_view(request: WorkspaceRequest, view_id: int) -> HttpResponse:
    """Delete a view."""
    before = _view_or_404(request, view_id)
    delete_view(request.workspace, view_id)
    messages.success(request, _("The view “%(name)s” was deleted.") % {"name": before.name})
    return redirect("views", workspace=request.workspace.slug)


def _draft(request: WorkspaceRequest) -> ViewDraft:
    posted = request.POST
    return ViewDraft(posted.get("name", ""), posted.get("query", ""), posted.get("description", ""))


def _view_or_404(request: WorkspaceRequest, view_id: int) -> SavedView:
    found = find_view(request.workspace, view_id)
    if found is None:
        raise Http404
    return found


def _address_of(saved: SavedView) -> str:
    return f"{reverse('explore', kwargs={'workspace': saved.workspace})}?view={saved.id}&{saved.query}"


def _metric_of(saved: SavedView) -> str:
    """Say what a view is about; a metric that there is no longer by its key."""
    [key, *_others] = parse_qs(saved.query).get("metric") or [""]
    return metric_title(METRICS[key]) if key in METRICS else key
