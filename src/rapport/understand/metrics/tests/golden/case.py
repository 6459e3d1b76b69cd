"""A question with the answer that is known to be right."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapport.accounts.public import Workspace
from rapport.understand.metrics.tests.streams import ALICE

Asked = Mapping[str, object]
"""Arguments of `parse_question`."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row must hold; limits and further figures only where they are given."""

    value: float | None
    n: int
    key: Mapping[str, object] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    further: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldenCase:
    """A question of a stream, and its rows in order."""

    metric: str
    story: str
    asked: Asked
    rows: tuple[Row, ...]
    unit: str | None = None
    workspace: Workspace = ALICE

    def __str__(self) -> str:
        return f"{self.metric} {' '.join(f'{name}={value}' for name, value in self.asked.items())}".strip()
