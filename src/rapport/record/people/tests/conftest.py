from collections.abc import Iterator

import pytest

from rapport.accounts.public import Workspace
from rapport.core.home import Home
from rapport.record.people.erasing import Places
from rapport.record.people.tests.factory import places_of


@pytest.fixture
def places(workspace: Workspace, home: Home) -> Iterator[Places]:
    with places_of(workspace, home) as made:
        yield made
