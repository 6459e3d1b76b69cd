from collections.abc import Callable, Iterator

import pytest

from rapport.record.store.public import Store
from rapport.understand.metrics.tests.golden.all_cases import STORIES
from rapport.understand.metrics.tests.streams import store_of


@pytest.fixture(scope="session")
def story_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str], Store]]:
    """Opens a story on an engine, once in a run: ``story_store("orders", "duckdb")``."""
    opened: dict[tuple[str, str], Store] = {}

    def open_story(story: str, engine: str) -> Store:
        if (story, engine) not in opened:
            opened[story, engine] = store_of(STORIES[story], engine, tmp_path_factory.mktemp(f"{engine}-{story}"))
        return opened[story, engine]

    yield open_story
    for store in opened.values():
        store.close()
