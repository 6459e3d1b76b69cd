"""How long the command line takes before it answers."""

import sys

from bench.benchmark import Benchmark, Figure, Outcome
from bench.scene import MAPPING, Scene, rapport, run
from bench.timing import medians

HELP_GOAL_S, ASK_GOAL_S = 0.4, 1.5
ROWS = 5_000


def measure(scene: Scene) -> Outcome:
    """Time `rapport --help` and a small `rapport ask` as processes of their own."""
    home = scene.empty_home("startup")
    run(rapport(home, "import", str(scene.csv(ROWS)), "--map", str(MAPPING)))
    taken = medians(
        {
            "help": lambda: run(rapport(home, "--help")),
            "ask": lambda: run(rapport(home, "ask", "nps")),
            "ask by month": lambda: run(rapport(home, "ask", "nps", "--every", "month", "--by", "country")),
            "python": lambda: run([sys.executable, "-c", "pass"]),
        },
        repeats=2 * scene.repeats + 1,
    )
    return Outcome(
        (
            _figure("`rapport --help`", taken, "help", HELP_GOAL_S),
            _figure("`rapport ask nps`", taken, "ask", ASK_GOAL_S),
            _figure("`rapport ask nps --every month --by country`", taken, "ask by month", ASK_GOAL_S),
        ),
        scale=f"a home with {ROWS:,} rows",
        limits=(
            "Loading code: `--help` loads no database; `ask` loads Django's settings and models, DuckDB and the definitions."
        ),
    )


def _figure(what: str, taken: dict[str, float], key: str, goal_s: float) -> Figure:
    return Figure(
        what,
        taken[key],
        "s",
        peer="python -c pass",
        peer_value=taken["python"],
        ratio=taken[key] / taken["python"],
        goal=f"< {goal_s:g} s",
        is_met=taken[key] < goal_s,
    )


BENCHMARK = Benchmark(key="startup", title="Start-up of the command line", run=measure)
