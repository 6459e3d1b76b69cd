"""A gate that keeps many visitors from working at once: in line they are served sooner than all of them together."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from rapport.core.courtesy import COURTESY

# Any: ASGI's scopes are dictionaries whose values are of many types.
Scope = Any
Receive = Any
Send = Any
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

IN_FRONT = 3
AT_ONCE = 8
PATIENCE_S = 1.0
LIVE = "/events/"
"""Paths with this ending stay open for minutes; they wait, so they need no place."""


class Gate:
    """Lets a few requests work at a time.

    Parameters
    ----------
    in_front : how many requests work at first. One that has worked for `patience_s` gives its place to the next and goes on,
        so that a long download or a hard question does not keep everybody waiting.
    at_once : how many work at all.
    """

    def __init__(
        self, application: Application, *, in_front: int = IN_FRONT, at_once: int = AT_ONCE, patience_s: float = PATIENCE_S
    ) -> None:
        self._application = application
        self._in_front = asyncio.Semaphore(in_front)
        self._at_once = asyncio.Semaphore(at_once)
        self._patience_s = patience_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or str(scope["path"]).endswith(LIVE):
            await self._application(scope, receive, send)
            return
        with COURTESY.serving():
            await self._at_once.acquire()
            try:
                await self._work(scope, receive, send)
            finally:
                self._at_once.release()

    async def _work(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._in_front.acquire()
        place = _Place(self._in_front)
        leaving = asyncio.get_running_loop().call_later(self._patience_s, place.leave)
        try:
            await self._application(scope, receive, send)
        finally:
            leaving.cancel()
            place.leave()


class _Place:
    """A place that is taken; it can be left once."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places: asyncio.Semaphore | None = places

    def leave(self) -> None:
        if self._places is not None:
            self._places.release()
            self._places = None
