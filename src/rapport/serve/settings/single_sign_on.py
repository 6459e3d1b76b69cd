"""Signing in with the accounts of an organisation, by OpenID Connect."""

import os
from typing import Any
from urllib.parse import urlsplit

from rapport.core.errors import UserError

# Any: a dictionary of Django settings.
Settings = dict[str, Any]
_ROLES = ("admin", "analyst", "agent", "viewer")


def single_sign_on_settings() -> Settings:
    """Read `OIDC_ISSUER` and what belongs to it. Without it, people sign in with passwords and passkeys only."""
    issuer = os.environ.get("OIDC_ISSUER", "").strip().rstrip("/")
    if not issuer:
        return {"OIDC_NAME": "", "OIDC_JOIN": None, "SOCIALACCOUNT_PROVIDERS": {}}
    client, secret = os.environ.get("OIDC_CLIENT_ID", "").strip(), os.environ.get("OIDC_CLIENT_SECRET", "").strip()
    name = os.environ.get("OIDC_NAME", "").strip() or "Single sign-on"
    if urlsplit(issuer).scheme not in ("http", "https") or not client or not secret:
        raise UserError(
            "OIDC_ISSUER must be the https address of the identity provider, and OIDC_CLIENT_ID and OIDC_CLIENT_SECRET what it "
            "gave out for Rapport. Its redirect address is RAPPORT_URL followed by /account/oidc/sso/login/callback/."
        )
    app = {
        "provider_id": "sso",
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True, **_trust()},
    }
    return {
        "OIDC_NAME": name,
        "OIDC_JOIN": _join(os.environ.get("OIDC_JOIN", "").strip()),
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}},
        # The provider belongs to the organisation, so an address that it has verified is that user.
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": True,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        # A link, not a form: browsers apply form-action of the content security policy to where a form is redirected to.
        "SOCIALACCOUNT_LOGIN_ON_GET": True,
        "SOCIALACCOUNT_ADAPTER": "rapport.accounts.sign_in.single_sign_on.SingleSignOnAdapter",
    }


def _trust() -> Settings:
    """Some providers never say whether they verified an address; then the administrator has to know."""
    return {"verified_email": True} if os.environ.get("OIDC_TRUSTS_EMAIL", "") == "1" else {}


def _join(text: str) -> tuple[str, str] | None:
    slug, _, role = text.partition(":")
    if not text:
        return None
    if not slug or role not in _ROLES:
        raise UserError(f"OIDC_JOIN is {text!r}. Write a workspace and a role, such as default:viewer ({', '.join(_ROLES)}).")
    return slug, role
