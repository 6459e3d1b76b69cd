from collections.abc import Iterator
from pathlib import Path

import pytest

from rapport.record.store.public import Store
from rapport.record.store.tests.engines import ENGINES, open_empty_store


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store, on every engine."""
    store = open_empty_store(request.param, tmp_path)
    yield store
    store.close()
