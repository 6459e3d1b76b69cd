"""How much a request may send. Django writes every body to disk before it looks who sent it, so this stands before it.

Strangers may send what a form needs. More is taken only from somebody signed in, or with a valid key, up to the limit of
uploads. A small body is read before the request gets one of the few places to work, so slow senders take nobody's.
"""

import asyncio
import os
import re
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings

from rapport.core.errors import UserError

# Any: ASGI's scopes and messages are dictionaries whose values are of many types.
Scope = Any
Receive = Any
Send = Any
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

SMALL = 6 * 2**20
"""A little more than Django takes as a form (`DATA_UPLOAD_MAX_MEMORY_SIZE`)."""
SMALL_WITHIN_S = 60.0
USUAL_LIMIT = 2 * 2**30
_SIZE = re.compile(r"(\d+)\s*(KB|MB|GB)", re.IGNORECASE)
_UNITS = {"KB": 2**10, "MB": 2**20, "GB": 2**30}


def upload_limit() -> int:
    """Read `RAPPORT_UPLOAD_LIMIT`, in bytes."""
    text = os.environ.get("RAPPORT_UPLOAD_LIMIT", "").strip()
    if not text:
        return USUAL_LIMIT
    match = _SIZE.fullmatch(text)
    if not match:
        raise UserError(f"RAPPORT_UPLOAD_LIMIT is {text!r}. Write a size such as 500MB or 4GB.")
    return int(match[1]) * _UNITS[match[2].upper()]


class BodyLimit:
    """Refuses bodies that are too large (413) or too slow (408).

    Parameters
    ----------
    application : answers what is small.
    uploads : answers what is large. It is to let uploads arrive side by side.
    """

    def __init__(self, application: Application, *, uploads: Application, limit: int | None = None) -> None:
        self._application = application
        self._uploads = uploads
        self._limit = upload_limit() if limit is None else limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._application(scope, receive, send)
            return
        size = _announced(scope)
        if size is not None and size > SMALL:
            may_send = size <= self._limit and await sync_to_async(_is_known)(scope)
            await (self._uploads(scope, receive, send) if may_send else _refuse(send, 413, b"Too large."))
            return
        try:
            # A body that does not announce its size must be small.
            body = await asyncio.wait_for(_read(receive), SMALL_WITHIN_S)
        except TimeoutError:
            await _refuse(send, 408, b"Too slow.")
            return
        if body is None:
            await _refuse(send, 413, b"Too large.")
            return
        await self._application(scope, _replay(body, receive), send)


def _announced(scope: Scope) -> int | None:
    value = _header(scope, b"content-length")
    return int(value) if value.isascii() and value.isdigit() else None


async def _read(receive: Receive) -> bytes | None:
    """Return the body; None when it grows too large."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > SMALL:
            return None
        if not message.get("more_body"):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Any:
        return waiting.pop() if waiting else await receive()

    return again


def _is_known(scope: Scope) -> bool:
    """Whether the sender is signed in, or has a valid key. What they may do is asked again where it is done."""
    from django.db import connections

    from rapport.accounts.public import authenticate_key

    try:
        return authenticate_key(_header(scope, b"authorization")) is not None or _is_signed_in(_header(scope, b"cookie"))
    finally:
        connections.close_all()  # this is no request of Django's yet, which would do so


def _is_signed_in(cookies: str) -> bool:
    try:
        cookie = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return False
    session = import_module(settings.SESSION_ENGINE).SessionStore(cookie.value if cookie else None)
    return "_auth_user_id" in session


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


async def _refuse(send: Send, status: int, text: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
