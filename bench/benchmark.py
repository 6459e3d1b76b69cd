"""What a benchmark is and what it finds."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.scene import Scene


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, and what it is compared with.

    Parameters
    ----------
    what : the thing measured, in words.
    value, unit : the figure.
    peer, peer_value : another program or hand-written code that did the same in the same run; in the same unit.
    ratio : ours over the peer's, above 1 where we take more; None without a peer.
    goal : what was promised; empty when nothing was.
    is_met : whether the figure keeps the promise; None without a goal, or where the size does not allow to say.
    """

    what: str
    value: float
    unit: str
    peer: str = ""
    peer_value: float | None = None
    ratio: float | None = None
    goal: str = ""
    is_met: bool | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of a benchmark found.

    Parameters
    ----------
    scale : on what it was measured: rows, file size.
    limits : what stands in the way of better figures, in sentences.
    """

    figures: tuple[Figure, ...]
    scale: str
    limits: str


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark: a module in `bench/benchmarks/` with one of these, called `BENCHMARK`.

    Parameters
    ----------
    key : one word, for the command line.
    title : a heading.
    run : measures.
    """

    key: str
    title: str
    run: Callable[[Scene], Outcome] = field(repr=False)


def all_benchmarks() -> list[Benchmark]:
    """Return every benchmark there is, in order of their modules' names."""
    from bench import benchmarks

    names = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__))
    return [importlib.import_module(f"{benchmarks.__name__}.{name}").BENCHMARK for name in names]
