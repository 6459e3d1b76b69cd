"""A store tells whether what it holds agrees with itself."""

from rapport.record.store.public import Consistency, Store
from rapport.record.store.tests.batches import batch_of, group_of, said


def test_what_came_through_the_door_agrees(store: Store) -> None:
    rows = [said("a", traits={"plan": "pro"}), said("b"), said("c")]
    store.append(group_of(batch_of(rows, people=[1, 1, None])))

    assert store.check() == Consistency(interactions=3, people=1, twice=0, half_known=0, lost_traits=0)
    assert store.check().is_whole


def test_an_empty_store_agrees(store: Store) -> None:
    assert store.check() == Consistency(interactions=0, people=0, twice=0, half_known=0, lost_traits=0)


def test_half_a_person_is_noticed(store: Store) -> None:
    store.append(group_of(batch_of([said("a"), said("b")], people=[1, None], keys=[1, 7])))

    assert store.check() == Consistency(interactions=2, people=1, twice=0, half_known=1, lost_traits=0)
    assert not store.check().is_whole
