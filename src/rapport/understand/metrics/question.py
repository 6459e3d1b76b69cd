"""A question: the one form in which every figure is asked for."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from rapport.core.expressions.tree import Node


class Grain(StrEnum):
    """The width of a time bucket, in the workspace's zone. Weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Against(StrEnum):
    """What a figure can be compared with, beside a period of one's choice."""

    PREVIOUS = "previous"
    """The same figure in the period before, of the same length."""
    REST = "rest"
    """Each group of a breakdown with all others together."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to before `end`, both aware; None means as far as the data go."""

    start: datetime | None = None
    end: datetime | None = None


EVERYTHING = Period()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Parameters
    ----------
    metric : its key in the catalogue.
    period : when; the default is all data.
    grain : one figure for each day, week, …; None gives one for the whole period.
    breakdown : names of dimensions: one figure for each combination of their values.
    filter : a parsed expression (`core.expressions`) that interactions must fulfil.
    comparison : another period, the one before, or the rest of the breakdown.
    is_weighted : whether each answer counts with its survey weight.
    window : how long after the last sign of life a person counts as active; None takes the workspace's.
    """

    metric: str
    period: Period = field(default=EVERYTHING)
    grain: Grain | None = None
    breakdown: tuple[str, ...] = ()
    filter: "Node | None" = None
    comparison: Against | Period | None = None
    is_weighted: bool = False
    window: timedelta | None = None
