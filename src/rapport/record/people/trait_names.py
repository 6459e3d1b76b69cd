"""Which traits a workspace has, and which of them say what people are called."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapport.record.identity.public import FIRST_NAMES, LAST_NAMES, WHOLE_NAMES, canonical
from rapport.record.store.public import Store


@dataclass(frozen=True, slots=True)
class NamesOfTraits:
    """The traits in which sources say names, as they write them. An empty text stands in for none: no trait is called so."""

    whole: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]


def traits_known(store: Store) -> list[str]:
    """Return the names of all traits that anybody has, those of most people first."""
    # Which traits are there, and how many people have each?
    sql = "SELECT name, count(DISTINCT person_id) FROM traits WHERE person_id IS NOT NULL GROUP BY name ORDER BY 2 DESC, 1"
    return [str(name) for name, _ in store.query(sql).rows]


def names_of_traits(store: Store) -> NamesOfTraits:
    """Return the traits that say whole names, first names and last names."""
    # Which traits are there?
    known = [str(name) for (name,) in store.query("SELECT DISTINCT name FROM traits ORDER BY name").rows]
    return NamesOfTraits(_saying(known, WHOLE_NAMES), _saying(known, FIRST_NAMES), _saying(known, LAST_NAMES))


def _saying(known: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    wanted = frozenset(names)
    return tuple(name for name in known if canonical(name) in wanted) or ("",)
