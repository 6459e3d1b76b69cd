from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rapport.collect.sources.mapping.occurrences import OccurrenceCounter


@given(st.lists(st.lists(st.integers(0, 30), max_size=40), max_size=12), st.sampled_from([1, 8, 1_000]))
def test_it_counts_what_came_before_in_memory_and_on_disk(batches: list[list[int]], in_memory: int) -> None:
    counter = OccurrenceCounter(in_memory=in_memory)
    seen: Counter[int] = Counter()

    for batch in batches:
        counted = counter.count(np.array(batch, dtype=np.uint64)).tolist()

        for value, count in zip(batch, counted):
            assert count == seen[value]
            seen[value] += 1


def test_runs_stay_few_as_they_grow() -> None:
    counter = OccurrenceCounter(in_memory=50_000)
    chance = np.random.default_rng(1)

    for _ in range(100):
        hashes = chance.integers(0, 2**63, size=2_000, dtype=np.uint64)
        assert not counter.count(hashes).any()

    assert len(counter._runs) <= 10
    assert counter.count(hashes).tolist() == [1] * 2_000
