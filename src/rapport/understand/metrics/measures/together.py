"""A measure with others beside it, from one query."""

from dataclasses import dataclass

from rapport.understand.metrics.measures.measure import Counted, Figures, Measure, Sums
from rapport.understand.metrics.scope import Scope
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.verdict import Comparison


@dataclass(frozen=True, slots=True)
class Together:
    """The figures of `main`, and beside them the first figure of each of `beside`."""

    main: Measure
    beside: tuple[tuple[str, Measure], ...]

    @property
    def interval(self) -> str:
        return self.main.interval

    @property
    def can_weight(self) -> bool:
        return self.main.can_weight and all(measure.can_weight for _, measure in self.beside)

    @property
    def is_additive(self) -> bool:
        return self.main.is_additive

    def columns(self, scope: Scope, weight: str | None) -> dict[str, str]:
        columns = self.main.columns(scope, weight)
        for name, measure in self.beside:
            columns |= {f"{name}_{column}": sql for column, sql in measure.columns(scope, weight).items()}
        return columns

    def figures(self, sums: Sums, *, is_weighted: bool) -> Figures:
        further = []
        for name, measure in self.beside:
            own = {column.removeprefix(f"{name}_"): value for column, value in sums.items() if column.startswith(f"{name}_")}
            further.append((name, measure.figures(own, is_weighted=is_weighted).main))
        figures = self.main.figures(sums, is_weighted=is_weighted)
        return Figures(figures.main, (*figures.further, *further))

    def compare(self, before: Estimate, after: Estimate, *, days: tuple[float, float]) -> Comparison:
        return self.main.compare(before, after, days=days)

    def counted(self) -> Counted:
        return self.main.counted()
