"""Dashboards by e-mail: due once, to each member in their language, tried again, unsubscribed from."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from pytest_django import Settings

from rapport.accounts import models as account_models
from rapport.accounts.public import Member, Role, Workspace, change_setting, get_workspace, remove_member
from rapport.accounts.tests.factories import make_member
from rapport.core.clock import set_clock
from rapport.core.errors import UserError
from rapport.core.schedule import TICKS
from rapport.understand.dashboards.deliveries import claim_due, get_delivery, set_delivery
from rapport.understand.dashboards.mails import send_delivery, send_once
from rapport.understand.dashboards.public import Dashboard, Every, Rhythm

_MONDAY = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
_WEEKLY = Rhythm(Every.WEEK, hour=8, weekday=0)
"""In Riga 8:00 is 6:00 UTC in winter."""


class Clock:
    """A clock that the test moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Iterator[Clock]:
    moved = Clock(_MONDAY)
    before = set_clock(moved)
    yield moved
    set_clock(before)


@pytest.fixture
def riga(filled: Workspace, settings: Settings) -> Workspace:
    """Alice's workspace in Riga, reachable under an address, with a mail server."""
    settings.EMAIL_IS_CONFIGURED = True
    settings.ADDRESS = replace(settings.ADDRESS, url="https://cx.example.com")
    change_setting(filled.slug, "zone", "Europe/Riga")
    return get_workspace(filled.slug)


@pytest.fixture
def alice(riga: Workspace) -> Member:
    return make_member(riga, Role.OWNER)


def test_it_is_due_once_at_its_hour(riga: Workspace, alice: Member, board: Dashboard, clock: Clock) -> None:
    set_delivery(riga, board.id, is_on=True, rhythm=_WEEKLY, user_ids=[alice.user_id])
    assert claim_due() == []

    clock.at = _MONDAY + timedelta(hours=1, minutes=1)
    [delivery] = claim_due()
    assert claim_due() == []
    send_delivery(delivery)

    assert [message.to for message in mail.outbox] == [[alice.email]]
    found = get_delivery(riga, board.id)
    assert found is not None
    assert (found.sent_at, found.due_at) == (clock.at, _MONDAY + timedelta(days=7, hours=1))


def test_what_was_missed_is_sent_later_the_same_day_but_not_days_after(
    riga: Workspace, alice: Member, board: Dashboard, clock: Clock
) -> None:
    set_delivery(riga, board.id, is_on=True, rhythm=_WEEKLY, user_ids=[alice.user_id])

    clock.at = _MONDAY + timedelta(days=2)
    assert claim_due() == []
    clock.at = _MONDAY + timedelta(days=7, hours=9)
    assert len(claim_due()) == 1


def test_the_mail_brings_the_report_in_the_language_of_each_member(
    riga: Workspace, alice: Member, board: Dashboard, clock: Clock
) -> None:
    thai = make_member(riga, Role.VIEWER)
    account_models.User.objects.filter(pk=thai.user_id).update(language="th")
    set_delivery(riga, board.id, is_on=True, rhythm=_WEEKLY, user_ids=[alice.user_id, thai.user_id])

    _send_next(clock)

    assert sorted(message.to[0] for message in mail.outbox) == sorted([alice.email, thai.email])
    for message in mail.outbox:
        [(name, content, kind)] = [_plain(attachment) for attachment in message.attachments]
        assert (name, kind) == ("every-monday.pdf", "application/pdf")
        assert content.startswith(b"%PDF-")
        assert f"https://cx.example.com/w/alice/dashboards/{board.id}/" in message.body
        assert "\n" not in message.subject


def test_a_refused_mail_is_tried_again_and_nobody_gets_it_twice(
    riga: Workspace, alice: Member, board: Dashboard, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = make_member(riga, Role.AGENT)
    set_delivery(riga, board.id, is_on=True, rhythm=_WEEKLY, user_ids=[alice.user_id, bob.user_id])
    send_messages = EmailBackend.send_messages

    def refuse_bob(backend: EmailBackend, messages: list[Any]) -> int:  # Any: Django's messages
        if messages[0].to == [bob.email]:
            raise ConnectionRefusedError
        return send_messages(backend, messages)

    with monkeypatch.context() as server:
        server.setattr(EmailBackend, "send_messages", refuse_bob)
        _send_next(clock)
    problem = get_delivery(riga, board.id)
    assert problem is not None
    assert "did not take it" in problem.problem

    clock.at += timedelta(minutes=5)
    assert claim_due() == []
    clock.at += timedelta(minutes=6)
    _send_next(clock, days=0)
    assert sorted(message.to[0] for message in mail.outbox) == sorted([alice.email, bob.email])
    recovered = get_delivery(riga, board.id)
    assert recovered is not None
    assert recovered.problem == ""


def test_who_is_no_member_any_more_gets_nothing(riga: Workspace, alice: Member, board: Dashboard, clock: Clock) -> None:
    bob = make_member(riga, Role.AGENT)
    set_delivery(riga, board.id, is_on=True, rhythm=_WEEKLY, user_ids=[alice.user_id, bob.user_id])
    remove_member(riga, bob.id)

    _send_next(clock)

    assert [message.to for message in mail.outbox] == [[alice.email]]
    send_once(riga, board.id, bob.user_id)
    assert len(mail.outbox) == 1


def test_it_is_sent_to_members_only(riga: Workspace, board: Dashboard, other_workspace: Workspace) -> None:
    charlie = make_member(other_workspace, Role.OWNER)

    with pytest.raises(UserError, match="at least one member"):
        set_delivery(riga, board.id, is_on=True, rhythm=_WEEKLY, user_ids=[charlie.user_id])


def test_a_link_in_the_mail_unsubscribes_without_signing_in(
    riga: Workspace, alice: Member, board: Dashboard, clock: Clock
) -> None:
    set_delivery(riga, board.id, is_on=True, rhythm=_WEEKLY, user_ids=[alice.user_id])
    _send_next(clock)
    [message] = mail.outbox
    address = re.search(r"https://cx\.example\.com(/unsubscribe/\S+)", str(message.body))
    assert address is not None
    assert message.extra_headers["List-Unsubscribe"] == f"<https://cx.example.com{address[1]}>"

    visitor = Client(enforce_csrf_checks=True)
    assert "Unsubscribe" in visitor.get(address[1]).content.decode()
    assert get_delivery(riga, board.id).user_ids == (alice.user_id,)  # type: ignore[union-attr]  # there is one
    assert visitor.post(address[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert visitor.post(address[1]).status_code == 200

    assert get_delivery(riga, board.id).user_ids == ()  # type: ignore[union-attr]  # there is one
    assert visitor.get("/unsubscribe/forged/").status_code == 404


def test_the_server_finds_what_is_due_every_minute_and_hands_it_to_a_job(
    riga: Workspace,
    alice: Member,
    board: Dashboard,
    clock: Clock,
    settings: Settings,
) -> None:
    tick = TICKS["dashboards.send_due"]
    set_delivery(riga, board.id, is_on=True, rhythm=_WEEKLY, user_ids=[alice.user_id])
    clock.at = _MONDAY + timedelta(hours=2)

    settings.EMAIL_IS_CONFIGURED = False
    tick.run()
    assert mail.outbox == []
    settings.EMAIL_IS_CONFIGURED = True
    tick.run()
    tick.run()

    assert tick.every == timedelta(minutes=1)
    assert [message.to for message in mail.outbox] == [[alice.email]]


def _send_next(clock: Clock, *, days: int = 7) -> None:
    """Send what is due a week later, at ten past the hour."""
    clock.at = clock.at + timedelta(days=days, hours=1, minutes=10) if days else clock.at
    for delivery in claim_due():
        send_delivery(delivery)


def _plain(attachment: Any) -> tuple[str, bytes, str]:  # Any: a tuple with names, in newer Djangos
    name, content, kind = attachment
    return name, content, kind
