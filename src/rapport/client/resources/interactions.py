"""The stream."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from rapport.client.connection import Connection, Documents, Json
from rapport.client.delivery import Delivery

AT_ONCE = 5_000
LOOK_AGAIN_S = 0.2


class Interactions:
    """Everything that happened between people and the brand."""

    def __init__(self, connection: Connection, sleep: Callable[[float], None]) -> None:
        self._connection = connection
        self._sleep = sleep

    def add(self, rows: Iterable[Mapping[str, Any]], *, source: str, wait: bool = False) -> Delivery:  # Any: JSON
        """Send interactions, in parts of a bearable size.

        Parameters
        ----------
        rows : the fields of each interaction: source_id, kind, occurred_at (aware), identifiers, …; `kinds()` shows examples.
        source : which system they come from; `source_id` is unique within it, and what is sent again changes nothing.
        wait : whether to wait until they are stored, and so part of every figure.

        Returns
        -------
        What became of them; rows that were refused are named by their place among all that was sent.
        """
        delivery, sent, left = Delivery(), 0, iter(rows)
        while part := list(islice(left, AT_ONCE)):
            delivery = delivery.and_then(self._connection.post("/interactions", part, source=source), first=sent)
            sent += len(part)
        if wait:
            for batch in delivery.batches:
                self.wait_for(batch)
        return delivery

    def wait_for(self, batch: int) -> Json:
        """Wait until a batch is stored."""
        while (found := self.batch(batch))["state"] != "stored":
            self._sleep(LOOK_AGAIN_S)
        return found

    def batch(self, batch: int) -> Json:
        """Show what became of a batch."""
        return dict(self._connection.get(f"/batches/{batch}"))

    def list(
        self,
        *,
        kinds: Sequence[str] = (),
        sources: Sequence[str] = (),
        channels: Sequence[str] = (),
        person: int | None = None,
        first: str | None = None,
        last: str | None = None,
        received_from: object = None,
    ) -> Iterator[Json]:
        """Go through interactions, newest first. `received_from` is a moment: what arrived since then."""
        return self._connection.pages(
            "/interactions",
            kind=list(kinds),
            source=list(sources),
            channel=list(channels),
            person=person,
            from_=first,
            to=last,
            received_from=received_from,
            limit=500,
        )

    def get(self, interaction: str) -> Json:
        """Show an interaction, with its kind and person."""
        return dict(self._connection.get(f"/interactions/{interaction}"))

    def kinds(self) -> Documents:
        """List the kinds of interaction, with what each needs and an example."""
        return list(self._connection.get("/kinds"))
