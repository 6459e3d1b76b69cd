import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import aclosing
from typing import Any, TypeVar

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.test import AsyncClient

from rapport.accounts.public import Role
from rapport.accounts.tests.factories import make_member, sign_in
from rapport.serve.web.people.tests.scene import NOON, Scene, email, happened
from rapport.serve.web.shutdown import STOPPING
from rapport.serve.web.stream import hub, tail

# The hub looks with a connection of its own, which sees only what is committed.
pytestmark = pytest.mark.django_db(transaction=True)

T = TypeVar("T")
DANA = email("dana@acme.test")
Watch = Callable[[AsyncIterator[bytes]], Awaitable[None]]


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "LOOK_EVERY_S", 0.02)
    monkeypatch.setattr(tail, "LOOK_EVERY_S", 0.02)


def run(looking: Coroutine[None, None, T]) -> T:
    """Run to the end, and leave no connection in the thread in which Django does what is not asynchronous."""

    async def run_and_close() -> T:
        try:
            return await looking
        finally:
            await sync_to_async(connections.close_all)()

    return asyncio.run(run_and_close())


def watch(scene: Scene, query: str, watching: Watch, *, last_seen: str = "", role: Role = Role.AGENT) -> None:
    """Open the live tail in a browser and look at what it sends."""
    client = AsyncClient()
    sign_in(client, make_member(scene.workspace, role))
    headers = {"Last-Event-ID": last_seen} if last_seen else {}

    async def look() -> None:
        response: Any = await client.get(f"/w/alice/stream/events/?{query}", headers=headers)  # Any: a streamed answer
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "text/event-stream"
        async with aclosing(aiter(response.streaming_content)) as parts:
            await watching(parts)

    run(look())


async def next_event(parts: AsyncIterator[bytes]) -> str:
    """Return the next part that carries entries."""
    async with asyncio.timeout(20):
        async for part in parts:
            if b"data:" in part:
                return part.decode()
    raise AssertionError("The stream has ended.")


def titles(html: str) -> list[str]:
    return re.findall(r'class="story-detail" dir="auto">([^<]*)<', html)


def test_the_latest_stand_there_first_and_news_follow_within_a_moment(scene: Scene) -> None:
    scene.deliver(*(happened(f"e{number}", DANA, touchpoint=f"Old {number}") for number in range(3)))

    async def watching(parts: AsyncIterator[bytes]) -> None:
        first = await next_event(parts)
        await sync_to_async(scene.deliver)(happened("n1", DANA, touchpoint="New", traits={"name": "Dana Kim"}))
        news = await next_event(parts)

        assert sorted(titles(first)) == ["Old 0", "Old 1", "Old 2"]
        assert titles(news) == ["New"]
        assert "Dana Kim" in news

    watch(scene, "", watching)


def test_who_comes_again_gets_only_what_was_missed(scene: Scene) -> None:
    scene.deliver(happened("e1", DANA, touchpoint="Seen"))
    seen = scene.store.applied()
    scene.deliver(happened("e2", DANA, touchpoint="Missed"))

    async def watching(parts: AsyncIterator[bytes]) -> None:
        assert titles(await next_event(parts)) == ["Missed"]

    watch(scene, "", watching, last_seen=str(seen))


@pytest.mark.parametrize(
    "query", ["kind=order_placed", "channel=store", "source=till", "person=eve@gmail.com", "kind=order_placed&source=till"]
)
def test_only_what_was_asked_for_comes(scene: Scene, query: str) -> None:
    def order(name: str) -> None:
        paid = {"order_id": name, "amount": 100, "currency": "EUR", "channel": "store", "touchpoint": name}
        scene.deliver(happened(name, email("eve@gmail.com"), kind="order_placed", **paid), source="till")

    scene.deliver(happened("e1", DANA, touchpoint="Other"))
    order("Wanted 1")

    async def watching(parts: AsyncIterator[bytes]) -> None:
        first = await next_event(parts)
        await sync_to_async(scene.deliver)(happened("e2", DANA, touchpoint="Other"))
        await sync_to_async(order)("Wanted 2")

        assert titles(first) == ["Wanted 1"]
        assert titles(await next_event(parts)) == ["Wanted 2"]

    watch(scene, query, watching)


def test_of_a_large_import_the_latest_are_shown_and_the_rest_is_counted(scene: Scene) -> None:
    scene.deliver(happened("e1", DANA, touchpoint="First"))
    rows = [happened(f"r{number}", DANA, touchpoint=f"Row {number}", occurred_at=NOON) for number in range(450)]

    async def watching(parts: AsyncIterator[bytes]) -> None:
        await next_event(parts)
        await sync_to_async(scene.deliver)(*rows)
        news = await next_event(parts)

        assert len(titles(news)) == 200
        assert "250 more came in and are not shown" in news

    watch(scene, "", watching)


def test_an_unknown_person_is_said_and_nobody_else_is_shown(scene: Scene) -> None:
    scene.deliver(happened("e1", DANA))

    async def watching(parts: AsyncIterator[bytes]) -> None:
        problem = await next_event(parts)
        assert "Nobody is known as" in problem
        assert titles(await next_event(parts)) == []

    watch(scene, "person=nobody@acme.test", watching)


def test_open_streams_end_when_the_process_does(scene: Scene) -> None:
    async def watching(parts: AsyncIterator[bytes]) -> None:
        await next_event(parts)
        STOPPING.set()
        async with asyncio.timeout(20):
            assert [part async for part in parts] == []

    try:
        watch(scene, "", watching)
    finally:
        STOPPING.clear()


def test_nobody_looks_any_more_once_nobody_watches(scene: Scene) -> None:
    async def watching(parts: AsyncIterator[bytes]) -> None:
        await next_event(parts)
        watched = hub.hub_of("alice")
        assert not watched.is_idle

        waiting = asyncio.create_task(next_event(parts))
        await asyncio.sleep(0.05)
        waiting.cancel()  # as the server does when the browser has gone

        async with asyncio.timeout(20):
            while not watched.is_idle:
                await asyncio.sleep(0.01)

    watch(scene, "", watching)


def test_whoever_reads_slowly_loses_the_oldest_and_holds_up_nobody(scene: Scene) -> None:
    async def look() -> None:
        watched = hub.hub_of("alice")
        async with watched.watching() as slow, watched.watching() as other:
            for number in range(hub.MOST_WAITING + 5):
                await sync_to_async(scene.deliver)(happened(f"e{number}", DANA))
                arrived = await asyncio.wait_for(other.get(), 20)
                assert arrived.stored == 1
            assert slow.qsize() == hub.MOST_WAITING
            assert slow.get_nowait().rows[0].source_id == "e5"

    run(look())


def test_entries_come_in_the_language_of_the_member(scene: Scene) -> None:
    from django.utils import translation

    scene.deliver(happened("e1", kind="page_viewed"))

    async def watching(parts: AsyncIterator[bytes]) -> None:
        html = await next_event(parts)
        with translation.override("lt"):
            expected = translation.gettext("nobody known")
        assert expected in html

    client_language(scene, watching)


def client_language(scene: Scene, watching: Watch) -> None:
    from rapport.accounts import models

    client = AsyncClient()
    member = make_member(scene.workspace, Role.AGENT)
    models.User.objects.filter(pk=member.user_id).update(language="lt")
    sign_in(client, member)

    async def look() -> None:
        response: Any = await client.get("/w/alice/stream/events/")  # Any: a streamed answer
        async with aclosing(aiter(response.streaming_content)) as parts:
            await watching(parts)

    run(look())


def test_only_members_who_may_see_people_watch(scene: Scene) -> None:
    async def status(role: Role) -> int:
        client = AsyncClient()
        await sync_to_async(lambda: sign_in(client, make_member(scene.workspace, role)))()
        return int((await client.get("/w/alice/stream/events/")).status_code)

    assert run(status(Role.VIEWER)) == 403


def test_the_page_counts_what_comes_in_and_what_was_refused_and_why(scene: Scene) -> None:
    scene.deliver(happened("e1", DANA), happened("e2", DANA), happened("e3", kind="no_such_kind"))
    scene.spool([happened("e4", DANA)])
    alice = scene.browser()

    html = alice.page("stream/counters/", htmx=True)

    tiles = re.findall(r"<dd>([\d,]+)", html)
    assert tiles[:3] == ["2", "2", "1"]
    assert re.search(r'href="/w/alice/sources/rejects/\?reason=unknown_kind">Unknown kind</a> 1<', html)
    assert "Know the kind" in alice.page("stream/")


def test_the_reasons_are_told_in_the_language_of_whoever_asks_though_the_counters_are_kept(scene: Scene) -> None:
    scene.deliver(happened("e3", kind="no_such_kind"))
    alice = scene.browser()

    assert "Unknown kind" in alice.page("stream/counters/", htmx=True)
    alice.client.cookies["rapport_language"] = "lt"

    assert "Nežinomas tipas" in alice.page("stream/counters/", htmx=True)
