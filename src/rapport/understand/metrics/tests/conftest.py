from collections.abc import Callable, Iterator, Sequence

import pytest

from rapport.record.store.public import Store
from rapport.understand.metrics.tests.streams import Happened, store_of

OpenStream = Callable[[Sequence[Happened], str], Store]


@pytest.fixture(scope="session")
def open_stream(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenStream]:
    """Opens a store that holds a stream on an engine, once in a run: ``open_stream(STREAM, "duckdb")``."""
    opened: dict[tuple[int, str], Store] = {}

    def open_once(stream: Sequence[Happened], engine: str) -> Store:
        if (id(stream), engine) not in opened:
            opened[id(stream), engine] = store_of(stream, engine, tmp_path_factory.mktemp(engine))
        return opened[id(stream), engine]

    yield open_once
    for store in opened.values():
        store.close()
