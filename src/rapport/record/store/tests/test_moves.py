"""Rows follow their identity key to another person."""

from rapport.record.store.public import Move, Store
from rapport.record.store.tests.batches import batch_of, group_of, said


def owners(store: Store) -> list[tuple[object, ...]]:
    return store.query("SELECT source_id, person_id, identity_key FROM interactions ORDER BY source_id").rows


def test_stored_rows_and_traits_move_with_their_key(store: Store) -> None:
    rows = [said("a", traits={"plan": "pro"}), said("b"), said("c")]
    store.append(group_of(batch_of(rows, people=[1, 2, 1], keys=[11, 22, 12])))

    changed = store.apply_moves([Move(identity_key=11, person_id=2)], moves_seq=9)

    assert changed == 1
    assert owners(store) == [("a", 2, 11), ("b", 2, 22), ("c", 1, 12)]
    assert [trait.person_id for trait in store.traits_of(2)] == [2]
    assert store.traits_of(1) == []
    assert store.moves_seq() == 9


def test_moves_of_a_group_hold_for_its_own_rows_as_well(store: Store) -> None:
    store.append(group_of(batch_of([said("a")], seq=1, people=[1], keys=[11])))

    store.append(group_of(batch_of([said("b")], seq=2, people=[1], keys=[11]), moves=[Move(11, 5)], moves_seq=3))

    assert owners(store) == [("a", 5, 11), ("b", 5, 11)]
    assert store.moves_seq() == 3


def test_of_several_moves_of_a_key_the_last_holds(store: Store) -> None:
    store.append(group_of(batch_of([said("a")], people=[1], keys=[11])))

    store.apply_moves([Move(11, 2), Move(11, 3)], moves_seq=2)

    assert owners(store) == [("a", 3, 11)]


def test_applying_moves_again_changes_nothing(store: Store) -> None:
    store.append(group_of(batch_of([said("a")], people=[1], keys=[11])))
    store.apply_moves([Move(11, 2)], moves_seq=2)

    assert store.apply_moves([Move(11, 2)], moves_seq=1) == 0
    assert owners(store) == [("a", 2, 11)]
    assert store.moves_seq() == 2


def test_rows_without_a_key_never_move(store: Store) -> None:
    store.append(group_of(batch_of([said("a"), said("b")], people=[None, 1], keys=[None, 11])))

    store.apply_moves([Move(11, 2), Move(0, 7)], moves_seq=1)

    assert owners(store) == [("a", None, None), ("b", 2, 11)]


def test_a_move_back_restores_what_was(store: Store) -> None:
    store.append(group_of(batch_of([said("a"), said("b")], people=[1, 2], keys=[11, 22])))
    before = owners(store)
    store.apply_moves([Move(22, 1)], moves_seq=1)

    store.apply_moves([Move(22, 2)], moves_seq=2)

    assert owners(store) == before


def test_rows_that_moved_are_still_duplicates(store: Store) -> None:
    store.append(group_of(batch_of([said("a")], seq=1, people=[1], keys=[11])))
    store.apply_moves([Move(11, 2)], moves_seq=1)

    result = store.append(group_of(batch_of([said("a")], seq=2, people=[2], keys=[11])))

    assert (result[0].stored, result[0].duplicate) == (0, 1)
