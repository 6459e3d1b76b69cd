import pytest

from rapport.core.errors import UserError
from rapport.serve.settings.single_sign_on import single_sign_on_settings

WHOLE = {"OIDC_ISSUER": "https://id.example.com/", "OIDC_CLIENT_ID": "rapport", "OIDC_CLIENT_SECRET": "s"}
NAMES = (*WHOLE, "OIDC_NAME", "OIDC_JOIN", "OIDC_TRUSTS_EMAIL")


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_without_an_issuer_there_is_no_single_sign_on() -> None:
    assert single_sign_on_settings() == {"OIDC_NAME": "", "OIDC_JOIN": None, "SOCIALACCOUNT_PROVIDERS": {}}


def test_it_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**WHOLE, "OIDC_NAME": "Example account", "OIDC_JOIN": "default:viewer"}.items():
        monkeypatch.setenv(name, value)

    read = single_sign_on_settings()

    [app] = read["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]
    assert (app["provider_id"], app["name"], app["client_id"], app["secret"]) == ("sso", "Example account", "rapport", "s")
    assert app["settings"] == {"server_url": "https://id.example.com", "oauth_pkce_enabled": True}
    assert read["OIDC_JOIN"] == ("default", "viewer")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET"),
        ({"OIDC_ISSUER": "id.example.com"}, "https address"),
        ({"OIDC_JOIN": "default:owner"}, "such as default:viewer"),
        ({"OIDC_JOIN": "viewer"}, "such as default:viewer"),
    ],
    ids=["no secret", "no scheme", "owners", "no workspace"],
)
def test_what_cannot_be_read_is_refused_with_the_right_form(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], said: str
) -> None:
    for name, value in {**WHOLE, **changed}.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(UserError, match=said):
        single_sign_on_settings()
