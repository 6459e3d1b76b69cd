"""An answer is computed once, and anew when the store holds something else."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rapport.record.store.public import Store, note_erasure
from rapport.record.store.tests.batches import batch_of, group_of
from rapport.record.store.tests.engines import open_empty_store
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.pages.cached import cached, cached_ask, is_cached
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.tests.streams import ALICE, happened

ORDERS = parse_question("orders", zone="UTC")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_empty_store("duckdb", tmp_path)
    yield opened
    opened.close()


def test_the_same_question_is_answered_once(store: Store) -> None:
    assert not is_cached(ALICE, store, ORDERS)

    first = cached_ask(ALICE, store, ORDERS)

    assert first == ask(ALICE, store, ORDERS)
    assert is_cached(ALICE, store, ORDERS)
    assert cached_ask(ALICE, store, ORDERS) is first


def test_rows_make_a_new_answer(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.understand.metrics.pages.cached.KEPT_FACTOR", 0)
    before = cached_ask(ALICE, store, ORDERS)

    store.append(group_of(batch_of([happened("order_placed", "2026-03-01 10:00", 1).interaction], people=[1])))

    assert [row.estimate.n for row in before.rows] == [0]
    assert [row.estimate.n for row in cached_ask(ALICE, store, ORDERS).rows] == [1]


def test_nothing_is_kept_that_may_name_an_erased_person(store: Store) -> None:
    before = cached_ask(ALICE, store, ORDERS)

    note_erasure(store)

    assert cached_ask(ALICE, store, ORDERS) is not before


def test_many_who_ask_at_once_wait_for_one_answer(store: Store) -> None:
    computed: list[int] = []
    started, go_on = threading.Event(), threading.Event()

    def compute() -> int:
        computed.append(1)
        started.set()
        go_on.wait(5)
        return 7

    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(cached(store, "key", compute))) for _ in range(4)]
    for thread in threads:
        thread.start()
    started.wait(5)
    go_on.set()
    for thread in threads:
        thread.join()

    assert (computed, found) == ([1], [7, 7, 7, 7])


def test_an_error_is_not_kept(store: Store) -> None:
    def fail() -> int:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        cached(store, "key", fail)

    assert cached(store, "key", lambda: 7) == 7
