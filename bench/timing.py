"""How long things take: medians, with contenders taking turns so that a busy moment hits all of them."""

import statistics
import time
from collections.abc import Callable, Mapping

Contender = Callable[[], object]


def seconds(call: Contender) -> float:
    """Return the wall time of one call."""
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def medians(contenders: Mapping[str, Contender], *, repeats: int, warm_up: int = 1) -> dict[str, float]:
    """Return the median wall time of each contender, in seconds. The first `warm_up` rounds do not count."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for round_number in range(warm_up + repeats):
        for name, call in contenders.items():
            elapsed = seconds(call)
            if round_number >= warm_up:
                taken[name].append(elapsed)
    return {name: statistics.median(values) for name, values in taken.items()}


def percentile(values: list[float], share: float) -> float:
    """Return the value that at least this share of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]
