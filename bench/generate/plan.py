"""What is to be generated: how many rows, by how many people, over what time, of what kinds."""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

BEGINS = datetime(2024, 1, 1, tzinfo=UTC)
ENDS = datetime(2026, 1, 1, tzinfo=UTC)
SECONDS = int((ENDS - BEGINS).total_seconds())

ORDERS, ANSWERS, CONVERSATIONS, PROFILES = 0.10, 0.08, 0.14, 0.01
"""Shares of the rows."""
SUBSCRIPTIONS = 0.006
"""Subscriptions per row; each brings some eight rows. Page views make up the rest."""
CHUNK_ROWS = 250_000


@dataclass(frozen=True, slots=True)
class Plan:
    """A stream to generate. The same plan gives the same rows.

    Parameters
    ----------
    rows : exactly as many are made.
    seed : another seed gives other rows of the same shape.
    """

    rows: int
    seed: int = 1

    @property
    def people(self) -> int:
        """People there are at the end; each day new ones come, and who came early comes more often (a power law)."""
        return min(1_000_000, max(100, self.rows // 20))

    @property
    def chunks(self) -> list["Chunk"]:
        """The stream cut into stretches of time, each made on its own and so in constant memory."""
        count = -(-self.rows // CHUNK_ROWS)
        edges = np.linspace(0, self.rows, count + 1).astype(int).tolist()
        return [Chunk(self, number, edges[number], edges[number + 1]) for number in range(count)]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows `first` up to and without `last` of the plan."""

    plan: Plan
    number: int
    first: int
    last: int

    @property
    def rows(self) -> int:
        return self.last - self.first

    @property
    def begins_s(self) -> float:
        """Seconds after `BEGINS`."""
        return SECONDS * self.first / self.plan.rows

    @property
    def ends_s(self) -> float:
        return SECONDS * self.last / self.plan.rows

    @property
    def people(self) -> int:
        """People that have come by the end of the chunk: three in ten were there when it all began."""
        return max(1, int(self.plan.people * (0.3 + 0.7 * self.ends_s / SECONDS)))

    def random(self) -> np.random.Generator:
        return np.random.default_rng([self.plan.seed, self.number])
