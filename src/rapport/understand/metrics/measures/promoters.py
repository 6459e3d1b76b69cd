"""Net promoter score of answers from 0 to 10."""

from dataclasses import dataclass

from rapport.understand.metrics.measures.measure import Counted, Figures, Sums, tally, weights
from rapport.understand.metrics.scope import Scope
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.nps import PASSIVE_FROM, PROMOTER_FROM, nps_change, nps_from_counts
from rapport.understand.stats.verdict import Comparison
from rapport.understand.stats.weights import kish_effective_n


@dataclass(frozen=True, slots=True)
class Promoters:
    """Share of promoters less share of detractors, in points."""

    value: str
    interval: str = "adjusted Wald on the trinomial (Rocks 2016), clamped to −100 and 100"
    can_weight: bool = True
    is_additive: bool = True

    def columns(self, scope: Scope, weight: str | None) -> dict[str, str]:
        is_promoter, is_detractor = f"{self.value} >= {PROMOTER_FROM}", f"{self.value} < {PASSIVE_FROM}"
        if weight is None:
            return {"n": "count(*)", "promoters": tally(is_promoter), "detractors": tally(is_detractor)}
        return {
            "n": "count(*)",
            **weights(weight),
            "promoters": f"sum(CASE WHEN {is_promoter} THEN {weight} ELSE 0 END)",
            "detractors": f"sum(CASE WHEN {is_detractor} THEN {weight} ELSE 0 END)",
        }

    def figures(self, sums: Sums, *, is_weighted: bool) -> Figures:
        n, promoters, detractors = sums["n"], sums["promoters"] or 0, sums["detractors"] or 0
        if not is_weighted:
            return Figures(nps_from_counts(promoters, n - promoters - detractors, detractors))
        weight, squared = sums["w"] or 0, sums["w2"] or 0
        passives = weight - promoters - detractors
        return Figures(nps_from_counts(promoters, passives, detractors, n=n, n_eff=kish_effective_n(weight, squared)))

    def compare(self, before: Estimate, after: Estimate, *, days: tuple[float, float]) -> Comparison:
        return nps_change(before, after)

    def counted(self) -> Counted:
        return Counted(value=self.value)
