"""Builds what the store takes in from interactions, with the person each belongs to."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import pyarrow as pa

from rapport.core.batch import to_batch
from rapport.core.interaction import Interaction
from rapport.record.store.public import AppendGroup, Move, ResolvedBatch

RECEIVED = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
SECRET = b"s" * 32


def said(source_id: str, **fields: object) -> Interaction:
    """Return an interaction that needs nothing but an id."""
    return Interaction(**{"source_id": source_id, "kind": "event_tracked", "occurred_at": NOON} | fields)  # type: ignore[arg-type]  # fields of Interaction


def batch_of(
    interactions: Sequence[Interaction],
    *,
    seq: int = 1,
    source: str = "shop",
    people: Sequence[int | None] = (),
    keys: Sequence[int | None] = (),
    import_id: str = "import-1",
) -> ResolvedBatch:
    """Return a batch whose i-th row belongs to `people[i]` by the identity key `keys[i]`.

    Without `people` everybody is nobody; without `keys` the key of a person is the person's number.
    """
    owners = list(people) or [None] * len(interactions)
    table = to_batch(interactions).drop_columns(["who"])
    ids = [id_of(source, i.source_id).bytes for i in interactions]
    table = table.append_column("id", pa.ExtensionArray.from_storage(pa.uuid(), pa.array(ids, pa.binary(16))))
    table = table.append_column("person_id", pa.array(owners, pa.int64()))
    table = table.append_column("identity_key", pa.array(list(keys) or owners, pa.int64()))
    return ResolvedBatch(seq=seq, source=source, import_id=import_id, received_at=RECEIVED, table=table)


def group_of(*batches: ResolvedBatch, moves: Sequence[Move] = (), moves_seq: int = 0) -> AppendGroup:
    return AppendGroup(batches, tuple(moves), moves_seq)


def id_of(source: str, source_id: str) -> UUID:
    """Return the id of a row (any stable one will do for the store)."""
    return UUID(bytes=hashlib.blake2b(f"{source}\0{source_id}".encode(), key=SECRET, digest_size=16).digest())
