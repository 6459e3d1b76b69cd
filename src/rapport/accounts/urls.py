"""Addresses without a workspace: first run, invitations, and everything about signing in."""

from django.urls import include, path
from django.views.generic.base import RedirectView

from rapport.accounts.sign_in import address_pages, pages

_to_account = RedirectView.as_view(pattern_name="my-account")

urlpatterns = [
    path("setup/", pages.setup, name="setup"),
    path("invitation/<str:secret>/", pages.invitation, name="invitation"),
    path("no-workspace/", pages.no_workspace, name="no-workspace"),
    path("language/", pages.set_language, name="set_language"),
    path("account/", pages.my_account, name="my-account"),
    path("account/link/<str:secret>/", pages.sign_in_link, name="sign-in-link"),
    path("account/password/advice/", pages.password_advice, name="password-advice"),
    path("account/password/reset/", pages.password_reset, name="account_reset_password"),
    path("account/email/", address_pages.email, name="account_email"),
    path("account/email/confirm/<str:signed>/", address_pages.email_confirm, name="email-confirm"),
    # allauth's lists of one's own keys and sessions: the page of the account shows them.
    *(path(f"account/{part}/", _to_account) for part in ("confirm-email", "2fa", "2fa/webauthn", "3rdparty", "sessions")),
    path("account/", include("allauth.urls")),
]
