"""The ASGI application: Django behind a gate that keeps many visitors from starting many threads at once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from django.core.asgi import get_asgi_application

from rapport.serve.web.body_limit import BodyLimit

# Any: ASGI's scopes are dictionaries whose values are of many types.
Scope = Any
Receive = Any
Send = Any
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

AT_ONCE = 8
LIVE = "/events/"
"""Paths with this ending stay open for minutes; they wait, so they need no place."""


class Gate:
    """Lets a few requests work at a time; the others wait in line, which costs them less than sharing two cores with all."""

    def __init__(self, application: Application, *, at_once: int = AT_ONCE) -> None:
        self._application = application
        self._places = asyncio.Semaphore(at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or str(scope["path"]).endswith(LIVE):
            await self._application(scope, receive, send)
            return
        async with self._places:
            await self._application(scope, receive, send)


_pages = get_asgi_application()
application = BodyLimit(Gate(_pages), uploads=_pages)
