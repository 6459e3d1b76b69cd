from datetime import timedelta

import pytest

from rapport.accounts.public import Role, Workspace, create_api_key
from rapport.accounts.tests.factories import make_member
from rapport.core.clock import now
from rapport.core.home import Home
from rapport.serve.upkeep.exposure import check_exposure
from rapport.serve.upkeep.finding import Status

VARIABLES = (
    "DATABASE_URL",
    "RAPPORT_URL",
    "EMAIL_URL",
    "OIDC_ISSUER",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_TRUSTS_EMAIL",
)


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def found(home: Home) -> list[str]:
    return [finding.detail for finding in check_exposure(home) if finding.status is not Status.OK]


def test_on_this_machine_only_there_is_nothing_to_warn_of(home: Home) -> None:
    [finding] = check_exposure(home)

    assert (finding.status, finding.detail) == (Status.OK, "the pages answer on this machine only")


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"RAPPORT_URL": "http://cx.example.com", "EMAIL_URL": "smtp://m"}, "travel unencrypted"),
        ({"RAPPORT_URL": "https://cx.example.com"}, "EMAIL_URL is not set"),
        ({"EMAIL_URL": "smtp://mail.example.com:25?tls=no"}, "sends to mail.example.com unencrypted"),
        ({"OIDC_ISSUER": "http://id.example.com", "OIDC_CLIENT_ID": "r", "OIDC_CLIENT_SECRET": "s"}, "sign in as anybody"),
        (
            {
                "OIDC_ISSUER": "https://id.example.com",
                "OIDC_CLIENT_ID": "r",
                "OIDC_CLIENT_SECRET": "s",
                "OIDC_TRUSTS_EMAIL": "1",
            },
            "OIDC_TRUSTS_EMAIL is on",
        ),
    ],
    ids=["http", "no mail", "mail in the clear", "provider in the clear", "trusted addresses"],
)
def test_what_is_unsafe_is_named(home: Home, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    [problem] = found(home)

    assert said in problem


@pytest.mark.django_db
def test_an_owner_with_a_password_only_and_a_forgotten_key_are_named(
    home: Home, monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from rapport.accounts import models

    home.control_db.touch()
    monkeypatch.setenv("RAPPORT_URL", "https://cx.example.com")
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example.com")
    assert "Nobody owns this installation yet" in found(home)[0]

    alice = make_member(workspace, Role.OWNER)
    create_api_key(workspace, "CRM", ["read:figures"])
    models.ApiKey.objects.update(created_at=now() - timedelta(days=91))
    without, idle = found(home)
    assert alice.email in without
    assert "CRM" in idle

    TOTP.activate(models.User.objects.get(), generate_totp_secret())
    models.ApiKey.objects.update(last_used_at=now())
    assert found(home) == []
