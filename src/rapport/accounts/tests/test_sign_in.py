import re
import time

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client

from rapport.accounts import models
from rapport.accounts.public import Role, Workspace, audit_log, make_sign_in_link
from rapport.accounts.sending import wait_until_sent
from rapport.accounts.tests.factories import PASSWORD, make_member, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("rapport.accounts.tests.urls")]

ALICE = "alice@example.com"


@pytest.fixture(autouse=True)
def _forget_attempts() -> None:
    cache.clear()


def log_in(client: Client, password: str = PASSWORD, email: str = ALICE, **more: str) -> int:
    response = client.post("/account/login/", {"login": email, "password": password, **more})
    return response.status_code


def code_of(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_the_right_password_signs_in_and_leads_to_where_one_wanted_to_be(client: Client, workspace: Workspace) -> None:
    make_member(workspace, Role.OWNER, email=ALICE, password=PASSWORD)

    response = client.post("/account/login/", {"login": " Alice@Example.com ", "password": PASSWORD, "next": "/w/alice/people/"})

    assert response["Location"] == "/w/alice/people/"
    assert audit_log("alice")[0].action == "account.sign_in"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_it_leads_to_no_other_site(client: Client, workspace: Workspace, target: str) -> None:
    make_member(workspace, Role.OWNER, email=ALICE, password=PASSWORD)

    response = client.post("/account/login/", {"login": ALICE, "password": PASSWORD, "next": target})

    assert response["Location"] == "/w/alice/"


def test_a_session_that_was_planted_before_is_worth_nothing_after_signing_in(client: Client, workspace: Workspace) -> None:
    make_member(workspace, Role.OWNER, email=ALICE, password=PASSWORD)
    client.session.save()
    planted = client.session.session_key
    client.cookies["rapport_session"] = planted or ""

    log_in(client)

    after = client.cookies["rapport_session"].value
    assert after != planted
    assert not Session.objects.filter(session_key=planted).exists()
    mallory = Client()
    mallory.cookies["rapport_session"] = planted or ""
    assert mallory.get("/w/alice/").status_code == 302


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client: Client, workspace: Workspace) -> None:
    make_member(workspace, Role.OWNER, email=ALICE, password=PASSWORD)

    wrong = client.post("/account/login/", {"login": ALICE, "password": "wrong"}).content.decode()
    unknown = client.post("/account/login/", {"login": "dana@example.com", "password": "wrong"}).content.decode()

    assert "do not belong together" in wrong
    plain = re.compile(r'value="[^"]*"|"X-CSRFToken": "\w+"')
    assert plain.sub("", wrong) == plain.sub("", unknown)
    assert next((entry.action, entry.actor) for entry in audit_log("alice")) == ("account.sign_in_failed", "visitor")


def test_after_five_wrong_passwords_the_right_one_is_locked_too_and_says_so(client: Client, workspace: Workspace) -> None:
    make_member(workspace, Role.OWNER, email=ALICE, password=PASSWORD)
    for _ in range(5):
        log_in(client, "wrong")

    response = client.post("/account/login/", {"login": ALICE, "password": PASSWORD})

    assert "locked for up to five minutes" in response.content.decode()
    assert client.get("/w/alice/").status_code == 302


def test_asking_under_another_port_does_not_begin_the_count_anew(client: Client, workspace: Workspace) -> None:
    make_member(workspace, Role.OWNER, email=ALICE, password=PASSWORD)
    for port in range(1, 6):
        client.post("/account/login/", {"login": ALICE, "password": "wrong"}, headers={"Host": f"testserver:{port}"})

    response = client.post("/account/login/", {"login": ALICE, "password": PASSWORD}, headers={"Host": "testserver:6"})

    assert "locked for up to five minutes" in response.content.decode()


def test_somebody_switched_off_does_not_get_in(client: Client, workspace: Workspace) -> None:
    make_member(workspace, Role.OWNER, email=ALICE, password=PASSWORD)
    models.User.objects.update(is_active=False)

    log_in(client)

    assert client.get("/w/alice/").status_code == 302


def test_an_authenticator_app_is_asked_for_and_its_secret_is_not_kept_in_the_clear(client: Client, workspace: Workspace) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    make_member(workspace, Role.OWNER, email=ALICE, password=PASSWORD)
    secret = generate_totp_secret()
    TOTP.activate(models.User.objects.get(), secret)

    response = client.post("/account/login/", {"login": ALICE, "password": PASSWORD})

    assert response["Location"] == "/account/2fa/authenticate/"
    assert client.get("/w/alice/").status_code == 302
    assert client.get("/account/2fa/authenticate/").status_code == 200
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert client.get("/w/alice/").status_code == 302
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert client.get("/w/alice/").status_code == 200
    assert secret not in str(Authenticator.objects.get().data)


def test_a_sign_in_link_asks_first_works_once_and_leaves_the_second_factor(client: Client, workspace: Workspace) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    make_member(workspace, Role.OWNER, email=ALICE)
    path = make_sign_in_link(ALICE)

    assert ALICE in client.get(path).content.decode()
    assert client.get("/w/alice/").status_code == 302
    assert client.post(path)["Location"] == "/w/alice/"
    assert Client().post(path).status_code == 410
    TOTP.activate(models.User.objects.get(), generate_totp_secret())
    assert Client().post(make_sign_in_link(ALICE))["Location"].startswith("/account/2fa/authenticate/")


def test_a_forgotten_password_is_reset_by_e_mail_without_telling_who_is_known(
    client: Client, workspace: Workspace, settings: pytest.FixtureRequest
) -> None:
    settings.EMAIL_IS_CONFIGURED = True  # type: ignore[attr-defined]  # pytest-django's wrapper of the settings
    make_member(workspace, Role.OWNER, email=ALICE, password=PASSWORD)

    known = client.post("/account/password/reset/", {"email": ALICE})
    unknown = client.post("/account/password/reset/", {"email": "dana@example.com"})

    assert known["Location"] == unknown["Location"] == "/account/password/reset/done/"
    wait_until_sent()
    [message] = mail.outbox
    assert (message.to, message.subject) == ([ALICE], "Set a new password")
    path = re.search(r"http://testserver(/\S+)", str(message.body))
    assert path
    form = client.get(path[1], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "another good password", "password2": "another good password"})
    assert models.User.objects.get().check_password("another good password")
    assert client.get(path[1], follow=True).context["token_fail"]
    wait_until_sent()
    assert mail.outbox[-1].subject == "Your password was set anew"
    assert "127.0.0.0/24" in mail.outbox[-1].body


def test_without_e_mail_the_page_says_whom_to_ask(client: Client, workspace: Workspace) -> None:
    page = client.get("/account/password/reset/").content.decode()

    assert "rapport member sign-in-link" in page
    assert 'name="email"' not in page


def test_nobody_signs_up_by_themselves(client: Client, workspace: Workspace) -> None:
    page = client.get("/account/signup/")
    client.post("/account/signup/", {"email": "dana@example.com", "password1": PASSWORD, "password2": PASSWORD})

    assert "need an invitation" in page.content.decode()
    assert not models.User.objects.exists()


def test_changing_the_password_ends_the_other_sessions(client: Client, workspace: Workspace) -> None:
    alice = make_member(workspace, Role.OWNER, email=ALICE, password=PASSWORD)
    elsewhere = Client()
    log_in(elsewhere)
    log_in(client)

    changed = {"oldpassword": PASSWORD, "password1": "another good password", "password2": "another good password"}
    response = client.post("/account/password/change/", changed)

    assert response.status_code == 302
    assert client.get("/w/alice/").status_code == 200
    assert elsewhere.get("/w/alice/").status_code == 302
    assert f"account.password {alice.email}" in [f"{entry.action} {entry.subject}" for entry in audit_log("alice")]


def test_staying_signed_in_is_asked_for(client: Client, workspace: Workspace) -> None:
    make_member(workspace, Role.OWNER, email=ALICE, password=PASSWORD)

    log_in(client)
    assert not client.cookies["rapport_session"]["max-age"]

    stays = Client()
    log_in(stays, remember="on")
    assert stays.cookies["rapport_session"]["max-age"] == 14 * 24 * 3600


def test_signing_out_takes_a_form_not_a_link(client: Client, workspace: Workspace) -> None:
    sign_in(client, make_member(workspace, Role.OWNER))

    client.get("/account/logout/")
    assert client.get("/w/alice/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/w/alice/").status_code == 302


def test_an_authenticator_app_is_switched_on_gives_recovery_codes_and_is_removed(client: Client, workspace: Workspace) -> None:
    make_member(workspace, Role.OWNER, email=ALICE, password=PASSWORD)
    log_in(client)
    asked = client.get("/account/2fa/totp/activate/")
    assert asked["Location"].startswith("/account/reauthenticate/")
    page = client.post(asked["Location"], {"password": PASSWORD, "next": "/account/2fa/totp/activate/"}, follow=True)
    secret = page.context["form"].secret

    client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})

    codes = client.get("/account/2fa/recovery-codes/")
    assert len(codes.context["unused_codes"]) == 10
    assert codes.context["unused_codes"][0] in codes.content.decode()
    for path in ("recovery-codes/generate/", "totp/deactivate/", "reauthenticate/", "webauthn/add/"):
        assert client.get(f"/account/2fa/{path}").status_code == 200
    client.post("/account/2fa/totp/deactivate/")
    assert "account.second_factor_remove" in [entry.action for entry in audit_log("alice")]


def test_a_language_is_kept_by_the_browser_and_by_the_user(client: Client, workspace: Workspace) -> None:
    sign_in(client, make_member(workspace, Role.OWNER))

    response = client.post("/language/", {"language": "th", "next": "//evil.example"})
    client.post("/language/", {"language": "xx"})

    assert response["Location"] == "/"
    make_member(workspace, Role.VIEWER, email=ALICE, password=PASSWORD)
    models.User.objects.filter(email=ALICE).update(language="lt")
    elsewhere = Client()
    log_in(elsewhere)
    assert elsewhere.cookies["rapport_language"].value == "lt"
    assert client.cookies["rapport_language"].value == "th"
    assert models.User.objects.exclude(email=ALICE).get().language == "th"
