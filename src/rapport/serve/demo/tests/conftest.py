from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from pytest_django.plugin import DjangoDbBlocker

from rapport.accounts.public import Workspace, create_workspace, delete_workspace
from rapport.core.batch import write_batch
from rapport.record.store.public import Store
from rapport.serve.demo.stream import Block, Plan, stream

UNTIL = datetime(2026, 6, 15, 16, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stored:
    """A small company, stored as any other source's rows are."""

    workspace: Workspace
    store: Store
    blocks: list[Block]
    dropped: dict[str, int]


@pytest.fixture(scope="module")
def stored(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stored]:
    """The stream of 400 people, digested once for the tests of a module."""
    from rapport.core.home import WorkspaceHome
    from rapport.record.digest.public import Digest
    from rapport.record.identity.public import forget_everybody
    from rapport.record.store.public import open_store
    from rapport.spool.public import NewBatch, open_spool

    home = WorkspaceHome(tmp_path_factory.mktemp("demo"))
    with django_db_blocker.unblock():
        workspace = create_workspace("lumen-and-oak", simulation="{}")
        store = open_store(workspace, home)
        blocks = list(stream(Plan(400, 7, UNTIL)))
        with open_spool(home.spool) as spool:
            for block in blocks:
                for source, table in block.tables.items():
                    spool.append([NewBatch(source, source, "arrow", write_batch(table), table.num_rows)])
            digest = Digest(workspace, spool, store)
            while digest.run_once():
                pass
            dropped = {step.name: sum(step.dropped.values()) for step in digest.counters() if step.dropped}
        yield Stored(workspace, store, blocks, dropped)
        store.close()
        forget_everybody(workspace)
        delete_workspace(workspace.slug)
