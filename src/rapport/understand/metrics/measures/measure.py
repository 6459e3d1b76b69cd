"""What every measure does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from rapport.understand.metrics.populations.identity import Entity
from rapport.understand.metrics.scope import Scope
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.verdict import Comparison

Sums = Mapping[str, Any]  # Any: numbers, and lists of numbers for quantiles
"""What a query returned for one row, by column."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figure that was asked for, and those that belong beside it."""

    main: Estimate
    further: tuple[tuple[str, Estimate], ...] = ()

    def scaled(self, factor: float) -> "Figures":
        if factor == 1:
            return self
        return Figures(self.main.scaled(factor), tuple((name, further.scaled(factor)) for name, further in self.further))


@dataclass(frozen=True, slots=True)
class Counted:
    """Which rows or entities of a population make up n, and what each brings.

    Parameters
    ----------
    where : condition that those fulfil which count.
    value : expression of the number that each brings to the figure; None where each is one among many.
    is_share : whether the value is 1 for what the share is of, and 0 for the rest.
    entity : what n counts where that is not what the rows of the population stand for; these rows are of the stream.
    """

    where: str = "TRUE"
    value: str | None = None
    is_share: bool = False
    entity: Entity | None = None


class Measure(Protocol):
    """Turns rows into sums (in SQL), and sums into figures."""

    @property
    def interval(self) -> str:
        """How the interval is made, in a few words."""

    @property
    def can_weight(self) -> bool: ...

    @property
    def is_additive(self) -> bool:
        """Whether the sums of two groups may be added to those of both together."""

    def columns(self, scope: Scope, weight: str | None) -> dict[str, str]:
        """Return the aggregates to select; `weight` is the expression of a row's weight when the question is weighted."""

    def figures(self, sums: Sums, *, is_weighted: bool) -> Figures:
        """Return the figures of one row."""

    def compare(self, before: Estimate, after: Estimate, *, days: tuple[float, float]) -> Comparison:
        """Test a change; `days` are the lengths of both periods."""

    def counted(self) -> Counted:
        """Say what makes up n, so that the figure can be traced back to it."""


@runtime_checkable
class ListMeasure(Protocol):
    """A measure that also needs single values out of sorted lists."""

    def lists(self, scope: Scope) -> dict[str, str]:
        """Return aggregates that are lists; they stay in the database."""

    def picks(self, scope: Scope) -> dict[str, str]:
        """Return expressions over the lists and the other columns, by name."""


def tally(condition: str) -> str:
    """Return the aggregate that counts the rows for which a condition holds."""
    return f"count(*) FILTER (WHERE {condition})"


def weights(weight: str) -> dict[str, str]:
    """Return the sums of the weights, which every weighted measure needs."""
    return {"w": f"sum({weight})", "w2": f"sum({weight} * {weight})"}
