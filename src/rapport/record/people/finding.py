"""Looks for people by identifier and by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.record.identity.public import IdentifierRow, current_person, find, identifiers_of
from rapport.record.people.naming import person_number
from rapport.record.people.person import settle
from rapport.record.people.traits import FIRST_NAMES, LAST_NAMES, WHOLE_NAMES, gather_traits, name_in
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
    """Return people whose number, identifier or name is this text or begins with it; those by identifier come first."""
    text = text.strip()
    if not text:
        raise UserError("Say whom to look for: an e-mail address, a phone number, an id or a name.")
    settle(workspace, store)
    matches: dict[int, str] = {}
    if (number := person_number(text)) and (person := current_person(workspace, number)):
        matches[person] = text
    for row in find(workspace, text, limit=limit):
        matches.setdefault(row.person_id, row.value)
    for person in _by_name(store, text, limit):
        matches.setdefault(person, "name")
    return list(_described(workspace, store, matches, limit))


def _described(workspace: Workspace, store: Store, matches: dict[int, str], limit: int) -> Iterable[FoundPerson]:
    for person, matched in list(matches.items())[:limit]:
        name = name_in(gather_traits(store.traits_of(person)))
        yield FoundPerson(person, name, name if matched == "name" and name else matched, tuple(identifiers_of(workspace, person)))


def _by_name(store: Store, text: str, limit: int) -> list[int]:
    # Whoever looks for a person by name: any source that said this name, however long ago.
    sql = """
        SELECT DISTINCT person_id FROM traits
        WHERE lower(name) IN ({names}) AND person_id IS NOT NULL
          AND (lower(text_value) LIKE $lower OR text_value LIKE $written OR lower(text_value) LIKE $later)
        ORDER BY person_id LIMIT {limit}
    """
    names = ", ".join(f"$name_{number}" for number in range(len(_NAMES)))
    params: dict[str, object] = {f"name_{number}": name for number, name in enumerate(_NAMES)}
    # A % or _ in a name would match anything, which finds too much and never too little.
    params |= {"lower": f"{text.lower()}%", "written": f"{text}%", "later": f"% {text.lower()}%"}
    return [int(str(person)) for (person,) in store.query(sql.format(names=names, limit=limit), params).rows]


_NAMES = (*WHOLE_NAMES, *FIRST_NAMES, *LAST_NAMES, "full name", "first name", "last name")
