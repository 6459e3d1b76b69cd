"""What comes back from the store for a question: sums by bucket and group, not yet figures."""

from dataclasses import dataclass
from datetime import date

from rapport.understand.metrics.measures.measure import Sums

KeyValue = str | float | None


@dataclass(frozen=True, slots=True)
class SumRow:
    """The sums of one bucket and group. `key` has a value for each name that rows are split by."""

    bucket: date | None
    key: tuple[KeyValue, ...]
    sums: Sums
