"""Shares: of rows that fulfil a condition, of counted things, of the answers in each group."""

from dataclasses import dataclass

from rapport.understand.metrics.measures.measure import Counted, Figures, Sums, tally, weights
from rapport.understand.metrics.populations.identity import Entity
from rapport.understand.metrics.scope import Scope
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.proportions import compare_proportions, weighted_proportion, wilson
from rapport.understand.stats.verdict import Comparison

WILSON = "Wilson's score interval"


@dataclass(frozen=True, slots=True)
class Share:
    """Share of rows or entities for which `success` holds."""

    success: str
    can_weight: bool = False
    interval: str = WILSON
    is_additive: bool = True

    def columns(self, scope: Scope, weight: str | None) -> dict[str, str]:
        if weight is None:
            return {"n": "count(*)", "successes": tally(self.success)}
        return {"n": "count(*)", **weights(weight), "successes": f"sum(CASE WHEN {self.success} THEN {weight} ELSE 0 END)"}

    def figures(self, sums: Sums, *, is_weighted: bool) -> Figures:
        n, successes = sums["n"], sums["successes"] or 0
        if not is_weighted:
            return Figures(wilson(successes, n))
        return Figures(weighted_proportion(n=n, successes=successes, weight=sums["w"] or 0, squared_weight=sums["w2"] or 0))

    def compare(self, before: Estimate, after: Estimate, *, days: tuple[float, float]) -> Comparison:
        return compare_proportions(before, after)

    def counted(self) -> Counted:
        return Counted(value=f"CASE WHEN {self.success} THEN 1 ELSE 0 END", is_share=True)


@dataclass(frozen=True, slots=True)
class ShareOfCounts:
    """One count over another; both are aggregates. More successes than the base count as all of it.

    The base counts entities `of`, among the rows that fulfil `base_where`.
    """

    successes: str
    base: str
    of: Entity
    base_where: str
    interval: str = WILSON
    can_weight: bool = False
    is_additive: bool = False

    def columns(self, scope: Scope, weight: str | None) -> dict[str, str]:
        return {"n": self.base, "successes": self.successes}

    def figures(self, sums: Sums, *, is_weighted: bool) -> Figures:
        return Figures(wilson(min(sums["successes"] or 0, sums["n"] or 0), sums["n"] or 0))

    def compare(self, before: Estimate, after: Estimate, *, days: tuple[float, float]) -> Comparison:
        return compare_proportions(before, after)

    def counted(self) -> Counted:
        return Counted(where=self.base_where, entity=self.of)


@dataclass(frozen=True, slots=True)
class Distribution:
    """Share that each group of the last key has in all groups that agree in the other keys.

    The sums of these (`base_n` and so on) are added to each row by `with_bases`.
    """

    interval: str = WILSON
    can_weight: bool = True
    is_additive: bool = False

    def columns(self, scope: Scope, weight: str | None) -> dict[str, str]:
        return {"n": "count(*)"} if weight is None else {"n": "count(*)", **weights(weight)}

    def figures(self, sums: Sums, *, is_weighted: bool) -> Figures:
        if not is_weighted:
            return Figures(wilson(sums["n"], sums["base_n"]))
        return Figures(
            weighted_proportion(n=sums["base_n"], successes=sums["w"], weight=sums["base_w"], squared_weight=sums["base_w2"])
        )

    def compare(self, before: Estimate, after: Estimate, *, days: tuple[float, float]) -> Comparison:
        return compare_proportions(before, after)

    def counted(self) -> Counted:
        return Counted()
