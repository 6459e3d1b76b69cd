from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from rapport.accounts import models
from rapport.accounts.invitations import invite
from rapport.accounts.members import list_members
from rapport.accounts.public import Role, Workspace
from rapport.accounts.tests.factories import PASSWORD, make_member
from rapport.accounts.tests.identity_provider import CLIENT, SECRET, IdentityProvider, identity_provider

pytestmark = [pytest.mark.django_db, pytest.mark.urls("rapport.accounts.tests.urls")]

DANA = {"sub": "7", "email": "dana@example.com", "email_verified": True, "name": "Dana Ozola"}


@pytest.fixture
def provider(settings: Any) -> Iterator[IdentityProvider]:  # Any: pytest-django's wrapper of the settings
    with identity_provider() as made:
        app = {
            "provider_id": "sso",
            "name": "Example account",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": made.issuer, "oauth_pkce_enabled": True},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION = settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
        settings.SOCIALACCOUNT_LOGIN_ON_GET = True
        settings.SOCIALACCOUNT_ADAPTER = "rapport.accounts.sign_in.single_sign_on.SingleSignOnAdapter"
        settings.OIDC_NAME, settings.OIDC_JOIN = "Example account", None
        made.person = dict(DANA)
        yield made


def sign_on(client: Client, *, state: str = "") -> HttpResponse:
    """Go to the provider and come back."""
    away = client.get("/account/oidc/sso/login/")
    asked = parse_qs(urlsplit(away["Location"]).query)
    return client.get("/account/oidc/sso/login/callback/", {"code": "c", "state": state or asked["state"][0]})  # type: ignore[return-value]


def test_somebody_invited_comes_in_with_the_account_of_the_organisation(
    client: Client, workspace: Workspace, provider: IdentityProvider
) -> None:
    invite(workspace, "dana@example.com", Role.ANALYST)

    assert "Example account" in client.get("/account/login/").content.decode()
    response = sign_on(client)

    assert response.status_code == 302
    [listed] = list_members(workspace)
    assert (listed.member.email, listed.member.name, listed.member.role) == ("dana@example.com", "Dana Ozola", Role.ANALYST)
    assert client.get("/w/alice/").status_code == 200
    [exchange] = provider.exchanges
    assert exchange["client_secret"] == [SECRET]
    assert exchange["code_verifier"]
    again = Client()
    sign_on(again)
    assert again.get("/w/alice/").status_code == 200
    assert models.User.objects.count() == 1


def test_a_stranger_of_the_organisation_stays_out(client: Client, workspace: Workspace, provider: IdentityProvider) -> None:
    response = sign_on(client)

    assert b"need an invitation" in response.content
    assert not models.User.objects.exists()


def test_an_unverified_address_opens_nothing(client: Client, workspace: Workspace, provider: IdentityProvider) -> None:
    make_member(workspace, Role.OWNER, email="dana@example.com", password=PASSWORD)
    invite(workspace, "eve@example.com", Role.ADMIN)
    for address in ("dana@example.com", "eve@example.com"):
        provider.person = {**DANA, "email": address, "email_verified": False}

        sign_on(client)

        assert client.get("/w/alice/").status_code == 302


def test_an_existing_user_signs_on_and_their_old_password_ends(
    client: Client, workspace: Workspace, provider: IdentityProvider
) -> None:
    make_member(workspace, Role.OWNER, email="dana@example.com", password=PASSWORD)

    sign_on(client)

    assert client.get("/w/alice/").json()["role"] == "owner"
    assert not models.User.objects.get().has_usable_password()


def test_newcomers_may_be_let_join(client: Client, workspace: Workspace, provider: IdentityProvider, settings: Any) -> None:
    settings.OIDC_JOIN = ("alice", "viewer")

    sign_on(client)

    assert client.get("/w/alice/").json()["role"] == "viewer"


def test_an_answer_that_was_not_asked_for_is_refused(client: Client, workspace: Workspace, provider: IdentityProvider) -> None:
    invite(workspace, "dana@example.com", Role.ADMIN)

    response = sign_on(client, state="made-up")

    assert b"did not work" in response.content
    assert client.get("/w/alice/").status_code == 302
    assert provider.exchanges == []


def test_a_second_factor_is_asked_for_all_the_same(client: Client, workspace: Workspace, provider: IdentityProvider) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    make_member(workspace, Role.OWNER, email="dana@example.com")
    TOTP.activate(models.User.objects.get(), generate_totp_secret())

    response = sign_on(client)

    assert response["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/w/alice/").status_code == 302
