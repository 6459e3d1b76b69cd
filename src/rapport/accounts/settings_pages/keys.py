"""API keys: made, replaced, revoked."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from rapport.accounts.access import WorkspaceRequest, page
from rapport.accounts.api_keys import create_api_key, list_api_keys, replace_api_key, revoke_api_key
from rapport.accounts.roles import Member, Permission
from rapport.accounts.scopes import MOST_REQUESTS_PER_MINUTE, SCOPES, USUAL_REQUESTS_PER_MINUTE
from rapport.accounts.words import SCOPE_MEANINGS
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.ui.saying import say_error

LIFETIMES = [
    ("30", gettext_lazy("30 days")),
    ("90", gettext_lazy("90 days")),
    ("365", gettext_lazy("One year")),
    ("", gettext_lazy("Never")),
]
OVERLAPS = [("0", gettext_lazy("At once")), ("24", gettext_lazy("After a day")), ("168", gettext_lazy("After a week"))]


class KeyForm(forms.Form):
    """A new key."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=100, help_text=gettext_lazy("Which program uses it, such as CRM or warehouse.")
    )
    scopes = forms.MultipleChoiceField(label=gettext_lazy("What it may do"), widget=forms.CheckboxSelectMultiple)
    lifetime = forms.ChoiceField(label=gettext_lazy("Expires after"), choices=LIFETIMES, initial="90", required=False)
    requests_per_minute = forms.IntegerField(
        label=gettext_lazy("Requests a minute"),
        min_value=1,
        max_value=MOST_REQUESTS_PER_MINUTE,
        initial=USUAL_REQUESTS_PER_MINUTE,
    )

    def __init__(self, by: Member, data: Any = None) -> None:  # Any: as forms of Django are made
        super().__init__(data)
        allowed = [scope for scope in SCOPES if by.may(scope.permission)]
        self.fields["scopes"].choices = [(each.key, SCOPE_MEANINGS[each.key]) for each in allowed]  # type: ignore[attr-defined]  # it has choices


@never_cache
@page(Permission.MANAGE_KEYS, methods=("GET", "POST"))
def keys(request: WorkspaceRequest) -> HttpResponse:
    """List the keys; make one, whose secret is shown in this answer only."""
    form = KeyForm(request.member, request.POST if request.method == "POST" else None)
    token = ""
    if request.method == "POST" and form.is_valid():
        token = _create(request, form)
        form = KeyForm(request.member)
    return _page(request, form, token=token)


@never_cache
@page(Permission.MANAGE_KEYS, methods=("POST",))
def key_replace(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Make a new secret for a key; the old one works a little longer."""
    hours = request.POST.get("overlap", "0")
    overlap = timedelta(hours=int(hours) if hours in dict(OVERLAPS) else 0)
    try:
        token = replace_api_key(request.workspace, key, by=request.member, old_lives=overlap)
    except UserError as error:
        messages.error(request, say_error(error))
        return redirect("settings-keys", workspace=request.workspace.slug)
    return _page(request, KeyForm(request.member), token=token)


@page(Permission.MANAGE_KEYS, methods=("POST",))
def key_revoke(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Let a key work no more."""
    try:
        revoke_api_key(request.workspace, key)
        messages.success(request, _("The key was revoked. Programs that use it are refused from now on."))
    except UserError as error:
        messages.error(request, say_error(error))
    return redirect("settings-keys", workspace=request.workspace.slug)


def _create(request: WorkspaceRequest, form: KeyForm) -> str:
    data = form.cleaned_data
    return create_api_key(
        request.workspace,
        data["name"],
        data["scopes"],
        by=request.member,
        expires_at=now() + timedelta(days=int(data["lifetime"])) if data["lifetime"] else None,
        requests_per_minute=data["requests_per_minute"],
    )


def _page(request: WorkspaceRequest, form: KeyForm, *, token: str) -> HttpResponse:
    context = {"form": form, "token": token, "keys": list_api_keys(request.workspace), "overlaps": OVERLAPS}
    return render(request, "accounts/settings/keys.html", context, status=422 if form.errors else 200)
