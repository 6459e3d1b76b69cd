"""Members change the address that they sign in with, and nobody gets anybody else's."""

import re
import time
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from rapport.accounts.models import User
from rapport.accounts.public import Role, Workspace, audit_log
from rapport.accounts.sending import wait_until_sent
from rapport.accounts.tests.factories import PASSWORD, make_member, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("rapport.accounts.tests.urls")]

ALICE, NEW, BOB = "alice@example.com", "alice@new.example.com", "bob@example.com"
DAY_S = 24 * 3600


@pytest.fixture(autouse=True)
def _mail(settings: Any) -> None:  # Any: pytest-django's wrapper of the settings
    cache.clear()
    settings.EMAIL_IS_CONFIGURED = True


@pytest.fixture
def alice(client: Client, workspace: Workspace) -> Client:
    """Alice's browser, a moment after she typed her password once more."""
    make_member(workspace, Role.OWNER, email=ALICE, password=PASSWORD)
    client.post("/account/login/", {"login": ALICE, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def ask(browser: Client, email: str) -> str:
    return browser.post("/account/email/", {"email": email}, follow=True).content.decode()


def link() -> str:
    """The address of the link that was sent, as a path."""
    wait_until_sent()
    found = re.search(r"http://testserver(/account/email/confirm/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def can_sign_in(email: str) -> bool:
    return Client().post("/account/login/", {"login": email, "password": PASSWORD}).status_code == 302


def test_the_new_address_counts_once_its_e_mail_was_answered(alice: Client) -> None:
    said = ask(alice, " Alice@New.example.com ")

    path = link()
    assert (mail.outbox[0].to, NEW in said) == ([NEW], True)
    assert (can_sign_in(ALICE), can_sign_in(NEW)) == (True, False)
    assert NEW in alice.get(path).content.decode()
    assert can_sign_in(ALICE)

    assert alice.post(path)["Location"] == "/account/"

    assert (can_sign_in(ALICE), can_sign_in(NEW)) == (False, True)
    entry = next(entry for entry in audit_log("alice") if entry.action == "member.email")
    assert (entry.subject, entry.details, entry.actor, entry.network) == (
        NEW,
        {"from": ALICE},
        f"user:{ALICE}",
        "127.0.0.0/24",
    )
    wait_until_sent()
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == ([ALICE], "Your address was changed")
    assert alice.get("/w/alice/settings/account/").status_code == 200
    assert alice.post(path).status_code == 410


def test_whoever_did_not_just_type_their_password_types_it_first(workspace: Workspace, client: Client) -> None:
    sign_in(client, make_member(workspace, Role.VIEWER, email=ALICE, password=PASSWORD))
    assert client.get("/account/email/").status_code == 200

    asked = client.post("/account/email/", {"email": NEW})
    assert asked["Location"].startswith("/account/reauthenticate/")
    wait_until_sent()
    assert mail.outbox == []

    client.post(asked["Location"], {"password": PASSWORD, "next": "/account/email/"})
    assert alice_changes(client, link())


def alice_changes(browser: Client, path: str) -> bool:
    browser.post(path)
    return User.objects.filter(email=NEW).exists()


def test_the_address_of_somebody_else_cannot_be_had_and_nobody_learns_that_it_is_used(
    alice: Client, workspace: Workspace
) -> None:
    make_member(workspace, Role.AGENT, email=BOB)
    drawn_anew = re.compile(r'value="[^"]*"|"X-CSRFToken": "\w+"|card-\w+-title')

    free, taken = ask(alice, NEW), ask(alice, "Bob@example.com")

    assert f"on its way to {BOB}" in taken
    assert drawn_anew.sub("", free.replace(NEW, BOB)) == drawn_anew.sub("", taken)
    wait_until_sent()
    [_link, message] = mail.outbox
    assert (message.to, message.subject) == ([BOB], "This address is in use")
    assert "/account/email/confirm/" not in str(message.body)
    assert sorted(User.objects.values_list("email", flat=True)) == [ALICE, BOB]


def test_an_address_that_became_somebody_elses_meanwhile_stays_theirs(alice: Client, workspace: Workspace) -> None:
    from allauth.account.models import EmailAddress

    ask(alice, NEW)
    path = link()
    bob = make_member(workspace, Role.AGENT, email=BOB)
    EmailAddress.objects.create(user_id=bob.user_id, email=NEW, verified=True)  # as single sign-on notes it

    assert alice.post(path).status_code == 410

    assert sorted(User.objects.values_list("email", flat=True)) == [ALICE, BOB]


def test_a_link_does_nothing_for_anybody_else_nor_forged_nor_after_a_day(
    alice: Client, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(alice, NEW)
    path = link()
    charlie = Client()
    assert charlie.post(path)["Location"].startswith("/account/login/")
    sign_in(charlie, make_member(workspace, Role.OWNER, email="charlie@example.com"))

    tries = [charlie.get(path), charlie.post(path), alice.post(path[:-2] + "x/")]
    later = time.time() + DAY_S + 60
    with monkeypatch.context() as patch:
        patch.setattr("django.core.signing.time.time", lambda: later)
        tries.append(alice.post(path))

    assert [answer.status_code for answer in tries] == [410] * 4
    assert not User.objects.filter(email=NEW).exists()
    assert alice_changes(alice, path)


@pytest.mark.parametrize("typed", ["nobody", "ALICE@example.com", ""], ids=["no address", "the present one", "nothing"])
def test_what_is_no_new_address_is_told_at_the_field(alice: Client, typed: str) -> None:
    answer = alice.post("/account/email/", {"email": typed, "sent": "1"})

    assert answer.status_code == 422
    assert 'id="id_email_error"' in answer.content.decode()


def test_where_no_e_mail_is_sent_it_says_who_can_change_the_address(alice: Client, settings: Any) -> None:
    settings.EMAIL_IS_CONFIGURED = False

    assert "rapport member change-email alice@example.com" in ask(alice, NEW)
    wait_until_sent()
    assert mail.outbox == []


def test_a_changed_name_is_in_the_audit_log_and_an_unchanged_one_is_not(alice: Client) -> None:
    for name in ("Alice Berzina", "Alice Berzina"):
        alice.post("/w/alice/settings/account/", {"name": name, "language": ""})

    [entry] = [entry for entry in audit_log("alice") if entry.action == "account.name"]
    assert (entry.subject, entry.details) == (ALICE, {"from": "Alice", "to": "Alice Berzina"})
    assert 'href="/account/email/"' in alice.get("/w/alice/settings/account/").content.decode()
