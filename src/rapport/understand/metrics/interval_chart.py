"""Small charts in the terminal: each value as a point on the line of its interval, or as a bar where it has none."""

from collections.abc import Sequence

from rapport.understand.stats.estimate import Estimate

_EIGHTHS = " ▏▎▍▌▋▊▉█"


def interval_chart(estimates: Sequence[Estimate], width: int) -> list[str]:
    """Return one line of `width` characters for each estimate, all on one scale; empty ones are blank.

    The scale runs over all intervals, and bars begin at 0.
    """
    if any(estimate.has_interval for estimate in estimates):
        return _intervals(estimates, width)
    return [_bar(estimate.value, max((e.value or 0 for e in estimates), default=0), width) for estimate in estimates]


def _intervals(estimates: Sequence[Estimate], width: int) -> list[str]:
    limits = [x for e in estimates for x in (e.low, e.value, e.high) if x is not None]
    lowest, highest = min(limits), max(limits)
    step = (highest - lowest) / (width - 1) or 1.0
    return [_line(estimate, lowest, step, width) for estimate in estimates]


def _line(estimate: Estimate, lowest: float, step: float, width: int) -> str:
    characters = [" "] * width
    if estimate.low is not None and estimate.high is not None:
        first, last = round((estimate.low - lowest) / step), round((estimate.high - lowest) / step)
        characters[first : last + 1] = "─" * (last - first + 1)
    if estimate.value is not None:
        characters[round((estimate.value - lowest) / step)] = "●"
    return "".join(characters)


def _bar(value: float | None, highest: float, width: int) -> str:
    if value is None or value <= 0 or highest <= 0:
        return " " * width
    eighths = round(value / highest * width * 8)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).ljust(width)[:width]
