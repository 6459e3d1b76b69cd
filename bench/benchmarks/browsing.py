"""How quick the pages are while many people browse and a large file comes in."""

import json
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.benchmark import Benchmark, Figure, Outcome
from bench.scene import MAPPING, Scene, plain_environment, rapport, run, say
from bench.visitors import Round, browse, sign_in_as_visitor

PEOPLE, IMPORT_ROWS, QUIET_S = 50, 1_000_000, 30
GOAL_S = 0.8
PAGES = (
    "/w/demo/",
    "/w/demo/metrics/",
    "/w/demo/metrics/nps/",
    "/w/demo/metrics/revenue/",
    "/w/demo/metrics/nps/evidence/",
    "/w/demo/explore/?metric=csat&by=country",
    "/w/demo/people/",
    "/w/demo/dashboards/",
    "/w/demo/stream/",
    "/w/demo/sources/",
)
"""A round of what people open; a person's page is found on the list of people."""


def measure(scene: Scene) -> Outcome:
    """Let people browse the demo company, alone and while a file is imported into another workspace."""
    home = scene.empty_home("browsing")
    demo_people = 20_000 if scene.is_full_size else 1_000
    rows = IMPORT_ROWS if scene.is_full_size else 50_000
    say(f"making a demo company of {demo_people:,} people")
    run(rapport(home, "demo", "--people", str(demo_people)))
    file = scene.csv(rows)
    with _serving(home) as address:
        cookie = sign_in_as_visitor(address)
        paths = (*PAGES, *_people_of(address, cookie))
        first = {path: _open(address, cookie, path) for path in paths}
        memory = _memory_mb(home)
        say(f"{PEOPLE} people browse")
        quiet_until = time.monotonic() + QUIET_S
        alone = browse(address, cookie, paths, people=PEOPLE, while_=lambda: time.monotonic() < quiet_until)
        say(f"{PEOPLE} people browse while {rows:,} rows come in")
        importing = subprocess.Popen(
            rapport(home, "import", str(file), "--map", str(MAPPING), "--json"),
            env=plain_environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        during = browse(address, cookie, paths, people=PEOPLE, while_=lambda: importing.poll() is None)
        result = json.loads(importing.stdout.read()) if importing.stdout else {}
    return Outcome(
        _figures(alone, during, first, memory, result["stored"] / result["seconds"], scene),
        scale=_scale(demo_people, rows),
        limits=_limits(during),
    )


def _figures(
    alone: Round, during: Round, first: dict[str, float], memory: float, rate: float, scene: Scene
) -> tuple[Figure, ...]:
    judged, usual = during.share_below(0.95), alone.share_below(0.95)
    errors, opened = len(during.errors) + len(alone.errors), first["/w/demo/"]
    full = scene.is_full_size
    while_importing = {"peer": "without the import", "goal": f"< {GOAL_S:g} s"}
    return (
        Figure("Page, 95 % are faster than, while a file comes in", judged, "s", **while_importing,
               peer_value=usual, ratio=judged / usual, is_met=judged <= GOAL_S if full else None),
        Figure("Page, half are faster than, while a file comes in", during.share_below(0.5), "s", peer="without the import",
               peer_value=alone.share_below(0.5), ratio=during.share_below(0.5) / alone.share_below(0.5)),
        Figure("Errors", float(errors), "", goal="0", is_met=not errors),
        Figure("Pages opened", float(len(during.all_seconds())), "", peer="without the import",
               peer_value=float(len(alone.all_seconds()))),
        Figure("Rows stored meanwhile", rate, "rows/s"),
        Figure("Overview, opened for the first time", opened, "s", goal="< 0.15 s", is_met=opened < 0.15 if full else None),
        Figure("Memory of the idle server with the demo", memory, "MB", goal="< 512 MB", is_met=memory < 512 if full else None),
    )  # fmt: skip


def _scale(people: int, rows: int) -> str:
    return (
        f"{PEOPLE} people who pause 2 to 8 s, a demo company of {people:,} people, {rows:,} rows imported into another workspace"
    )


def _limits(during: Round) -> str:
    slowest = sorted(during.seconds, key=lambda path: -sorted(during.seconds[path])[len(during.seconds[path]) // 2])[:2]
    return (
        "Pages are rendered by one process, whose Python code runs on one core at a time; the import's reader and the digest "
        f"want the same two cores. Slowest: {', '.join(slowest)}."
    )


@contextmanager
def _serving(home: Path) -> Iterator[str]:
    process = subprocess.Popen(
        rapport(home, "serve", "--demo", "--port", "0", "--json"),
        env=plain_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        if "address" not in json.loads(said or "{}"):
            raise RuntimeError(f"the server did not start: {said}")
        yield str(json.loads(said)["address"])
    finally:
        process.terminate()
        process.wait(60)


def _people_of(address: str, cookie: str) -> list[str]:
    """Return the pages of some people, as the list of people links to them."""
    body = _get(address, cookie, "/w/demo/people/")
    links = [part.split('"', 1)[0] for part in body.split('href="')[1:]]
    found = [link for link in links if link.startswith("/w/demo/people/") and link.rstrip("/").rsplit("/", 1)[-1].isdigit()]
    return list(dict.fromkeys(found))[:10]


def _open(address: str, cookie: str, path: str) -> float:
    began = time.perf_counter()
    _get(address, cookie, path)
    return time.perf_counter() - began


def _get(address: str, cookie: str, path: str) -> str:
    request = urllib.request.Request(address + path, headers={"Cookie": cookie})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return str(answer.read().decode())


def _memory_mb(home: Path) -> float:
    """Return the resident memory of the process that owns the home."""
    pid = json.loads((home / "owner.json").read_text())["pid"]
    time.sleep(5)
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


BENCHMARK = Benchmark(key="browsing", title="Pages while many people browse", run=measure)
