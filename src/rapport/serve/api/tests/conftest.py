from collections.abc import Iterator

import pytest

from rapport.accounts.public import Workspace
from rapport.core.home import Home
from rapport.record.store.public import close_all
from rapport.serve.api.rate_limit import LIMITER
from rapport.serve.api.tests.everything import Everything, make_everything
from rapport.serve.api.tests.shop import Caller, fill


@pytest.fixture(autouse=True)
def stores(home: Home) -> Iterator[None]:
    """Stores are opened at first use, in the home of the test; keys of other tests had the same numbers."""
    close_all()
    LIMITER.clear()
    yield
    close_all()


@pytest.fixture
def alice(workspace: Workspace) -> Caller:
    """Holds a key with every scope, in a workspace that is empty."""
    return Caller(workspace)


@pytest.fixture
def shop(alice: Caller) -> Caller:
    """Holds a key with every scope, in a workspace with twenty people."""
    fill(alice)
    return alice


@pytest.fixture
def charlie(other_workspace: Workspace) -> Caller:
    """Holds a key with every scope of another workspace."""
    return Caller(other_workspace)


@pytest.fixture
def theirs(charlie: Caller) -> Everything:
    """One of everything that an address can name, in Charlie's workspace."""
    return make_everything(charlie)
