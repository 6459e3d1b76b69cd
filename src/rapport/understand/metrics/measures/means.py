"""Means, and ratios in which each unit brings both parts."""

from dataclasses import dataclass

from rapport.understand.metrics.measures.measure import Counted, Figures, Sums, weights
from rapport.understand.metrics.scope import Scope
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.means import PairSums, compare_means, mean, ratio_of_sums, weighted_mean
from rapport.understand.stats.verdict import Comparison


@dataclass(frozen=True, slots=True)
class Mean:
    """Mean of `value` over rows or entities that have one."""

    value: str
    can_weight: bool = False
    interval: str = "Student's t"
    is_additive: bool = True

    def columns(self, scope: Scope, weight: str | None) -> dict[str, str]:
        value = f"CAST({self.value} AS DOUBLE)"
        if weight is None:
            return {"n": f"count({self.value})", "total": f"sum({value})", "squares": f"sum({value} * {value})"}
        return {
            "n": f"count({self.value})",
            **weights(weight),
            "total": f"sum({weight} * {value})",
            "squares": f"sum({weight} * {value} * {value})",
        }

    def figures(self, sums: Sums, *, is_weighted: bool) -> Figures:
        total, squares = sums["total"] or 0, sums["squares"] or 0
        if not is_weighted:
            return Figures(mean(sums["n"], total, squares))
        weight, squared = sums["w"] or 0, sums["w2"] or 0
        return Figures(weighted_mean(n=sums["n"], weight=weight, squared_weight=squared, total=total, squares=squares))

    def compare(self, before: Estimate, after: Estimate, *, days: tuple[float, float]) -> Comparison:
        return compare_means(before, after)

    def counted(self) -> Counted:
        return Counted(where=f"{self.value} IS NOT NULL", value=self.value)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Sum of `y` over sum of `x`, both brought by the same units (people, contracts)."""

    y: str
    x: str
    interval: str = "delta method over the units that bring both parts"
    can_weight: bool = False
    is_additive: bool = True

    def columns(self, scope: Scope, weight: str | None) -> dict[str, str]:
        x, y = f"CAST({self.x} AS DOUBLE)", f"CAST({self.y} AS DOUBLE)"
        return {
            "n": "count(*)",
            "x": f"sum({x})",
            "y": f"sum({y})",
            "xx": f"sum({x} * {x})",
            "yy": f"sum({y} * {y})",
            "xy": f"sum({x} * {y})",
        }

    def figures(self, sums: Sums, *, is_weighted: bool) -> Figures:
        x, y, xx, yy, xy = (float(sums[name] or 0) for name in ("x", "y", "xx", "yy", "xy"))
        return Figures(ratio_of_sums(PairSums(n=sums["n"], x=x, y=y, xx=xx, yy=yy, xy=xy)))

    def compare(self, before: Estimate, after: Estimate, *, days: tuple[float, float]) -> Comparison:
        return compare_means(before, after)

    def counted(self) -> Counted:
        return Counted()
