"""Counts of things that happened, and sums of what they brought."""

from dataclasses import dataclass

from rapport.understand.metrics.measures.measure import Counted, Figures, Sums
from rapport.understand.metrics.populations.identity import Entity
from rapport.understand.metrics.scope import Scope
from rapport.understand.stats.counts import compare_counts, compare_totals, compound_total, poisson_count
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.verdict import Comparison


@dataclass(frozen=True, slots=True)
class Count:
    """How many; `count` is the aggregate, and `of` what it counts where that is not each row."""

    count: str = "count(*)"
    of: Entity | None = None
    interval: str = "exact Poisson (Garwood), for things that happen independently of each other"
    can_weight: bool = False
    is_additive: bool = False

    def columns(self, scope: Scope, weight: str | None) -> dict[str, str]:
        return {"n": self.count}

    def figures(self, sums: Sums, *, is_weighted: bool) -> Figures:
        return Figures(poisson_count(int(sums["n"] or 0)))

    def compare(self, before: Estimate, after: Estimate, *, days: tuple[float, float]) -> Comparison:
        return compare_counts(before.n, after.n, before_exposure=days[0] / days[1], after_exposure=1.0)

    def counted(self) -> Counted:
        return Counted(entity=self.of)


@dataclass(frozen=True, slots=True)
class Stock:
    """How many there are at a moment: counted, not sampled, so without an interval."""

    count: str
    interval: str = "none: a stock is counted, not sampled"
    can_weight: bool = False
    is_additive: bool = False

    def columns(self, scope: Scope, weight: str | None) -> dict[str, str]:
        return {"n": self.count}

    def figures(self, sums: Sums, *, is_weighted: bool) -> Figures:
        n = int(sums["n"] or 0)
        return Figures(Estimate(float(n), None, None, n, float(n)))

    def compare(self, before: Estimate, after: Estimate, *, days: tuple[float, float]) -> Comparison:
        return compare_counts(before.n, after.n)

    def counted(self) -> Counted:
        return Counted()


@dataclass(frozen=True, slots=True)
class Total:
    """Sum of `amount` over entities."""

    amount: str
    interval: str = "compound Poisson: how many and how much both vary; the variance is the sum of squares"
    can_weight: bool = False
    is_additive: bool = False

    def columns(self, scope: Scope, weight: str | None) -> dict[str, str]:
        amount = f"CAST({self.amount} AS DOUBLE)"
        return {"n": f"count({self.amount})", "total": f"sum({self.amount})", "squares": f"sum({amount} * {amount})"}

    def figures(self, sums: Sums, *, is_weighted: bool) -> Figures:
        return Figures(compound_total(sums["n"], float(sums["total"] or 0), float(sums["squares"] or 0)))

    def compare(self, before: Estimate, after: Estimate, *, days: tuple[float, float]) -> Comparison:
        return compare_totals(before.scaled(days[1] / days[0]), after)

    def counted(self) -> Counted:
        return Counted(where=f"{self.amount} IS NOT NULL", value=self.amount)
