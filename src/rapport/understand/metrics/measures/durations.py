"""Medians and 90th percentiles of durations, with intervals that are themselves observations."""

from dataclasses import dataclass

from rapport.understand.metrics.measures.means import Mean
from rapport.understand.metrics.measures.measure import Counted, Figures, Sums
from rapport.understand.metrics.scope import Scope
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.normal import critical_value
from rapport.understand.stats.quantiles import EXACT_UP_TO, compare_quantiles, quantile, quantile_estimate
from rapport.understand.stats.verdict import Comparison

_QUANTILES = {"p50": 0.5, "p90": 0.9}


@dataclass(frozen=True, slots=True)
class Durations:
    """Median of `value`; the 90th percentile and the mean stand beside it.

    Up to `EXACT_UP_TO` values of a group come back as they are. Of more, SQL picks those at the ranks that
    `stats.quantiles.quantile_ranks` documents for large samples.
    """

    value: str
    interval: str = "order statistics (no assumption about the distribution)"
    can_weight: bool = False
    is_additive: bool = False

    def columns(self, scope: Scope, weight: str | None) -> dict[str, str]:
        return Mean(self.value).columns(scope, None)

    def lists(self, scope: Scope) -> dict[str, str]:
        return {"ordered": scope.dialect.sorted_values(self.value)}

    def picks(self, scope: Scope) -> dict[str, str]:
        few = f"CASE WHEN n <= {EXACT_UP_TO} THEN ordered ELSE {scope.dialect.no_values()} END"
        picked = {
            f"{name}_{part}": f"CASE WHEN n > {EXACT_UP_TO} THEN {scope.dialect.element('ordered', rank)} END"
            for name, q in _QUANTILES.items()
            for part, rank in _ranks("n", q).items()
        }
        return {"few": few, **picked}

    def figures(self, sums: Sums, *, is_weighted: bool) -> Figures:
        if not sums["n"]:
            return Figures(Estimate.unknown, (("p90", Estimate.unknown), ("mean", Estimate.unknown)))
        average = Mean(self.value).figures(sums, is_weighted=False).main
        median, tail = (_estimate(sums, name, q) for name, q in _QUANTILES.items())
        return Figures(median, (("p90", tail), ("mean", average)))

    def compare(self, before: Estimate, after: Estimate, *, days: tuple[float, float]) -> Comparison:
        return compare_quantiles(before, after)

    def counted(self) -> Counted:
        return Mean(self.value).counted()


def _ranks(n: str, q: float) -> dict[str, str]:
    """Return the ranks of the limits and of the two neighbours of the quantile, as SQL."""
    reach = f"{critical_value(0.95)!r} * sqrt({n} * {q} * {1 - q:g})"
    return {
        "low": f"floor({n} * {q} + 0.5 - {reach})",
        "high": f"ceil({n} * {q} + 0.5 + {reach})",
        "below": f"floor(({n} - 1) * {q}) + 1",
        "above": f"ceil(({n} - 1) * {q}) + 1",
    }


def _estimate(sums: Sums, name: str, q: float) -> Estimate:
    n = sums["n"]
    if n <= EXACT_UP_TO:
        return quantile(sums["few"], q)
    below, above = sums[f"{name}_below"], sums[f"{name}_above"]
    value = below + (above - below) * ((n - 1) * q % 1)
    return quantile_estimate(n, value, sums[f"{name}_low"], sums[f"{name}_high"])
