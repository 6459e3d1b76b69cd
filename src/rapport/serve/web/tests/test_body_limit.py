import asyncio
from typing import Any

import pytest
from django.test import Client

from rapport.accounts.public import Role, Workspace, create_api_key
from rapport.accounts.tests.factories import make_member, sign_in
from rapport.core.errors import UserError
from rapport.serve.web import body_limit
from rapport.serve.web.body_limit import SMALL, BodyLimit, upload_limit

MB = b"x" * 2**20


# Any: ASGI's messages.
async def _echo(scope: Any, receive: Any, send: Any) -> None:
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


def answer(parts: list[bytes], *, delay_s: float = 0, **headers: str) -> tuple[int, bytes]:
    """Send a body in parts through the limit; return status and body of the answer."""
    application = BodyLimit(_echo, uploads=_echo, limit=20 * 2**20)
    waiting = list(parts)
    sent: list[Any] = []

    async def receive() -> Any:
        await asyncio.sleep(delay_s)
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(message: Any) -> None:
        sent.append(message)

    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    asyncio.run(application({"type": "http", "method": "POST", "path": "/", "headers": pairs}, receive, send))
    return sent[0]["status"], sent[1]["body"]


def test_what_a_form_sends_arrives_whole() -> None:
    assert answer([MB, MB, b"y"], content_length=str(2 * 2**20 + 1)) == (200, b"2097153")
    assert answer([MB, b"y"]) == (200, b"1048577")


@pytest.mark.django_db(transaction=True)
def test_a_stranger_sends_no_more_than_a_form_needs(workspace: Workspace) -> None:
    large = str(SMALL + 1)

    assert answer([MB] * 7, content_length=large)[0] == 413
    assert answer([MB] * 7)[0] == 413
    assert answer([MB] * 7, content_length=large, cookie="rapport_session=made-up")[0] == 413
    assert answer([MB] * 7, content_length=large, authorization="Bearer rpt_made_up")[0] == 413


@pytest.mark.django_db(transaction=True)
def test_members_and_keys_send_up_to_the_limit(workspace: Workspace) -> None:
    client = Client()
    sign_in(client, make_member(workspace, Role.ANALYST))
    cookie = f"rapport_session={client.cookies['rapport_session'].value}"
    key = f"Bearer {create_api_key(workspace, 'CRM', ['manage:imports'])}"

    assert answer([MB] * 10, content_length=str(10 * 2**20), cookie=cookie) == (200, str(10 * 2**20).encode())
    assert answer([MB] * 10, content_length=str(10 * 2**20), authorization=key)[0] == 200
    assert answer([MB] * 21, content_length=str(21 * 2**20), cookie=cookie)[0] == 413


def test_who_sends_too_slowly_takes_nobodys_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_limit, "SMALL_WITHIN_S", 0.05)

    assert answer([b"x"] * 50, delay_s=0.02)[0] == 408


def test_the_limit_is_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_UPLOAD_LIMIT", "500MB")
    assert upload_limit() == 500 * 2**20

    monkeypatch.setenv("RAPPORT_UPLOAD_LIMIT", "much")
    with pytest.raises(UserError, match="such as 500MB"):
        upload_limit()
