"""What every population gives: the relation that is grouped and summed."""

from dataclasses import dataclass
from typing import Protocol

from rapport.understand.metrics.names import Field
from rapport.understand.metrics.populations.identity import Identity
from rapport.understand.metrics.scope import Scope


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows or entities, filtered, before they are grouped.

    Parameters
    ----------
    source : what follows FROM, with its joins and conditions.
    keys : the fields by which it is split, in the order of the names asked for.
    bucket : the expression of the bucket's first day; None where the question has no grain.
    identity : what each row stands for, so that the figure can be traced back to it.
    extent : the expressions of the first and the last time that a row or entity stands for; None where the period is known.
    weight : the expression of a row's survey weight.
    is_split : whether its rows were made for several breakdowns, each by itself: then they have the column `SPLIT`.
    with_ : named subqueries that `source` refers to.
    """

    source: str
    keys: tuple[Field, ...]
    bucket: str | None
    identity: Identity
    extent: tuple[str, str] | None = None
    weight: str | None = None
    is_split: bool = False
    with_: tuple[str, ...] = ()


class Population(Protocol):
    """What a metric counts."""

    @property
    def looks_at(self) -> str:
        """The condition on rows `x` of `interactions` that it looks at."""

    @property
    def probe(self) -> str | None:
        """A condition on rows `x`: whether any row fulfils it decides which statement is written (`Template.is_probed`)."""

    @property
    def needs_period(self) -> bool:
        """Whether both ends of the period must be known beforehand."""

    @property
    def can_weight(self) -> bool: ...

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        """Write the relation, split by `names`, for the scope's period and filter."""
