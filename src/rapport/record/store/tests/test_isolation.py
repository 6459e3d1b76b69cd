"""Workspaces know nothing of each other."""

from pathlib import Path

import pytest

from rapport.record.store.tests.batches import batch_of, group_of, said
from rapport.record.store.tests.engines import ENGINES, open_empty_store


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_stored_in_one_workspace_is_not_in_another(engine: str, tmp_path: Path) -> None:
    alices = open_empty_store(engine, tmp_path, slug="alice")
    charlies = open_empty_store(engine, tmp_path, slug="charlie")
    group = group_of(batch_of([said("a", traits={"plan": "pro"}, dimensions={"country": "LT"})], people=[1]))

    alices.append(group)

    assert (charlies.applied(), charlies.timeline(1), charlies.traits_of(1), charlies.dimensions()) == (0, [], [], ())
    assert charlies.append(group)[0].stored == 1
    alices.close()
    charlies.close()
