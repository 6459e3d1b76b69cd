from collections.abc import Callable, Iterator

import msgspec
import pytest
from django.test import Client

from rapport.accounts.public import Role, Workspace
from rapport.accounts.tests.factories import make_member, sign_in
from rapport.core import clock
from rapport.core.home import Home
from rapport.core.interaction import Identifier
from rapport.record.digest.public import Digest
from rapport.record.store.public import Store, close_all, current_store
from rapport.spool.public import NewBatch, open_spool
from rapport.understand.metrics.pages.tests.story import STREAM, TODAY
from rapport.understand.metrics.tests.streams import fill, store_of


@pytest.fixture(scope="session")
def story_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds the story, without a home around it."""
    store = store_of(STREAM, "duckdb", tmp_path_factory.mktemp("story"))
    yield store
    store.close()


@pytest.fixture
def _today() -> Iterator[None]:
    """Let it be the day after the story ends."""
    before = clock.set_clock(lambda: TODAY)
    yield
    clock.set_clock(before)


@pytest.fixture
def filled(home: Home, workspace: Workspace, _today: None) -> Iterator[Workspace]:
    """Alice's workspace, whose open store holds the story."""
    home.workspace(workspace.slug).path.mkdir(parents=True)
    fill(current_store(workspace.slug), STREAM)
    yield workspace
    close_all()


@pytest.fixture
def known(home: Home, workspace: Workspace, _today: None) -> Iterator[Workspace]:
    """The same workspace, filled as sources fill it, so that its people are known: their names, who they are."""
    place = home.workspace(workspace.slug)
    place.path.mkdir(parents=True)
    told = [
        msgspec.structs.replace(h.interaction, identifiers=(Identifier(type="user_id", value=f"u{h.person}"),))
        for h in STREAM[:400]
    ]
    with open_spool(place.spool) as spool:
        spool.append([NewBatch("story", "shop", "json", msgspec.json.encode(told), len(told))])
        digest = Digest(workspace, spool, current_store(workspace.slug))
        while digest.run_once():
            pass
    yield workspace
    close_all()


@pytest.fixture
def browse(workspace: Workspace, client: Client) -> Callable[..., Client]:
    """Signs the browser in with a role: ``browse(Role.VIEWER)``; the owner's by default."""

    def as_role(role: Role = Role.OWNER) -> Client:
        sign_in(client, make_member(workspace, role))
        return client

    return as_role
