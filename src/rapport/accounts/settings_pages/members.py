"""Members, their roles, and invitations."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from rapport.accounts.access import WorkspaceRequest, page
from rapport.accounts.api_keys import keys_made_by
from rapport.accounts.invitations import invite, list_invitations, withdraw_invitation
from rapport.accounts.mail import send_invitation
from rapport.accounts.members import change_role, list_members, remove_member
from rapport.accounts.roles import Member, Permission, Role, may_change_role
from rapport.accounts.second_factors import has_second_factor
from rapport.accounts.words import ROLE_MEANINGS, ROLE_NAMES
from rapport.core.errors import UserError
from rapport.ui.saying import say_error


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect, initial=Role.VIEWER.value)

    def __init__(self, by: Member, data: Any = None) -> None:  # Any: as forms of Django are made
        super().__init__(data)
        self.fields["role"].choices = _role_choices(by)  # type: ignore[attr-defined]  # it is a ChoiceField


@never_cache
@page(Permission.MANAGE_MEMBERS, methods=("GET", "POST"))
def members(request: WorkspaceRequest) -> HttpResponse:
    """List who belongs to the workspace; invite somebody."""
    form = InviteForm(request.member, request.POST if request.method == "POST" else None)
    link = ""
    if request.method == "POST" and form.is_valid():
        try:
            link = _invite(request, form.cleaned_data["email"], Role(form.cleaned_data["role"]))
            form = InviteForm(request.member)
        except UserError as error:
            form.add_error("email", say_error(error))
    context = {
        "form": form,
        "link": link,
        "rows": _rows(request),
        "invitations": list_invitations(request.workspace),
        "role_meanings": [(ROLE_NAMES[role], ROLE_MEANINGS[role]) for role in Role],
        "sends_email": settings.EMAIL_IS_CONFIGURED,
    }
    return render(request, "accounts/settings/members.html", context, status=422 if form.errors else 200)


@page(Permission.MANAGE_MEMBERS, methods=("POST",))
def member_role(request: WorkspaceRequest, member: int) -> HttpResponse:
    """Give a member another role."""
    try:
        role = Role(request.POST.get("role", ""))
        changed = change_role(request.workspace, member, role, by=request.member)
        text = _("%(who)s is now: %(role)s.") % {"who": changed.label, "role": ROLE_NAMES[role]}
        messages.success(request, text)
    except (UserError, ValueError) as error:
        messages.error(request, say_error(error))
    return _back(request)


@page(Permission.MANAGE_MEMBERS, methods=("POST",))
def member_remove(request: WorkspaceRequest, member: int) -> HttpResponse:
    """End a membership."""
    try:
        made = keys_made_by(request.workspace, member)
        remove_member(request.workspace, member, by=request.member)
        messages.success(request, _("The member was removed."))
        if made:
            text = _("API keys that they made go on working: %(keys)s. Revoke those that nobody needs.")
            messages.warning(request, text % {"keys": ", ".join(made)})
    except UserError as error:
        messages.error(request, say_error(error))
    return redirect("entrance") if member == request.member.id else _back(request)


@page(Permission.MANAGE_MEMBERS, methods=("POST",))
def invitation_withdraw(request: WorkspaceRequest, invitation: int) -> HttpResponse:
    """End an open invitation."""
    try:
        withdraw_invitation(request.workspace, invitation)
        messages.success(request, _("The invitation was withdrawn. Its link opens nothing any more."))
    except UserError as error:
        messages.error(request, say_error(error))
    return _back(request)


def _invite(request: WorkspaceRequest, email: str, role: Role) -> str:
    """Invite, send the link where that is possible, and return it for whoever wants to hand it over."""
    secret = invite(request.workspace, email, role, by=request.member)
    link = request.build_absolute_uri(f"/invitation/{secret}/")
    if settings.EMAIL_IS_CONFIGURED:
        if send_invitation(email, link, workspace=request.workspace, by=request.member):
            messages.success(request, _("The invitation was sent to %(email)s.") % {"email": email})
        else:
            messages.warning(request, _("The e-mail could not be sent. Hand over the link below yourself."))
    return link


def _rows(request: WorkspaceRequest) -> list[dict[str, Any]]:  # Any: what the template shows
    return [
        {
            "member": each.member,
            "joined_at": each.joined_at,
            "last_sign_in_at": each.last_sign_in_at,
            "has_second_factor": has_second_factor(each.member.user_id),
            "is_me": each.member.id == request.member.id,
            "roles": _role_choices(request.member) if _may_touch(request.member, each.member) else [],
        }
        for each in list_members(request.workspace)
    ]


def _may_touch(by: Member, other: Member) -> bool:
    return may_change_role(by, before=other.role, after=None)


def _role_choices(by: Member) -> list[tuple[str, str]]:
    return [(role.value, str(ROLE_NAMES[role])) for role in Role if may_change_role(by, before=None, after=role)]


def _back(request: WorkspaceRequest) -> HttpResponse:
    return redirect("settings-members", workspace=request.workspace.slug)
