"""The names and values that the data have, so that nobody must know them by heart."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext

from rapport.accounts.public import Workspace
from rapport.core.kinds import KINDS
from rapport.record.store.public import Store
from rapport.understand.metrics.pages.cached import cached
from rapport.understand.metrics.pages.labels import name_label
from rapport.understand.metrics.public import LABELS, TEXTS

_TRAIT, _DIMENSION = "trait.", "d_"
MOST_VALUES = 50
MOST_TRAITS = 300


class NameType(StrEnum):
    """What can be compared with a name."""

    TEXT = "text"
    NUMBER = "number"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that filters know and these data have.

    Parameters
    ----------
    name : as written in a filter: ``country``, ``trait.plan``.
    about : ``interaction``, ``dimension`` or ``trait``.
    """

    name: str
    about: str
    type: NameType = NameType.TEXT

    @property
    def label(self) -> str:
        """What people read for it."""
        return name_label(self.name)


_NUMBERS = ("score", "amount", "duration", "hour")
_FREE_TEXTS = ("text", "url")


def known_names(store: Store) -> tuple[KnownName, ...]:
    """Return what can be asked by: columns of interactions, then the workspace's dimensions, then traits."""
    traits = _traits(store)
    return (
        *(KnownName(name, "interaction") for name in (*TEXTS, "currency", "weekday", "month", *_FREE_TEXTS)),
        *(KnownName(name, "interaction", NameType.NUMBER) for name in _NUMBERS),
        KnownName("time", "interaction", NameType.TIME),
        *(KnownName(name, "dimension") for name in dimension_names(store)),
        *(KnownName(_TRAIT + name, "trait", type_) for name, type_ in traits.items()),
    )


def dimension_names(store: Store) -> tuple[str, ...]:
    """Return the workspace's own dimensions."""
    return tuple(sorted(column.removeprefix(_DIMENSION) for column in store.dimensions()))


def trait_names(store: Store) -> tuple[str, ...]:
    """Return the names of traits that people have, most frequent first."""
    return tuple(_traits(store))


def _traits(store: Store) -> dict[str, NameType]:
    """Return traits and their types."""
    return cached(store, "traits of people", lambda: _ask_traits(store))


def _ask_traits(store: Store) -> dict[str, NameType]:
    sql = (
        "-- rapport segments: which traits do people have?\n"
        "SELECT t.name, min(t.type), max(t.type), count(*) AS said FROM traits AS t WHERE t.person_id IS NOT NULL "
        f"GROUP BY t.name ORDER BY said DESC, t.name LIMIT {MOST_TRAITS}"
    )
    types = {"number": NameType.NUMBER, "time": NameType.TIME}
    rows = store.query(sql).rows
    return {str(name): types.get(str(least), NameType.TEXT) if least == most else NameType.TEXT for name, least, most, _ in rows}


def known_values(workspace: Workspace, store: Store, name: str) -> Sequence[str]:
    """Return the most frequent values of a name.

    Values that fewer people have than the workspace's minimum cell are left out: they could say who somebody is.
    Empty where a name has too many to choose from, or is none.
    """
    if name in LABELS:
        return LABELS[name]
    if name == "hour":
        return [str(hour) for hour in range(24)]
    return cached(store, ("values", name, workspace.minimum_cell), lambda: _found_values(workspace, store, name))


def _found_values(workspace: Workspace, store: Store, name: str) -> Sequence[str]:
    if name.startswith(_TRAIT):
        return _trait_values(workspace, store, name.removeprefix(_TRAIT))
    column = _column(store, name)
    return _column_values(workspace, store, column) if column else ()


def kinds_seen(store: Store) -> tuple[tuple[str, str], ...]:
    """Return key and title of the kinds of interaction that happened, most frequent first."""
    return tuple((kind, gettext(title)) for kind, title in cached(store, "kinds seen", lambda: _ask_kinds(store)))


def _ask_kinds(store: Store) -> tuple[tuple[str, str], ...]:
    sql = (
        "-- rapport segments: what did people do?\n"
        "SELECT x.kind, count(*) AS times FROM interactions AS x GROUP BY x.kind ORDER BY times DESC, x.kind"
    )
    return tuple((str(kind), KINDS[str(kind)].title) for kind, _ in store.query(sql).rows if kind in KINDS)


def _column(store: Store, name: str) -> str | None:
    if name in TEXTS:
        return f"x.{TEXTS[name]}"
    if name == "currency":
        return "x.currency"
    columns = [column for column in (name, _DIMENSION + name) if column in store.dimensions()]
    return f'x."{columns[0]}"' if columns else None


def _column_values(workspace: Workspace, store: Store, column: str) -> list[str]:
    sql = (
        "-- rapport segments: which values has a name?\n"
        f"SELECT {column} AS value, count(*) AS times FROM interactions AS x WHERE {column} IS NOT NULL "
        f"GROUP BY value HAVING count(DISTINCT x.person_id) >= $few ORDER BY times DESC, value LIMIT {MOST_VALUES}"
    )
    return [str(value) for value, _ in store.query(sql, {"few": workspace.minimum_cell}).rows]


def _trait_values(workspace: Workspace, store: Store, trait: str) -> list[str]:
    sql = (
        "-- rapport segments: which values has a trait?\n"
        "SELECT t.text_value AS value, count(DISTINCT t.person_id) AS people FROM traits AS t "
        "WHERE t.name = $trait AND t.person_id IS NOT NULL "
        f"GROUP BY value HAVING count(DISTINCT t.person_id) >= $few ORDER BY people DESC, value LIMIT {MOST_VALUES}"
    )
    return [str(value) for value, _ in store.query(sql, {"trait": trait, "few": workspace.minimum_cell}).rows]
