"""What the parts of a statement share while it is written: the dialect, the values to bind, the calendar."""

from dataclasses import dataclass, field
from datetime import timedelta

from rapport.core.expressions.tree import Node
from rapport.record.store.public import Dialect
from rapport.understand.metrics.question import Grain
from rapport.understand.metrics.splits import WHOLE, Splits


@dataclass(frozen=True, slots=True)
class Template:
    """All of a question and its workspace that decides the text of the SQL; compiled once, then kept."""

    metric: str
    dialect: Dialect
    dimensions: tuple[str, ...]
    """The `d_` columns that the store has."""
    zone: str = "UTC"
    splits: Splits = WHOLE
    grain: Grain | None = None
    filter: "Node | None" = None
    is_weighted: bool = False
    has_start: bool = False
    has_end: bool = False
    is_probed: bool = False
    """Whether any row fulfils the population's `probe`."""
    offset_changes: int | None = None
    """How often the zone changes its offset inside the period; None where local time is UTC."""
    business_intervals: int = 0
    """How many intervals of business hours a day has at most; 0 where the statement needs none."""


PERIOD_FROM, PERIOD_TO, CURRENCY = "$period_from", "$period_to", "$workspace_currency"
"""Bound for each question, since they are no part of the template."""


@dataclass(slots=True)
class Scope:
    """One statement while it is written. Collects the values to bind under names that the text refers to."""

    template: Template
    params: dict[str, object] = field(default_factory=dict)
    windows: dict[str, timedelta] = field(default_factory=dict)
    """Parameters that are instants: so long before the end of the period."""
    needs_business_hours: bool = False
    needs_buckets: bool = False
    """Whether the statement names the buckets of the period as bound lists."""

    @property
    def knows_period(self) -> bool:
        return self.template.has_start and self.template.has_end

    @property
    def splits(self) -> Splits:
        return self.template.splits

    @property
    def dialect(self) -> Dialect:
        return self.template.dialect

    def bind(self, value: object) -> str:
        """Return the placeholder under which a value is bound."""
        name = f"v{len(self.params)}"
        self.params[name] = value
        return f"${name}"

    def bind_window(self, window: timedelta) -> str:
        """Return the placeholder for the instant that lies so long before the period's end."""
        name = f"window_{len(self.windows)}"
        self.windows[name] = window
        return f"${name}"

    def in_period(self, time: str) -> list[str]:
        """Return the conditions that put a time into the period."""
        conditions = [f"{time} >= {PERIOD_FROM}"] if self.template.has_start else []
        return [*conditions, f"{time} < {PERIOD_TO}"] if self.template.has_end else conditions

    def local(self, time: str) -> str:
        """Return a time on the workspace's clock."""
        changes = self.template.offset_changes
        if changes is None:
            return time
        if changes == 0:
            return self.dialect.add_seconds(time, "$offset_0")
        branches = " ".join(f"WHEN {time} < $offset_from_{i + 1} THEN $offset_{i}" for i in range(changes))
        return self.dialect.add_seconds(time, f"CASE {branches} ELSE $offset_{changes} END")

    def bucket(self, time: str) -> str | None:
        """Return the first day of the bucket in which a time lies; None where the question has no grain."""
        return self.dialect.bucket(self.template.grain, self.local(time)) if self.template.grain else None


def where(conditions: list[str]) -> str:
    """Join conditions into a WHERE clause, empty when there are none."""
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""
