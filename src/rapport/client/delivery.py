"""What became of interactions that were sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a delivery. What was accepted survives a crash of the server from then on.

    Parameters
    ----------
    batches : numbers of the batches that it went out in.
    rejects : `index` (among all that was sent), `reason` and `detail` of each row that was refused. The server keeps them.
    """

    accepted: int = 0
    rejected: int = 0
    batches: Sequence[int] = ()
    rejects: Sequence[dict[str, Any]] = field(default=())  # Any: JSON

    def and_then(self, document: dict[str, Any], *, first: int) -> "Delivery":
        """Add what became of the next part, whose first row is the one of number `first`."""
        return Delivery(
            self.accepted + document["accepted"],
            self.rejected + document["rejected"],
            [*self.batches, *([document["batch"]] if document["batch"] is not None else [])],
            [*self.rejects, *({**each, "index": each["index"] + first} for each in document["rejects"])],
        )
