"""The page that shows what comes in just now, and the events that feed it."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from rapport.accounts.public import Permission, Workspace, WorkspaceRequest, page
from rapport.record.store.public import (
    arrivals_after,
    counts_of,
    current_store,
    latest_arrivals,
    tally_interactions,
)
from rapport.serve.web.shutdown import STOPPING
from rapport.serve.web.stream.counting import read_counters
from rapport.serve.web.stream.hub import Arrived, hub_of, in_thread
from rapport.serve.web.stream.tail_rows import BACKLOG, MOST_AT_ONCE, TailChoices, parse_tail, render_rows
from rapport.serve.web.streaming import Voice
from rapport.understand.metrics.pages.cached import cached
from rapport.understand.metrics.pages.labels import channel_label, kind_label

SEE = Permission.SEE_PEOPLE
OPEN_FOR_S = 300.0
"""Then the browser comes again, and is asked anew who it is."""
LOOK_EVERY_S = 1.0
BEAT_EVERY_S = 15.0


@page(SEE)
def stream(request: WorkspaceRequest) -> HttpResponse:
    """Show the frame of the tail; its entries come as events."""
    store = current_store(request.workspace.slug)
    tallies = cached(store, "stream-tallies", lambda: tally_interactions(store))
    choices = parse_tail(request.GET, request.workspace)
    context = {
        "choices": choices,
        "kinds": [(kind, kind_label(kind)) for kind in counts_of(tallies, "kind")],
        "channels": [(channel, channel_label(channel)) for channel in counts_of(tallies, "channel")],
        "sources": list(counts_of(tallies, "source")),
        "counters": read_counters(request.workspace, store),
        "may_manage_sources": request.may(Permission.MANAGE_SOURCES),
    }
    return render(request, "stream/stream.html", context)


@page(SEE)
def counters(request: WorkspaceRequest) -> HttpResponse:
    """Show how much comes in and what is left out, as of now."""
    store = current_store(request.workspace.slug)
    context = {
        "counters": read_counters(request.workspace, store),
        "may_manage_sources": request.may(Permission.MANAGE_SOURCES),
        "is_fresh": True,
    }
    return render(request, "stream/_counters.html", context)


@page(SEE)
async def events(request: WorkspaceRequest) -> StreamingHttpResponse:
    """Send what comes in, for some minutes; the browser then comes again and says what it saw last."""
    choices = await in_thread(lambda: parse_tail(request.GET, request.workspace))
    last_seen = request.headers.get("Last-Event-ID", "")
    seq = int(last_seen) if last_seen.isascii() and last_seen.isdigit() and len(last_seen) < 19 else None
    voice = Voice.of_now()
    response = StreamingHttpResponse(_events(request.workspace, choices, seq, voice), content_type="text/event-stream")
    response.headers["Cache-Control"] = "no-cache, no-transform"
    response.headers["X-Accel-Buffering"] = "no"
    # Else it would be compressed, and wait until there is enough to compress.
    response.headers["Content-Encoding"] = "identity"
    return response


async def _events(workspace: Workspace, choices: TailChoices, seen_seq: int | None, voice: Voice) -> AsyncIterator[str]:
    yield "retry: 2000\n\n"
    if choices.problem:
        yield event(None, render_to_string("stream/_problem.html", {"text": choices.problem}))
    async with hub_of(workspace.slug).watching() as arriving:
        first = await in_thread(lambda: _first(workspace, choices, seen_seq))
        shown = {row.id for row in first.rows}
        yield await _written(workspace, voice, first, more=first.stored - len(first.rows) if seen_seq is not None else 0)
        close_at = time.monotonic() + OPEN_FOR_S
        beat_at = time.monotonic() + BEAT_EVERY_S
        while not STOPPING.is_set() and time.monotonic() < close_at:
            try:
                arrived = await asyncio.wait_for(arriving.get(), LOOK_EVERY_S)
            except TimeoutError:
                if time.monotonic() > beat_at:
                    beat_at = time.monotonic() + BEAT_EVERY_S
                    yield ": still here\n\n"
                continue
            wanted = [row for row in arrived.rows if choices.wants(row) and row.id not in shown]
            if wanted:
                more = 0 if choices.is_narrowed else arrived.stored - len(arrived.rows)
                yield await _written(workspace, voice, replace(arrived, rows=tuple(wanted)), more=more)


def _first(workspace: Workspace, choices: TailChoices, seen_seq: int | None) -> Arrived:
    """Return what stands there at the beginning: the latest entries, or what came in since the reader was here."""
    store = current_store(workspace.slug)
    applied = store.applied()
    if seen_seq is None or seen_seq > applied:
        rows = latest_arrivals(store, choices.which, limit=BACKLOG)
        return Arrived(applied, len(rows), tuple(reversed(rows)))
    found = arrivals_after(store, seen_seq, limit=MOST_AT_ONCE)
    return Arrived(found.seq, found.stored, tuple(row for row in reversed(found.rows) if choices.wants(row)))


async def _written(workspace: Workspace, voice: Voice, arrived: Arrived, *, more: int) -> str:
    """Write an event with an entry for each row, and one that says how many more there were."""

    def render_all() -> str:
        with voice.speaking():
            said = render_to_string("stream/_more.html", {"count": more}) if more > 0 else ""
            rendered = render_rows(workspace, current_store(workspace.slug), arrived.rows)
            return said + "".join(rendered[str(row.id)] for row in arrived.rows)

    return event(arrived.seq, await in_thread(render_all))


def event(seq: int | None, html: str) -> str:
    """Write a server-sent event. Each line of the text is a line of its own: a line break in it would end the event."""
    lines = "".join(f"data: {line}\n" for line in html.splitlines() if line.strip()) or "data:\n"
    return f"id: {seq}\n{lines}\n" if seq is not None else f"{lines}\n"
