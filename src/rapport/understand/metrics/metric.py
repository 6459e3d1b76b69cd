"""A metric: defined once, as data; the registry finds every one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rapport.accounts.public import Workspace
from rapport.core.notice import Notice
from rapport.core.registry import Registry
from rapport.understand.metrics.measures.measure import Measure
from rapport.understand.metrics.names import BREAKDOWN_NAMES
from rapport.understand.metrics.populations.population import Population
from rapport.understand.metrics.sums import SumRow


class Unit(StrEnum):
    """What a figure is measured in."""

    POINTS = "points"
    SHARE = "share"
    COUNT = "count"
    MONEY = "money"
    SECONDS = "seconds"
    SCORE = "score"


class Better(StrEnum):
    """In which direction a figure is better."""

    HIGHER = "higher_is_better"
    LOWER = "lower_is_better"
    NEITHER = "neither"


class Suppression(StrEnum):
    """When a figure on fewer than the minimum cell is held back."""

    ALWAYS = "always"
    """It says something about those few people: scores, shares, means, durations."""
    IN_GROUPS = "in_groups"
    """Only where a breakdown or a filter singles people out: counts and sums."""


def _as_they_are(rows: list[SumRow]) -> list[SumRow]:
    return rows


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure that can be asked for.

    Parameters
    ----------
    key : as typed.
    title : as read.
    unit, direction : of the figure.
    definition : one or two sentences: what is counted, over what.
    population : which rows or entities are looked at.
    measure : how a figure is made of them.
    caveats : what one has to know before believing it, a sentence each.
    split_by : names by which the rows are always split, after those that the question asks for.
    needs : workspace settings without which it cannot be asked.
    dimensions : names it can be broken down by, beside the store's own dimensions and traits.
    suppression : when few people make it silent.
    complete : adds to the rows what can only be said of all of them together.
    factor : what figures are multiplied by, from the settings.
    extra_sums : name and aggregate of what `complete` and `warn` look at.
    warn : what the reader has to know about these very rows.
    in_changes : whether `changes` looks at it.
    needs_history : whether it misleads near the beginning of the data, so that `changes` leaves it out there.
    compared_by : names by which `changes` looks at it, beside the store's own dimensions.
    further_units : units of the figures beside the main one, where they differ from its unit.
    """

    key: str
    title: str
    unit: Unit
    direction: Better
    definition: str
    population: Population
    measure: Measure
    caveats: tuple[str, ...] = ()
    split_by: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = BREAKDOWN_NAMES
    suppression: Suppression = Suppression.ALWAYS
    complete: Callable[[list[SumRow]], list[SumRow]] = field(default=_as_they_are)
    factor: Callable[[Workspace], float] = field(default=lambda workspace: 1.0)
    warn: Callable[[Sequence[SumRow]], Sequence[str]] = field(default=lambda rows: ())
    extra_sums: tuple[tuple[str, str], ...] = ()
    in_changes: bool = True
    needs_history: bool = False
    compared_by: tuple[str, ...] = ("channel", "touchpoint", "source", "language")
    further_units: tuple[tuple[str, Unit], ...] = ()

    @property
    def interval(self) -> str:
        """How its interval is made."""
        return self.measure.interval

    def unit_of(self, further: str, unit: str) -> str:
        """Return the unit of a figure beside the main one, whose unit is `unit`."""
        return dict(self.further_units).get(further, unit)

    @property
    def can_weight(self) -> bool:
        return self.measure.can_weight and self.population.can_weight


METRICS: Registry[Metric] = Registry(
    Notice("metric"),
    Metric,
    attribute="METRICS",
    folders=("rapport.understand.metrics.definitions",),
    entry_points="rapport.metrics",
)
