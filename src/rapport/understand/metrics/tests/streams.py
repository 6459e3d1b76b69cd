"""Small streams, told as stories, and stores that hold them."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rapport.accounts.public import Workspace
from rapport.core.interaction import Interaction
from rapport.record.store.public import Store
from rapport.record.store.tests.batches import SECRET, batch_of, group_of
from rapport.record.store.tests.engines import open_empty_store

ALICE = Workspace(id=1, slug="alice", name="Alice", secret=SECRET, minimum_cell=1)
"""A workspace that suppresses nothing, so that stories can be small."""

_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to somebody (a person's number), or to nobody known."""

    person: int | None
    interaction: Interaction


def happened(kind: str, at: str, person: int | None = None, **fields: object) -> Happened:
    """Return an interaction at a time of the form `2026-03-02 10:00`, in UTC."""
    when = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("UTC"))
    said = {"source_id": f"i{next(_numbers)}", "kind": kind, "occurred_at": when, **fields}
    return Happened(person, Interaction(**said))  # type: ignore[arg-type]  # the fields of Interaction


def store_of(stream: Sequence[Happened], engine: str, folder: Path) -> Store:
    """Return a store on an engine that holds a stream."""
    store = open_empty_store(engine, folder)
    fill(store, stream)
    return store


def fill(store: Store, stream: Sequence[Happened]) -> None:
    """Append a stream, as one group."""
    store.append(group_of(batch_of([h.interaction for h in stream], people=[h.person for h in stream])))
