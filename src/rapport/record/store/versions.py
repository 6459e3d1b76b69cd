"""Which content of a store somebody has seen, for those who keep what they worked out from it."""

from typing import NamedTuple
from weakref import WeakKeyDictionary

from rapport.record.store.protocol import Store


class Version(NamedTuple):
    """The last batch, the last move of people, and how many people this process has erased."""

    applied: int
    moves_seq: int
    erased: int


_erased: WeakKeyDictionary[Store, int] = WeakKeyDictionary()


def version_of(store: Store) -> Version:
    """Return the version of what the store holds now; what was worked out from another one may be out of date."""
    return Version(store.applied(), store.moves_seq(), _erased.get(store, 0))


def note_erasure(store: Store) -> None:
    """Say that a person was erased, so that nobody keeps what names them. The owner process erases, and answers too."""
    _erased[store] = _erased.get(store, 0) + 1
