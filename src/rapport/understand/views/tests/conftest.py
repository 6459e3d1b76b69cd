from collections.abc import Iterator

import pytest
from django.test import Client

from rapport.accounts.public import Member, Role, Workspace
from rapport.accounts.tests.factories import make_member, sign_in
from rapport.core.home import Home
from rapport.record.store.public import Store, close_all, current_store
from rapport.understand.metrics.tests.golden import surveys
from rapport.understand.metrics.tests.streams import fill, store_of


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds the surveys of May 2017."""
    opened = store_of(surveys.STREAM, "duckdb", tmp_path_factory.mktemp("views"))
    yield opened
    opened.close()


@pytest.fixture
def filled(home: Home, workspace: Workspace) -> Iterator[Workspace]:
    """Alice's workspace, whose own store holds the surveys of May 2017."""
    (home.path / "workspaces" / workspace.slug).mkdir(parents=True)
    fill(current_store(workspace.slug), surveys.STREAM)
    yield workspace
    close_all()


@pytest.fixture
def analyst(filled: Workspace, client: Client) -> Member:
    """An analyst of Alice's workspace, signed in."""
    member = make_member(filled, Role.ANALYST)
    sign_in(client, member)
    return member
