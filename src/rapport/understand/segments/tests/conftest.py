from collections.abc import Iterator

import pytest

from rapport.record.store.public import Store
from rapport.understand.segments.tests.story import open_store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds the story of twelve people."""
    opened = open_store(tmp_path_factory.mktemp("segments"))
    yield opened
    opened.close()
