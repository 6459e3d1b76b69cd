"""How fast the digest takes interactions from the spool into the store."""

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.benchmark import Benchmark, Figure, Outcome
from bench.scene import WORKSPACE, Scene, run

GOAL = 50_000
ENOUGH_ROWS = 1_000_000
"""With fewer, one group is all there is, and the rate says little."""
SEED = 2
"""Another stream than the one that the filled store holds."""


@dataclass(frozen=True, slots=True)
class Digested:
    """What a run took: seconds, in all and by step."""

    rows: int
    seconds: float
    steps: dict[str, float]

    @property
    def rate(self) -> float:
        return self.rows / self.seconds


def measure(scene: Scene) -> Outcome:
    """Digest a stream into an empty store, and into one that already holds the large stream."""
    rows = scene.import_rows
    empty = _digest(scene.empty_home("digest"), rows)
    filled = _digest(_home_with_filled_store(scene), rows)
    return Outcome(
        (
            _figure("Digest into an empty store, identity included", empty),
            _figure(f"Digest into a store of {scene.rows:,} rows", filled, peer=empty),
            *(
                Figure(
                    f"Step {name}",
                    share * 100,
                    "% of the time",
                    peer="the same, large store",
                    peer_value=filled.steps[name] / filled.seconds * 100,
                )
                for name, share in _largest_shares(empty)
            ),
        ),
        scale=f"{rows:,} interactions, already in the spool",
        limits=_limits(empty, filled),
    )


def _digest(home: Path, rows: int) -> Digested:
    found = json.loads(run([sys.executable, "-m", "bench.digesting", str(home), str(rows), str(SEED)]))
    if found["stored"] != rows:
        raise RuntimeError(f"{rows} rows were spooled and {found['stored']} stored.")
    return Digested(rows, found["seconds"], found["steps"])


def _home_with_filled_store(scene: Scene) -> Path:
    home = scene.empty_home("digest-filled")
    with scene.store():
        pass
    place = home / "workspaces" / WORKSPACE.slug
    place.mkdir(parents=True)
    shutil.copy(scene.filled_home().store, place)
    return home


def _figure(what: str, digested: Digested, *, peer: Digested | None = None) -> Figure:
    return Figure(
        what,
        digested.rate,
        "rows/s",
        peer="an empty store" if peer else "",
        peer_value=peer.rate if peer else None,
        ratio=digested.seconds / peer.seconds if peer else None,
        goal=f"≥ {GOAL:,}",
        is_met=digested.rate >= GOAL if digested.rows >= ENOUGH_ROWS else None,
    )


def _largest_shares(digested: Digested) -> list[tuple[str, float]]:
    shares = ((name, seconds / digested.seconds) for name, seconds in digested.steps.items())
    return sorted((pair for pair in shares if pair[1] >= 0.03), key=lambda pair: -pair[1])


def _limits(empty: Digested, filled: Digested) -> str:
    (first, share), (second, other), *_ = _largest_shares(empty)
    slowest = max(filled.steps, key=lambda name: filled.steps[name] - empty.steps[name])
    return (
        f"The step `{first}` takes {share:.0%} and `{second}` {other:.0%} of the time. A large store costs "
        f"{filled.seconds - empty.seconds:+.1f} s, most of it in `{slowest}`. One thread digests; inside `store` DuckDB uses all "
        "cores."
    )


BENCHMARK = Benchmark(key="digest", title="Digest: from the spool into the store", run=measure)
