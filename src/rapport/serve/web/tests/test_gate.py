import asyncio
from typing import Any

from rapport.core.courtesy import COURTESY
from rapport.serve.web.gate import Gate


class Visitors:
    """An application whose requests work until they are told to end; it knows who works now."""

    def __init__(self) -> None:
        self.working: set[str] = set()
        self._may_end: dict[str, asyncio.Event] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path = scope["path"]
        self.working.add(path)
        try:
            await self._may_end.setdefault(path, asyncio.Event()).wait()
        finally:
            self.working.discard(path)

    def end(self, path: str) -> None:
        self._may_end.setdefault(path, asyncio.Event()).set()


async def _send(gate: Gate, *paths: str) -> "list[asyncio.Task[None]]":
    tasks = [asyncio.create_task(gate({"type": "http", "path": path}, None, None)) for path in paths]
    await _settle()
    return tasks


async def _settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_some_work_and_the_others_follow_in_their_order() -> None:
    async def visit() -> None:
        visitors = Visitors()
        tasks = await _send(Gate(visitors, in_front=2, patience_s=60), "/a/", "/b/", "/c/", "/d/")
        assert visitors.working == {"/a/", "/b/"}

        visitors.end("/b/")
        await _settle()
        assert visitors.working == {"/a/", "/c/"}

        for path in ("/a/", "/c/", "/d/"):
            visitors.end(path)
        await asyncio.gather(*tasks)

    asyncio.run(visit())


def test_whoever_takes_long_gives_the_place_to_the_next_until_all_places_are_taken() -> None:
    async def visit() -> None:
        visitors = Visitors()
        tasks = await _send(Gate(visitors, in_front=1, at_once=2, patience_s=0.01), "/long/", "/longer/", "/c/")
        while len(visitors.working) < 2:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert visitors.working == {"/long/", "/longer/"}

        visitors.end("/long/")
        await _settle()
        assert visitors.working == {"/longer/", "/c/"}

        visitors.end("/longer/")
        visitors.end("/c/")
        await asyncio.gather(*tasks)

    asyncio.run(visit())


def test_visitors_who_leave_free_their_places_and_live_streams_need_none() -> None:
    async def visit() -> None:
        visitors = Visitors()
        gate = Gate(visitors, in_front=1, patience_s=60)
        working, waiting, live = await _send(gate, "/a/", "/b/", "/w/alice/stream/events/")
        assert visitors.working == {"/a/", "/w/alice/stream/events/"}

        working.cancel()
        waiting.cancel()
        await _settle()
        (other,) = await _send(gate, "/c/")
        assert visitors.working == {"/c/", "/w/alice/stream/events/"}

        visitors.end("/c/")
        visitors.end("/w/alice/stream/events/")
        await asyncio.gather(other, live)

    asyncio.run(visit())


def test_background_work_rests_while_somebody_waits() -> None:
    async def visit() -> None:
        visitors = Visitors()
        tasks = await _send(Gate(visitors), "/a/")
        rested = asyncio.get_running_loop().run_in_executor(None, lambda: COURTESY.make_room(worked_s=60))
        await asyncio.sleep(0.05)
        assert not rested.done()

        visitors.end("/a/")
        await asyncio.gather(*tasks, rested)

    asyncio.run(visit())
