"""What django-allauth asks about accounts. Nobody signs up by themselves: invitations lead in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rapport.accounts.email_address import normalize_email
from rapport.accounts.landing import landing_path
from rapport.accounts.models import User
from rapport.accounts.network import client_address, truncated
from rapport.accounts.sealing import seal, unseal
from rapport.accounts.sending import send_soon
from rapport.accounts.sessions import browser_name
from rapport.accounts.sign_in.events import record_failed_sign_in
from rapport.accounts.sign_in.language import keep_language


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Signing in and out, passwords, and the e-mails about them."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "too_many_login_attempts": _(
            "Too many attempts failed. Signing in with this address is locked for up to five minutes; then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "0.0.0.0"  # noqa: S104  # a unix socket has no address

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing_path(request)

    def post_login(self, request: HttpRequest, user: User, **named: Any) -> HttpResponse:  # Any: as allauth calls it
        response: HttpResponse = super().post_login(request, user, **named)
        # The pages of signing in have no member whose language they could be in.
        return keep_language(response, user.language) if user.language else response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("my-account")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # Any: as allauth calls it
        # allauth counts for each host that was asked: whoever guesses writes another port into the header, and begins anew.
        return normalize_email(str(credentials.get("email", "")))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # Any: as allauth calls it
        record_failed_sign_in(request, str(credentials.get("email", "")))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:  # Any: a template's context
        if settings.EMAIL_IS_CONFIGURED:
            known = {"request": self.request, "email": email, "current_site": get_current_site(self.request)}
            shortened = {"ip": truncated(str(context.get("ip", "")))}
            send_soon(self.render_mail(template_prefix, email, {**known, **context, **shortened}))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Authenticator apps, recovery codes and passkeys."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user: User, type: object) -> str:  # noqa: A002  # allauth's name
        return browser_name(str(context.request.META.get("HTTP_USER_AGENT", "")))

    def get_totp_issuer(self) -> str:
        return "Rapport"

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:  # Any: text and bytes
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.name or user.email}
