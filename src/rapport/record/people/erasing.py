"""Erases a person: takes who they are out of every place, and leaves the counts.

The order is what makes it hold. What waits in the spool is digested, so that every identifier is known. Then the identifiers
become tombstones, which refuse whatever comes from now on; then what was on its way meanwhile is digested; and only then are
the rows emptied. An `Erasure` row remembers what is to be done until all of it is done, whatever interrupts it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapport.accounts.public import Workspace, record_action
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.home import WorkspaceHome
from rapport.core.notice import Notice
from rapport.record.digest.public import Digest
from rapport.record.identity.public import IdentifierRow, current_person, forget, identifiers_of, living_person
from rapport.record.people import models
from rapport.record.people.annotations import forget_annotations
from rapport.record.people.files import empty_folder, erase_from_folder
from rapport.record.people.mentions import erase_from_tables
from rapport.record.people.needles import SHORTEST, is_ordinary_number, needles_of
from rapport.record.people.person import settle
from rapport.record.people.suppression import hide_addresses
from rapport.record.people.traits import gather_traits
from rapport.record.store.public import Store, note_erasure
from rapport.spool.public import Spool


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure changed.

    Parameters
    ----------
    files : reject files and exports that mentioned the person, and uploads, which go in any case.
    texts : rows of what members wrote: notes, names of files, filters, lines of the audit log.
    """

    person_id: int
    identifiers: int
    interactions: int
    traits: int
    mentions: int
    rejects: int
    files: int
    texts: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where the data of a workspace lies."""

    workspace: Workspace
    store: Store
    spool: Spool
    files: WorkspaceHome


def erase_person(places: Places, person_id: int) -> Erased:
    """Take who a person is out of every place. The last bytes leave the disk with `rapport compact`.

    An erasure that was interrupted is finished by calling again, with this or another person.

    Raises
    ------
    UserError : there is no such person.
    """
    finish_interrupted(places, but=person_id)
    left = _left_over(places.workspace, person_id)
    if left is None:
        left = _prepare(places, living_person(places.workspace, person_id))
    return _carry_out(places, left)


def finish_interrupted(places: Places, *, but: int = 0) -> None:
    """Finish the erasures that something interrupted, `but` this person's."""
    for row in models.Erasure.objects.filter(workspace_id=places.workspace.id).exclude(person_id=but):
        _carry_out(places, row)


def is_being_erased(workspace: Workspace, person_id: int) -> bool:
    """Say whether an erasure of this person was begun and not finished."""
    return _left_over(workspace, person_id) is not None


def _left_over(workspace: Workspace, person_id: int) -> models.Erasure | None:
    return models.Erasure.objects.filter(workspace_id=workspace.id, person_id=person_id).first()


def _prepare(places: Places, person_id: int) -> models.Erasure:
    drain(places)
    settle(places.workspace, places.store)
    person_id = living_person(places.workspace, person_id)
    identifiers = identifiers_of(places.workspace, person_id)
    traits = gather_traits(places.store.traits_of(person_id))
    return models.Erasure.objects.create(
        workspace_id=places.workspace.id,
        person_id=person_id,
        started_at=now(),
        numbers=[row.id for row in identifiers],
        needles={
            "all": [*needles_of(identifiers, traits), *_numbers_in_ids(places.store, person_id, identifiers)],
            "addresses": [row.value for row in identifiers],
        },
    )


def _numbers_in_ids(store: Store, person_id: int, identifiers: Sequence[IdentifierRow]) -> list[str]:
    """Numbers too ordinary to be looked for everywhere, which some system used for the person's orders or subscriptions too."""
    numbers = {row.value for row in identifiers if is_ordinary_number(row.value) and len(row.value) >= SHORTEST}
    if not numbers:
        return []
    columns = ("session_id", "conversation_id", "order_id", "subscription_id", "response_id")
    # Which ids of the person's own rows contain the person's number.
    union = " UNION ALL ".join(f"SELECT DISTINCT {name} FROM interactions WHERE person_id = $person_id" for name in columns)
    ids = [str(value) for (value,) in store.query(union, {"person_id": person_id}).rows if value]
    return sorted(number for number in numbers if any(number in re.findall(r"\d+", value) for value in ids))


def _carry_out(places: Places, row: models.Erasure) -> Erased:
    workspace, store = places.workspace, places.store
    if current_person(workspace, row.person_id) is not None:
        forget(workspace, row.person_id)
    forget_annotations(row.numbers)
    hide_addresses(workspace, row.needles["addresses"])
    drain(places)
    try:
        erased = _take_out(places, row)
    finally:
        # Also where it was interrupted: some of what the person left is gone by then. A backup relies on its being said
        # before the row goes that makes an interrupted erasure go on.
        note_erasure(store)
    # The audit log is kept, so it says that somebody was erased and not who.
    record_action(workspace, "person.erase", subject=str(row.person_id), details={"interactions": erased.interactions})
    row.delete()
    return erased


def _take_out(places: Places, row: models.Erasure) -> Erased:
    needles, addresses = row.needles["all"], row.needles["addresses"]
    counts = [places.store.erase_person(number, needles=needles) for number in _numbers_in_store(places.store, row)]
    return Erased(
        person_id=row.person_id,
        identifiers=len(row.numbers),
        interactions=sum(count.interactions for count in counts),
        traits=sum(count.traits for count in counts),
        mentions=sum(count.mentions for count in counts),
        rejects=places.spool.erase_matching([*needles, *(value for value in addresses if len(value) >= SHORTEST)]),
        files=sum(erase_from_folder(folder, needles) for folder in (places.files.rejects, places.files.exports))
        + empty_folder(places.files.uploads),
        texts=erase_from_tables(places.workspace, needles),
    )


def _numbers_in_store(store: Store, row: models.Erasure) -> Sequence[int]:
    """The person's number, and former numbers under which a merge that has not reached the store yet left rows."""
    sql = """
        SELECT DISTINCT person_id FROM interactions WHERE person_id IN ({numbers})
        UNION ALL SELECT DISTINCT person_id FROM traits WHERE person_id IN ({numbers})
    """
    found: set[int] = {row.person_id}
    for start in range(0, len(row.numbers), 1000):
        numbers = ", ".join(str(int(number)) for number in row.numbers[start : start + 1000])
        # Which numbers of an erased person still have rows.
        found |= {int(str(number)) for (number,) in store.query(sql.format(numbers=numbers)).rows}
    return sorted(found)


def drain(places: Places) -> None:
    """Digest what waits in the spool now; what comes later meets the tombstones."""
    waiting, done = places.spool.backlog().rows, 0
    digest = Digest(places.workspace, places.spool, places.store)
    while done < waiting and (rows := digest.run_once()):
        done += rows
    if places.spool.backlog().batches and not done and waiting:
        raise UserError(
            Notice(
                "What waits in the spool cannot be digested, so the person cannot be erased yet.", terminal="See: rapport doctor"
            )
        )
