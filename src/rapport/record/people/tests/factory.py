"""A workspace with a store and a spool, and interactions that come in as imports bring them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from rapport.accounts.public import Workspace
from rapport.core.batch import to_batch, write_batch
from rapport.core.home import Home
from rapport.core.interaction import Identifier, Interaction
from rapport.record.digest.public import Digest
from rapport.record.identity.public import resolve
from rapport.record.identity.tests.cast import who
from rapport.record.people.erasing import Places
from rapport.record.store.public import Store, open_store
from rapport.spool.public import NewBatch, open_spool

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


@contextmanager
def places_of(workspace: Workspace, home: Home, *, store: Store | None = None) -> Iterator[Places]:
    files = home.workspace(workspace.slug)
    files.path.mkdir(parents=True, exist_ok=True)
    store = store or open_store(workspace, files)
    try:
        with open_spool(files.spool) as spool:
            yield Places(workspace, store, spool, files)
    finally:
        store.close()


def happened(source_id: str, *identifiers: Identifier, kind: str = "message_received", **fields: object) -> Interaction:
    """Return an interaction that is valid without further ado."""
    needed = {"conversation_id": f"conversation-{source_id}"} if kind == "message_received" else {}
    given = needed | {"source_id": source_id, "kind": kind, "occurred_at": NOON, "identifiers": identifiers} | fields
    return Interaction(**given)  # type: ignore[arg-type]  # fields of Interaction


def spooled(places: Places, interactions: Sequence[Interaction], *, source: str = "shop") -> None:
    body = write_batch(to_batch(interactions))
    places.spool.append([NewBatch(import_id="import-1", source=source, form="arrow", body=body, rows=len(interactions))])


def imported(places: Places, interactions: Sequence[Interaction], *, source: str = "shop") -> None:
    spooled(places, interactions, source=source)
    digest = Digest(places.workspace, places.spool, places.store)
    while digest.run_once():
        pass


def number_of(places: Places, *identifiers: Identifier) -> int:
    outcome = resolve(places.workspace, [who(*identifiers)]).people[who(*identifiers)]
    return outcome.person_id  # type: ignore[union-attr]  # a test asks for people who are there
