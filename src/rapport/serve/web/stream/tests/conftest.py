from collections.abc import Iterator

import pytest

from rapport.accounts.public import Workspace
from rapport.core.home import Home
from rapport.record.store.public import close_all
from rapport.serve.web.people.tests.scene import Scene


@pytest.fixture
def scene(workspace: Workspace, home: Home) -> Iterator[Scene]:
    """Alice's workspace, empty."""
    close_all()
    yield Scene(workspace)
    close_all()
