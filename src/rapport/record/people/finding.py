"""Looks for people by identifier and by name."""

from dataclasses import dataclass

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.record.identity.public import (
    Found,
    IdentifierRow,
    current_person,
    index_identifiers,
    is_indexed,
    names_said,
    note_names,
    search,
)
from rapport.record.people.naming import person_number
from rapport.record.people.person import settle
from rapport.record.people.sketches import sketch_people
from rapport.record.store.public import Store

LIMIT = 20


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """`matched` says what it was found by: an identifier, or the name."""

    id: int
    name: str
    matched: str
    identifiers: tuple[IdentifierRow, ...]


def find_people(workspace: Workspace, store: Store, text: str, *, limit: int = LIMIT) -> list[FoundPerson]:
    """Return people whose number, identifier or name is this text, begins with it or is much like it; the best first."""
    if not text.strip():
        raise UserError("Say whom to look for: an e-mail address, a phone number, an id or a name.")
    found = search_people(workspace, store, text, limit=limit)
    sketches = sketch_people(workspace, store, (one.person_id for one in found))
    return [
        FoundPerson(sketch.id, sketch.name, one.matched or sketch.title, sketch.identifiers)
        for one in found
        if (sketch := sketches.get(one.person_id))
    ]


def search_people(workspace: Workspace, store: Store, text: str, *, limit: int) -> list[Found]:
    """Return the people whom a text may mean, the best first, by number only."""
    settle(workspace, store)
    _index_once(workspace, store)
    number = person_number(text)
    person = current_person(workspace, number) if number else None
    first = [Found(person, text.strip(), 0.0)] if person else []
    return [*first, *(one for one in search(workspace, text, limit=limit) if one.person_id != person)][:limit]


_indexed: set[bytes] = set()


def _index_once(workspace: Workspace, store: Store) -> None:
    """Make the index of a workspace that an older version filled."""
    if workspace.secret in _indexed:
        return
    if not is_indexed(workspace):
        index_identifiers(workspace)
        _index_names(workspace, store)
    _indexed.add(workspace.secret)


def _index_names(workspace: Workspace, store: Store) -> None:
    # Which names of traits are there?
    kinds = [str(name) for (name,) in store.query("SELECT DISTINCT name FROM traits").rows]
    calling = [name for name in kinds if list(names_said({name: "?"}))]
    if not calling:
        return
    # What was anybody ever called?
    sql = "SELECT DISTINCT identity_key, text_value FROM traits WHERE name IN $names AND identity_key IS NOT NULL"
    said: dict[int, set[str]] = {}
    for key, name in store.query(sql, {"names": calling}).rows:
        said.setdefault(int(str(key)), set()).add(str(name))
    keys = sorted(said)
    for start in range(0, len(keys), _AT_ONCE):
        note_names(workspace, {key: said[key] for key in keys[start : start + _AT_ONCE]})


_AT_ONCE = 20_000
