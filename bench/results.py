"""What runs found, kept in a file, so that benchmarks can be run one at a time."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.benchmark import Figure, Outcome


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one benchmark, and on which machine."""

    key: str
    title: str
    machine: str
    outcome: Outcome


def keep(results: list[Result], path: Path) -> list[Result]:
    """Put results beside those kept before; a newer one of the same key replaces the older. Return all."""
    kept = {result.key: result for result in [*load(path), *results]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(result) for result in kept.values()], indent=1))
    return list(kept.values())


def load(path: Path) -> list[Result]:
    """Return what is kept; nothing when there is no such file."""
    return [_result(entry) for entry in json.loads(path.read_text())] if path.exists() else []


def _result(entry: dict[str, object]) -> Result:
    outcome = entry.pop("outcome")
    assert isinstance(outcome, dict)
    figures = tuple(Figure(**figure) for figure in outcome["figures"])
    return Result(**entry, outcome=Outcome(figures, outcome["scale"], outcome["limits"]))  # type: ignore[arg-type]  # written by keep
