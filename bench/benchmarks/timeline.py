"""How fast one person's timeline is found."""

import random

from bench.benchmark import Benchmark, Figure, Outcome
from bench.scene import Scene
from bench.timing import percentile, seconds
from rapport.record.store.public import Store

LOOKUPS = 500
GOAL_MS = 10
PAGE = 100


def measure(scene: Scene) -> Outcome:
    """Look up people drawn evenly, and people drawn as their rows are, which are the busy ones."""
    with scene.store() as store:
        anyone, busy = (_people(store, sql) for sql in (_ANYONE, _BUSY))
        figures = []
        for whose, people in (("anyone", anyone), ("people as often as they have rows", busy)):
            random.Random(1).shuffle(people)
            for person in people[:20]:
                store.timeline(person, limit=PAGE)
            taken = [1000 * seconds(lambda person=person: store.timeline(person, limit=PAGE)) for person in people]  # type: ignore[misc]
            figures += _figures(whose, taken, scene)
    return Outcome(
        tuple(figures),
        scale=f"{scene.rows:,} rows, {LOOKUPS} look-ups of each sort, newest {PAGE} interactions of each person",
        limits=(
            "Rows lie in order of person and time, so a look-up reads one or two row groups; reading all their columns takes "
            "the time."
        ),
    )


def _people(store: Store, sql: str) -> list[int]:
    return [int(str(row[0])) for row in store.query(sql, {"n": LOOKUPS}).rows]


def _figures(whose: str, taken_ms: list[float], scene: Scene) -> list[Figure]:
    p50, p95 = percentile(taken_ms, 0.5), percentile(taken_ms, 0.95)
    return [
        Figure(f"Timeline of {whose}, median", p50, "ms"),
        Figure(
            f"Timeline of {whose}, 95 % are faster than",
            p95,
            "ms",
            goal=f"< {GOAL_MS} ms",
            is_met=p95 < GOAL_MS if scene.is_full_size else None,
        ),
    ]


_ANYONE = """
    -- Whose timelines are looked up? People drawn evenly.
    SELECT person_id FROM interactions WHERE person_id IS NOT NULL GROUP BY person_id ORDER BY hash(person_id) LIMIT $n"""
_BUSY = """
    -- Whose timelines are looked up? The people of rows drawn evenly.
    SELECT person_id FROM interactions WHERE person_id IS NOT NULL ORDER BY hash(id) LIMIT $n"""

BENCHMARK = Benchmark(key="timeline", title="Timeline of one person", run=measure)
