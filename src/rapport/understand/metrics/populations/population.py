"""What every population gives: the relation that is grouped and summed."""

from dataclasses import dataclass
from typing import Protocol

from rapport.understand.metrics.names import Field
from rapport.understand.metrics.scope import Scope


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows or entities, filtered, before they are grouped.

    Parameters
    ----------
    source : what follows FROM, with its joins and conditions.
    keys : the fields by which it is split, in the order of the names asked for.
    time : the time that puts a row into a bucket; None where the population makes the buckets itself.
    bucket : the expression of the bucket's first day, where `time` does not say it.
    weight : the expression of a row's survey weight.
    with_ : named subqueries that `source` refers to.
    """

    source: str
    keys: tuple[Field, ...]
    time: str | None = None
    bucket: str | None = None
    weight: str | None = None
    with_: tuple[str, ...] = ()


class Population(Protocol):
    """What a metric counts."""

    @property
    def looks_at(self) -> str:
        """The condition on rows `x` of `interactions` that it looks at."""

    @property
    def needs_period(self) -> bool:
        """Whether both ends of the period must be known beforehand."""

    @property
    def can_weight(self) -> bool: ...

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        """Write the relation, split by `names`, for the scope's period and filter."""
