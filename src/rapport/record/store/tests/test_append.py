"""Groups go in whole, and every interaction once."""

from dataclasses import replace

import pytest

from rapport.record.store.public import MAXIMUM_DIMENSIONS, AppendResult, Store, TooManyDimensionsError
from rapport.record.store.tests.batches import batch_of, group_of, said


def count(store: Store, table: str = "interactions") -> object:
    return store.query(f"SELECT count(*) FROM {table}").rows[0][0]


def test_it_tells_what_became_of_each_batch(store: Store) -> None:
    first = batch_of([said("a"), said("b"), said("a")], seq=1)
    second = batch_of([said("b"), said("c")], seq=2)

    results = store.append(group_of(first, second))

    assert results == [AppendResult(1, stored=2, duplicate=1), AppendResult(2, stored=1, duplicate=1)]
    assert count(store) == 3


def test_of_two_rows_with_one_id_the_first_stays(store: Store) -> None:
    store.append(group_of(batch_of([said("a", text="first"), said("a", text="second")], seq=1)))
    store.append(group_of(batch_of([said("a", text="third")], seq=2)))

    assert store.query("SELECT text FROM interactions").rows == [("first",)]


def test_one_source_id_of_two_sources_is_two_interactions(store: Store) -> None:
    store.append(group_of(batch_of([said("a")], seq=1, source="shop"), batch_of([said("a")], seq=2, source="desk")))

    assert count(store) == 2


def test_a_batch_that_comes_again_gives_its_first_result_and_changes_nothing(store: Store) -> None:
    group = group_of(batch_of([said("a", traits={"plan": "pro"}), said("b")]))
    first = store.append(group)

    again = store.append(group)

    assert again == first == [AppendResult(1, stored=2, duplicate=0)]
    assert (count(store), count(store, "traits")) == (2, 1)


def test_a_new_spool_that_counts_from_one_again_loses_nothing(store: Store) -> None:
    store.append(group_of(batch_of([said("a")], seq=1, import_id="before")))

    results = store.append(group_of(batch_of([said("b")], seq=1, import_id="after")))

    assert results == [AppendResult(1, stored=1, duplicate=0)]
    assert count(store) == 2


def test_it_remembers_results_and_the_highest_seq(store: Store) -> None:
    assert store.applied() == 0

    store.append(group_of(batch_of([said("a")], seq=7), batch_of([said("a")], seq=4)))

    assert store.applied() == 7
    assert store.results_of([4, 5, 7]) == [AppendResult(4, stored=0, duplicate=1), AppendResult(7, stored=1, duplicate=0)]
    assert store.results_of([]) == []


def test_empty_groups_and_batches_are_fine(store: Store) -> None:
    assert store.append(group_of()) == []
    assert store.append(group_of(batch_of([], seq=3))) == [AppendResult(3, stored=0, duplicate=0)]
    assert store.applied() == 3


def test_results_come_in_the_order_of_the_batches(store: Store) -> None:
    store.append(group_of(batch_of([said("b")], seq=2)))

    results = store.append(group_of(batch_of([said("a")], seq=1), batch_of([said("b")], seq=2), batch_of([], seq=3)))

    assert [result.seq for result in results] == [1, 2, 3]


def test_a_new_dimension_becomes_a_column(store: Store) -> None:
    store.append(group_of(batch_of([said("a")], seq=1)))
    store.append(
        group_of(
            batch_of([said("b", dimensions={"country": "LT"})], seq=2),
            batch_of([said("c", dimensions={"plan": "pro"}), said("d", dimensions={"country": "TH"})], seq=3),
        )
    )

    assert sorted(store.dimensions()) == ["d_country", "d_plan"]
    rows = store.query("SELECT source_id, d_country, d_plan FROM interactions ORDER BY source_id").rows
    assert rows == [("a", None, None), ("b", "LT", None), ("c", None, "pro"), ("d", "TH", None)]


def test_more_dimensions_than_a_workspace_may_have_are_refused_whole(store: Store) -> None:
    many = {f"x{number}": "1" for number in range(MAXIMUM_DIMENSIONS)}
    store.append(group_of(batch_of([said("a", dimensions={"country": "LT"})], seq=1)))

    with pytest.raises(TooManyDimensionsError, match="at most 500 dimensions"):
        store.append(group_of(batch_of([said("b", dimensions=many)], seq=2)))

    assert (count(store), store.applied(), store.dimensions()) == (1, 1, ("d_country",))


def test_a_group_that_fails_leaves_nothing_behind(store: Store) -> None:
    good = batch_of([said("a", traits={"plan": "pro"})], seq=1)
    bad = batch_of([said("b")], seq=2)
    no_time = bad.table.set_column(bad.table.column_names.index("kind"), "kind", [[None]])

    with pytest.raises(Exception, match=r"(?i)null"):
        store.append(group_of(good, replace(bad, table=no_time)))

    assert store.append(group_of(good)) == [AppendResult(1, stored=1, duplicate=0)]
    assert (count(store), count(store, "traits")) == (1, 1)
