"""What django-allauth asks about single sign-on: who of the identity provider's people gets in."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from rapport.accounts.email_address import normalize_email
from rapport.accounts.invitations import accept_all_for, is_invited
from rapport.accounts.members import join_workspace
from rapport.accounts.models import User
from rapport.accounts.queries import get_workspace
from rapport.accounts.roles import Role


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People are known by the address that the provider has verified. Newcomers need an invitation, or `OIDC_JOIN`."""

    # Any: allauth's SocialLogin, which has no types.
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        address = _verified_address(sociallogin)
        return bool(address) and (bool(settings.OIDC_JOIN) or is_invited(address))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        user.name = str(data.get("name") or " ".join(part for part in parts if part))[:200]
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: object = None) -> User:
        user: User = super().save_user(request, sociallogin, form)
        if not accept_all_for(user.email) and settings.OIDC_JOIN:
            slug, role = settings.OIDC_JOIN
            join_workspace(get_workspace(slug), user.email, Role(role))
        return user

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: object) -> str:
        return reverse("my-account")


def _verified_address(sociallogin: Any) -> str:  # Any: see above
    return next((normalize_email(one.email) for one in sociallogin.email_addresses if one.verified), "")
