"""What the tests of the digest stand on: interactions, and a spool, a store and a digest over files of their own."""

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from rapport.accounts.public import Workspace
from rapport.core.batch import to_batch, write_batch
from rapport.core.home import WorkspaceHome
from rapport.core.interaction import Identifier, Interaction
from rapport.record.digest.digest import GROUP_ROWS, Digest
from rapport.record.digest.group import DigestContext, Group
from rapport.record.digest.steps.decode import decode
from rapport.record.store.public import Store, open_store
from rapport.spool.public import BatchResult, Form, NewBatch, Spool, SpooledBatch, open_spool

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
DANA = (Identifier(type="email", value="dana@example.com"),)


def placed(source_id: str, **fields: Any) -> Interaction:  # Any: the fields of Interaction, checked there
    """An order of Dana's."""
    given: dict[str, Any] = {
        "source_id": source_id,
        "kind": "order_placed",
        "occurred_at": NOON,
        "identifiers": DANA,
        "amount": 100,
        "currency": "EUR",
    }
    return Interaction(**given | fields)


def body_of(interactions: Sequence[Interaction], form: Form) -> bytes:
    return write_batch(to_batch(interactions)) if form == "arrow" else msgspec.json.encode(interactions)


def new_batch(*interactions: Interaction, form: Form = "arrow", source: str = "shop", import_id: str = "monday") -> NewBatch:
    return NewBatch(import_id, source, form, body_of(interactions, form), len(interactions))


def spooled(body: bytes, *, form: Form = "arrow", seq: int = 1, source: str = "shop", rows: int = 1) -> SpooledBatch:
    return SpooledBatch(seq, "monday", source, form, body, rows, NOON)


def decoded(*interactions: Interaction, form: Form = "arrow") -> Group:
    """A group of one batch after its first step."""
    batch = spooled(body_of(interactions, form), form=form, rows=len(interactions))
    return decode(Group((batch,)), None)  # type: ignore[arg-type]  # decoding asks nothing of its context


@dataclasses.dataclass(frozen=True)
class Record:
    """A workspace's spool and store, and the digest between them."""

    spool: Spool
    store: Store
    digest: Digest
    context: DigestContext

    def deliver(self, *batches: NewBatch) -> None:
        """Append and digest until nothing waits."""
        self.spool.append(batches)
        while self.digest.run_once():
            pass

    def stored(self, columns: str = "source_id") -> list[tuple[object, ...]]:
        return self.store.query(f"SELECT {columns} FROM interactions ORDER BY ALL").rows

    def people(self) -> dict[object, object]:
        """The person of each source_id."""
        return dict(self.stored("source_id, person_id"))  # type: ignore[arg-type]  # pairs, says the query

    def results(self) -> BatchResult:
        """The sum over everything that was imported on Monday."""
        totals = self.spool.results("monday")
        return BatchResult(0, totals.stored, totals.duplicate, totals.dropped)


def open_record(workspace: Workspace, path: Path, *, group_rows: int = GROUP_ROWS) -> Record:
    home = WorkspaceHome(path)
    path.mkdir(parents=True, exist_ok=True)
    spool, store = open_spool(home.spool), open_store(workspace, home)
    return Record(spool, store, Digest(workspace, spool, store, group_rows=group_rows), DigestContext(workspace, spool, store))
