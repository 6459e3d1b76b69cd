"""The pages of the first run, of invitations and of sign-in links; those of signing in are allauth's."""

from allauth.account.utils import perform_login
from allauth.account.views import PasswordResetView
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.accounts.first_run import create_first_owner, needs_setup, opens_setup
from rapport.accounts.invitations import Invitation, accept_invitation, find_invitation
from rapport.accounts.landing import landing_path, last_workspace, overview_path
from rapport.accounts.members import workspaces_of
from rapport.accounts.models import User
from rapport.accounts.network import client_address, is_loopback
from rapport.accounts.sign_in.forms import NewcomerForm, SetupForm, zones
from rapport.accounts.sign_in.language import keep_language
from rapport.accounts.sign_in_links import find_linked_user, use_up_link
from rapport.core.errors import UserError

HTTP_GONE = 410


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """Make the first owner, for whoever holds the secret that the console shows."""
    if not needs_setup():
        return redirect("entrance")
    secret = request.POST.get("token") or request.GET.get("token", "")
    if not opens_setup(secret):
        return render(request, "accounts/setup_closed.html", {"was_tried": bool(secret)}, status=403 if secret else 200)
    form = SetupForm(request.POST or None, initial={"language": translation.get_language()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        chosen = {"name": data["workspace_name"], "zone": data["zone"], "currency": data["currency"]}
        member = create_first_owner(secret, email=data["email"], name=data["name"], password=data["password"], settings=chosen)
        User.objects.filter(pk=member.user_id).update(language=data["language"])
        return _enter(request, member.user_id)
    return render(request, "accounts/setup.html", {"form": form, "token": secret, "zones": zones()})


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Let somebody join the workspace that invited their address."""
    found = find_invitation(secret)
    if found is None:
        return render(request, "accounts/invitation_closed.html", status=HTTP_GONE)
    if request.user.is_authenticated:
        return _join_as_user(request, found, secret)
    if found.is_known:
        return render(request, "accounts/invitation.html", {"invitation": found, "sign_in": _sign_in_path(request)})
    form = NewcomerForm(request.POST or None, email=found.email)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        member = accept_invitation(secret, email=found.email, name=data["name"], password=data["password"])
        return _enter(request, member.user_id, next_path=overview_path(found.workspace))
    return render(request, "accounts/invitation.html", {"invitation": found, "form": form, "has_sso": bool(settings.OIDC_NAME)})


def _join_as_user(request: HttpRequest, found: Invitation, secret: str) -> HttpResponse:
    user = request.user
    if not user.is_authenticated or user.email != found.email:
        return render(request, "accounts/invitation.html", {"invitation": found, "is_somebody_else": True}, status=403)
    if request.method == "POST":
        accept_invitation(secret, email=user.email)
        return redirect(overview_path(found.workspace))
    return render(request, "accounts/invitation.html", {"invitation": found, "joins": True})


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign somebody in by a link. It asks first, since what looks at links in e-mails would use them up."""
    found = find_linked_user(secret, is_here=is_loopback(client_address(request)))
    if found is None:
        return render(request, "accounts/link_closed.html", status=HTTP_GONE)
    user_id, signs_in_at_once = found
    if request.method == "POST" or signs_in_at_once:
        if not use_up_link(secret):
            return render(request, "accounts/link_closed.html", status=HTTP_GONE)
        return _enter(request, user_id)
    return render(request, "accounts/link.html", {"user": User.objects.get(pk=user_id)})


@login_required
@require_GET
def no_workspace(request: HttpRequest) -> HttpResponse:
    """Say what to do to somebody who belongs to no workspace (any more)."""
    if workspaces_of(request.user.pk or 0):
        return redirect("entrance")
    return render(request, "accounts/no_workspace.html")


@login_required
@require_GET
def my_account(request: HttpRequest) -> HttpResponse:
    """Lead to the page of one's own account, in the workspace last seen."""
    workspace = last_workspace(request.user)
    return redirect("account", workspace=workspace.slug) if workspace else redirect("no-workspace")


@require_POST
@sensitive_post_parameters("password")
def password_advice(request: HttpRequest) -> HttpResponse:
    """Say what is wrong with a password while it is being typed, by the rules that will be applied to it."""
    password = request.POST.get("password") or request.POST.get("password1", "")
    problems: list[str] = []
    try:
        validate_password(password, User(email=request.POST.get("email", ""), name=request.POST.get("name", "")))
    except ValidationError as error:
        problems = error.messages
    return render(request, "accounts/_password_advice.html", {"problems": problems, "is_empty": not password})


def password_reset(request: HttpRequest) -> HttpResponse:
    """Send a link where e-mail is set up; else say who can make one."""
    context = {"sends_email": settings.EMAIL_IS_CONFIGURED}
    if not settings.EMAIL_IS_CONFIGURED:
        return render(request, "account/password_reset.html", context)
    response: HttpResponse = PasswordResetView.as_view(extra_context=context)(request)
    return response


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language on this browser, and as the choice of whoever is signed in."""
    chosen = request.POST.get("language", "")
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        target = "/"
    if chosen not in dict(settings.LANGUAGES):
        return redirect(target)
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    return keep_language(redirect(target), chosen)


def _enter(request: HttpRequest, user_id: int, *, next_path: str = "") -> HttpResponse:
    """Sign the user in, which asks for their second factor and gives the session a new key."""
    user = User.objects.get(pk=user_id)
    if request.user.is_authenticated and request.user.pk != user_id:
        raise UserError(_("You are signed in as somebody else. Sign out first."))
    if request.user.is_authenticated:
        return redirect(next_path or landing_path(request))
    response: HttpResponse = perform_login(request, user, email_verification="none", redirect_url=next_path or None)
    return response


def _sign_in_path(request: HttpRequest) -> str:
    return f"{reverse('account_login')}?next={request.path}"
