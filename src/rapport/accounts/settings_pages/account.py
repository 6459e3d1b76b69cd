"""One's own account: name, language, password, second factors, where one is signed in."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rapport.accounts.access import WorkspaceRequest, page
from rapport.accounts.audited_request import audit
from rapport.accounts.models import User
from rapport.accounts.roles import Permission
from rapport.accounts.second_factors import second_factors_of
from rapport.accounts.sessions import end_other_sessions, end_session, list_sessions
from rapport.accounts.sign_in.language import keep_language


class ProfileForm(forms.Form):
    """What others read of somebody, and in which language they read themselves."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    def __init__(self, data: Any = None, **named: Any) -> None:  # Any: as forms of Django are made
        super().__init__(data, **named)
        self.fields["language"].choices = [("", gettext_lazy("As the browser says")), *settings.LANGUAGES]  # type: ignore[attr-defined]  # it has choices


@page(Permission.SEE_FIGURES, methods=("GET", "POST"))
def account(request: WorkspaceRequest) -> HttpResponse:
    """Show one's own account; change name and language."""
    user = User.objects.get(pk=request.member.user_id)
    form = ProfileForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        name = data["name"].strip()
        if name != user.name:
            audit(request, "account.name", user.email, **{"from": user.name, "to": name})
        User.objects.filter(pk=user.pk).update(name=name, language=data["language"])
        messages.success(request, _("Saved."))
        return keep_language(_back(request), data["language"])
    context = {
        "form": form,
        "user": user,
        "factors": second_factors_of(user.pk),
        "sessions": list_sessions(request),
        "has_password": user.has_usable_password(),
    }
    return render(request, "accounts/settings/account.html", context, status=422 if form.errors else 200)


@page(Permission.SEE_FIGURES, methods=("POST",))
def session_end(request: WorkspaceRequest, session: int) -> HttpResponse:
    """Sign out one browser."""
    end_session(request, session)
    messages.success(request, _("The session has ended."))
    return _back(request)


@page(Permission.SEE_FIGURES, methods=("POST",))
def sessions_end(request: WorkspaceRequest) -> HttpResponse:
    """Sign out every browser but this one."""
    end_other_sessions(request)
    messages.success(request, _("You are signed in here only."))
    return _back(request)


def _back(request: WorkspaceRequest) -> HttpResponse:
    return redirect("account", workspace=request.workspace.slug)
