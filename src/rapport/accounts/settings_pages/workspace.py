"""The settings of the workspace."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.accounts.access import WorkspaceRequest, page
from rapport.accounts.actions import change_setting
from rapport.accounts.roles import Permission
from rapport.accounts.settings_pages.workspace_form import WorkspaceForm
from rapport.accounts.sign_in.forms import zones
from rapport.accounts.tabs import shown_tabs


@page(Permission.SEE_FIGURES)
def settings(request: WorkspaceRequest) -> HttpResponse:
    """Lead to the settings of the workspace, or to the first page that the member may open."""
    if request.may(Permission.MANAGE_SETTINGS):
        return redirect("settings-workspace", workspace=request.workspace.slug)
    return redirect(shown_tabs(request, request.workspace, request.member)[0].url)


@page(Permission.MANAGE_SETTINGS, methods=("GET", "POST"))
def workspace(request: WorkspaceRequest) -> HttpResponse:
    """Show and change what the workspace counts by."""
    form = WorkspaceForm(request.workspace, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        changes = form.changes()
        with transaction.atomic():
            for name, value in changes.items():
                change_setting(request.workspace.slug, name, value)
        messages.success(request, _("Saved.") if changes else _("Nothing was changed."))
        return redirect("settings-workspace", workspace=request.workspace.slug)
    status = 422 if form.errors else 200
    return render(request, "accounts/settings/workspace.html", {"form": form, "zones": zones()}, status=status)
