"""Without transactions: what a crash left half done is taken back or finished when the store opens."""

import itertools
from collections.abc import Iterator

import pytest

pytest.importorskip("chdb", reason="ClickHouse's engine (chdb) is not installed")

from rapport.record.store.clickhouse.append import copy_moved, insert_batches
from rapport.record.store.clickhouse.engine import ClickHouseStore
from rapport.record.store.public import AppendResult, Move
from rapport.record.store.tests.batches import batch_of, group_of, said
from rapport.record.store.tests.engines import open_clickhouse

pytestmark = pytest.mark.clickhouse

_numbers = itertools.count()
COUNTS = "SELECT (SELECT count(*) FROM interactions), (SELECT count(*) FROM traits), (SELECT count(*) FROM applied)"


@pytest.fixture
def prefix() -> str:
    return f"groups{next(_numbers)}"


def opened(prefix: str) -> ClickHouseStore:
    store = open_clickhouse(prefix)
    assert isinstance(store, ClickHouseStore)
    return store


@pytest.fixture
def store(prefix: str) -> Iterator[ClickHouseStore]:
    """A store with one group of two rows."""
    store = opened(prefix)
    rows = [said("a", traits={"plan": "pro"}), said("b", traits={"plan": "free"})]
    store.append(group_of(batch_of(rows, seq=1, people=[1, 2], keys=[11, 22])))
    yield store
    store.close()


def test_rows_of_a_group_that_never_came_to_count_are_removed(store: ClickHouseStore, prefix: str) -> None:
    second = batch_of([said("c", traits={"plan": "pro"})], seq=2)
    insert_batches(store._client, [second], group_no=store._groups.last + 1)

    again = opened(prefix)

    assert again.query(COUNTS).rows == [(2, 2, 1)]
    assert again.append(group_of(second)) == [AppendResult(2, stored=1, duplicate=0)]
    assert again.query(COUNTS).rows == [(3, 3, 2)]
    again.close()


def test_copies_of_moved_rows_that_never_came_to_count_are_removed(store: ClickHouseStore, prefix: str) -> None:
    copy_moved(store._client, [Move(11, 2)], group_no=store._groups.last + 1)

    again = opened(prefix)

    assert [len(again.timeline(person)) for person in (1, 2)] == [1, 1]
    assert again.apply_moves([Move(11, 2)], moves_seq=1) == 1
    assert [len(again.timeline(person)) for person in (1, 2)] == [0, 2]
    again.close()


def test_a_move_that_counts_is_finished(store: ClickHouseStore, prefix: str) -> None:
    group_no = store._groups.last + 1
    copy_moved(store._client, [Move(11, 2)], group_no=group_no)
    store._groups.commit(group_no, moves_seq=7)

    again = opened(prefix)

    assert [len(again.timeline(person)) for person in (1, 2)] == [0, 2]
    assert [len(again.traits_of(person)) for person in (1, 2)] == [0, 2]
    assert again.moves_seq() == 7
    again.close()


def test_after_an_error_the_next_group_starts_from_what_counts(store: ClickHouseStore) -> None:
    broken = batch_of([said("c"), said("d")], seq=2)
    table = broken.table.set_column(broken.table.column_names.index("kind"), "kind", [["page_viewed", None]])

    with pytest.raises(Exception, match=r"(?i)null"):
        store.append(group_of(type(broken)(2, "shop", "import-1", broken.received_at, table)))

    assert store.append(group_of(broken)) == [AppendResult(2, stored=2, duplicate=0)]


def test_a_group_is_one_part_so_that_readers_see_all_of_it_or_nothing(store: ClickHouseStore) -> None:
    rows = [said(f"r{number}", text="x" * 100) for number in range(70_000)]

    store.append(group_of(batch_of(rows[:50_000], seq=2), batch_of(rows[50_000:], seq=3)))

    sql = """SELECT max(rows) FROM system.parts
        WHERE database = currentDatabase() AND table = 'interactions' AND active AND level = 0"""
    assert store.query(sql).rows == [(70_000,)]
