"""Whoever keeps what they worked out from a store can tell when it is out of date."""

from rapport.record.store.public import Move, Store, note_erasure, version_of
from rapport.record.store.tests.batches import batch_of, group_of, said


def test_rows_moves_and_erasures_make_a_new_version(store: Store) -> None:
    versions = [version_of(store)]
    store.append(group_of(batch_of([said("a")], seq=1, people=[1], keys=[11])))
    versions.append(version_of(store))
    store.apply_moves([Move(11, 2)], moves_seq=1)
    versions.append(version_of(store))
    note_erasure(store)
    versions.append(version_of(store))

    assert len(set(versions)) == len(versions)
    assert version_of(store) == versions[-1]
