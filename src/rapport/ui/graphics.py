"""The geometry of the small drawings that the server makes itself: sparklines and interval bars."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 120.0
HEIGHT = 32.0
_MARGIN = 3.0


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Paths in a box of `WIDTH` by `HEIGHT`; missing values interrupt the line.

    Parameters
    ----------
    line, area, band : the `d` of SVG paths; the band is empty without intervals.
    last : where the last known value is; None without one.
    """

    line: str
    area: str
    band: str
    last: tuple[float, float] | None


def draw_sparkline(
    values: Sequence[float | None], lows: Sequence[float | None] = (), highs: Sequence[float | None] = ()
) -> Sparkline:
    """Lay values out from left to right, from the lowest to the highest of them and their intervals."""
    known = [value for value in (*values, *lows, *highs) if value is not None]
    if not known:
        return Sparkline("", "", "", None)
    scale = _Scale(len(values), min(known), max(known))
    runs = _runs([scale.point(index, value) for index, value in enumerate(values)])
    line = "".join(_path(run) for run in runs)
    area = "".join(f"{_path(run)}L{run[-1][0]:g} {HEIGHT:g}L{run[0][0]:g} {HEIGHT:g}Z" for run in runs if len(run) > 1)
    return Sparkline(line, area, _band(scale, lows, highs), runs[-1][-1] if runs else None)


@dataclass(frozen=True, slots=True)
class _Scale:
    count: int
    lowest: float
    highest: float

    def point(self, index: int, value: float | None) -> tuple[float, float] | None:
        if value is None:
            return None
        x = (WIDTH - _MARGIN) * (index / (self.count - 1) if self.count > 1 else 0.5)
        span = self.highest - self.lowest
        y = HEIGHT - _MARGIN - (HEIGHT - 2 * _MARGIN) * ((value - self.lowest) / span if span else 0.5)
        return round(x, 2), round(y, 2)


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _path(run: Sequence[tuple[float, float]]) -> str:
    """A single point becomes a line without length, which a round cap shows as a dot."""
    start, *rest = run if len(run) > 1 else [run[0], run[0]]
    return f"M{start[0]:g} {start[1]:g}" + "".join(f"L{x:g} {y:g}" for x, y in rest)


def _band(scale: _Scale, lows: Sequence[float | None], highs: Sequence[float | None]) -> str:
    pairs = [
        (scale.point(index, low), scale.point(index, high)) for index, (low, high) in enumerate(zip(lows, highs, strict=True))
    ]
    known = [(low, high) for low, high in pairs if low and high]
    if len(known) < 2:
        return ""
    outline = [high for _, high in known] + [low for low, _ in reversed(known)]
    return _path(outline) + "Z"


@dataclass(frozen=True, slots=True)
class IntervalBar:
    """Positions in a bar that is 100 wide: the interval from `start` over `width`, the value, and zero if it lies inside."""

    start: float
    width: float
    at: float
    zero: float | None


def draw_interval(value: float, low: float, high: float, *, lowest: float, highest: float) -> IntervalBar:
    """Lay an interval out on the common scale of its table, from `lowest` to `highest`."""
    span = (highest - lowest) or 1.0

    def position(number: float) -> float:
        return round(min(max((number - lowest) / span, 0.0), 1.0) * 100, 2)

    start, end = position(low), position(high)
    # A hair's breadth stays visible.
    return IntervalBar(start, round(max(end - start, 1.0), 2), position(value), position(0.0) if lowest < 0 < highest else None)
