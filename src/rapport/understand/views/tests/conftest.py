from collections.abc import Iterator

import pytest

from rapport.record.store.public import Store
from rapport.understand.metrics.tests.golden import surveys
from rapport.understand.metrics.tests.streams import store_of


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds the surveys of May 2017."""
    opened = store_of(surveys.STREAM, "duckdb", tmp_path_factory.mktemp("views"))
    yield opened
    opened.close()
