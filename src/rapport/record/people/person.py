"""A person as known today, put together from identities, store and what people wrote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapport.accounts.public import Workspace
from rapport.record.identity.public import IdentifierRow, MergeRow, identifiers_of, living_person, merges_of, moves_after
from rapport.record.people.annotations import Note, Tag, notes_of, tags_of
from rapport.record.people.companies import Company, company_of
from rapport.record.people.consent import Consents, consents_of
from rapport.record.people.suppression import Suppression, suppressions_of
from rapport.record.people.traits import Trait, gather_traits, name_in
from rapport.record.store.public import Store, StoredInteraction

PAGE = 1000


@dataclass(frozen=True, slots=True)
class Joined:
    """How an identifier came to its person: which merge joined it, and with which other identifier."""

    merge: MergeRow
    to: IdentifierRow


@dataclass(frozen=True, slots=True)
class Person:
    """Everything held about a person but the timeline. `joined` has no entry for the identifier it all began with."""

    id: int
    name: str
    identifiers: tuple[IdentifierRow, ...]
    joined: dict[int, Joined]
    traits: dict[str, Trait]
    merges: tuple[MergeRow, ...]
    company: Company | None
    consents: Consents
    suppressions: tuple[Suppression, ...]
    tags: tuple[Tag, ...]
    notes: tuple[Note, ...]


def read_person(workspace: Workspace, store: Store, person_id: int) -> Person:
    """Put a person together; raise UserError when there is nobody of that number."""
    settle(workspace, store)
    person_id = living_person(workspace, person_id)
    identifiers = tuple(identifiers_of(workspace, person_id))
    merges = tuple(merges_of(workspace, person_id))
    traits = gather_traits(store.traits_of(person_id))
    return Person(
        id=person_id,
        name=name_in(traits),
        identifiers=identifiers,
        joined=_how_joined(identifiers, merges),
        traits=traits,
        merges=merges,
        company=company_of(workspace, identifiers, traits),
        consents=consents_of(store, person_id),
        suppressions=tuple(suppressions_of(workspace, [row.value for row in identifiers])),
        tags=tuple(tags_of(workspace, person_id)),
        notes=tuple(notes_of(workspace, person_id)),
    )


def settle(workspace: Workspace, store: Store) -> None:
    """Bring the store up to what identities say; otherwise that happens with the next batch."""
    moves, seq = moves_after(workspace, store.moves_seq())
    if moves:
        store.apply_moves(moves, moves_seq=seq)


def whole_timeline(store: Store, person_id: int) -> Iterator[StoredInteraction]:
    """Read everything that a person did, newest first, a page at a time."""
    page = store.timeline(person_id, limit=PAGE)
    while page:
        yield from page
        if len(page) < PAGE:
            return
        page = store.timeline(person_id, before=page[-1].occurred_at, before_id=page[-1].id, limit=PAGE)


def _how_joined(identifiers: Sequence[IdentifierRow], merges: Sequence[MergeRow]) -> dict[int, Joined]:
    """Walk the tree of standing merges from the identifier that was there first."""
    by_id = {row.id: row for row in identifiers}
    edges: dict[int, list[tuple[int, MergeRow]]] = {}
    for merge in merges:
        if merge.undone_at is None and merge.one_id in by_id and merge.other_id in by_id:
            edges.setdefault(merge.one_id, []).append((merge.other_id, merge))
            edges.setdefault(merge.other_id, []).append((merge.one_id, merge))
    joined: dict[int, Joined] = {}
    frontier = [identifiers[0].id] if identifiers else []
    seen = set(frontier)
    for number in frontier:
        for other, merge in edges.get(number, ()):
            if other not in seen:
                seen.add(other)
                joined[other] = Joined(merge, by_id[number])
                frontier.append(other)
    return joined
