"""Finds the person of each `who`, learning what is new."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec
from django.db import connection
from django.db.backends.utils import CursorWrapper

from rapport.accounts.public import Workspace
from rapport.core.clock import now
from rapport.core.courtesy import COURTESY
from rapport.record.identity.bulk import Row, allocate_ids, exist, insert_rows, locked, select_where_in
from rapport.record.identity.graph import Graph, encode_members, load_around, slot_of
from rapport.record.identity.partition import Member, Node, Partition
from rapport.record.identity.reading import Named, Read, Reader
from rapport.record.identity.rules import Trust
from rapport.record.identity.word_index import index_words
from rapport.record.identity.words import identifier_words
from rapport.record.identity.writing import (
    EVIDENCE_COLUMNS,
    IDENTIFIER_COLUMNS,
    MEMBER_COLUMNS,
    Cause,
    sql_time,
    write_changes,
)

LEARN_AT_ONCE, LEARN_BESIDE_VISITORS = 100_000, 1_000
"""Nobody else writes to SQLite while a lesson lasts, so it is short while somebody looks at pages: some tenths of a second."""


class Resolved(msgspec.Struct, frozen=True, gc=False):
    """Whose an interaction is. `identity_key` stays with it for ever; its person may change, see `moves_after`."""

    person_id: int
    identity_key: int


class Erased(msgspec.Struct, frozen=True, gc=False):
    """The person was erased: the interaction must not be stored."""


ERASED = Erased()

Outcome = Resolved | Erased | None
"""None where a `who` holds no usable identifier."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The person of each `who`."""

    people: dict[str, Outcome]


def resolve(workspace: Workspace, whos: Sequence[str], *, source: str = "") -> Resolution:
    """Find or make the person of each `who`; committed when it returns, and repeatable.

    Parameters
    ----------
    whos : distinct texts written by `core.batch.encode_who`; any number, best some 100,000.
    source : who says so, for the log of merges.
    """
    reader = Reader(workspace)
    people: dict[str, Outcome] = {}
    with connection.cursor() as cursor:
        unknown = _find_known(cursor, [reader.read(who) for who in whos], people)
    for some in COURTESY.between(_in_lessons(unknown)):
        with locked(workspace.id) as cursor:
            people |= _Lesson(cursor, workspace.id, reader, source).learn(some)
    return Resolution(people)


def _in_lessons(unknown: list[Read]) -> Iterator[list[Read]]:
    """Yield as many at a time as are well learnt now: visitors come and go meanwhile."""
    while unknown:
        some = LEARN_BESIDE_VISITORS if COURTESY.is_asked_for() else LEARN_AT_ONCE
        yield unknown[:some]
        unknown = unknown[some:]


def _find_known(cursor: CursorWrapper, read: list[Read], people: dict[str, Outcome]) -> list[Read]:
    """Fill in those who are known and bring no news; return the others."""
    identifiers = _stored_identifiers(cursor, {one.key for one in read if len(one.names) == 1})
    evidence = _stored_evidence(cursor, {one.key for one in read if len(one.names) > 1})
    unknown = []
    for one in read:
        if not one.names:
            people[one.who] = None
        elif len(one.names) > 1:
            if known := evidence.get(one.key):
                people[one.who] = Resolved(known[1], -known[0])
            else:
                unknown.append(one)
        elif (known := identifiers.get(one.key)) and (known[2] or one.names[0].trust is not Trust.VERIFIED_EMAIL):
            people[one.who] = Resolved(known[1], known[0])
        else:
            unknown.append(one)
    return unknown


def _stored_identifiers(cursor: CursorWrapper, keys: Iterable[bytes]) -> dict[bytes, Row]:
    """Return (id, person, whether verified) by key."""
    sql = "SELECT i.key, i.id, i.person_id, i.is_verified FROM {wanted} {join} identity_identifier i ON i.key = wanted.value"
    return {bytes(row[0]): row[1:] for row in select_where_in(cursor, sql, sorted(keys), of="key")}


def _stored_evidence(cursor: CursorWrapper, keys: Iterable[bytes]) -> dict[bytes, Row]:
    """Return (id, person) by key."""
    sql = "SELECT e.key, e.id, e.person_id FROM {wanted} {join} identity_evidence e ON e.key = wanted.value"
    return {bytes(row[0]): row[1:] for row in select_where_in(cursor, sql, sorted(keys), of="key")}


class _Lesson:
    """Learns from whos that bring something new: identifiers, evidence, or that an e-mail address is verified."""

    def __init__(self, cursor: CursorWrapper, workspace_id: int, reader: Reader, source: str) -> None:
        self._cursor = cursor
        self._workspace_id = workspace_id
        self._reader = reader
        self._source = source
        self._graph = Graph()
        self._number: dict[bytes, int] = {}
        self._stored_person: dict[int, int] = {}

    def learn(self, unknown: list[Read]) -> dict[str, Outcome]:
        best = _best_trust(unknown)
        newly_verified = self._find_identifiers(best)
        usable = self._without_erased(unknown)
        new = self._number_new(usable, best)
        stored_evidence, new_evidence = self._number_evidence(usable)
        self._add_to_graph(new, new_evidence, newly_verified)
        outcome = self._graph.regroup()
        self._insert(new, new_evidence, outcome)
        write_changes(self._cursor, self._workspace_id, self._graph, outcome, Cause(source=self._source))
        people: dict[str, Outcome] = {one.who: ERASED for one in unknown} if len(usable) < len(unknown) else {}
        for one in usable:
            people[one.who] = self._resolved(one, stored_evidence, new_evidence, outcome)
        return people

    def _find_identifiers(self, best: dict[bytes, Named]) -> set[int]:
        """Number the identifiers that are stored; return those whose address turns out to be verified."""
        newly_verified = set()
        for key, (number, person, is_verified) in _stored_identifiers(self._cursor, best).items():
            self._number[key] = number
            self._stored_person[number] = person
            if not is_verified and best[key].trust is Trust.VERIFIED_EMAIL:
                newly_verified.add(number)
        return newly_verified

    def _without_erased(self, unknown: list[Read]) -> list[Read]:
        """Leave out rows of erased people, and erased identifiers in rows that are surely somebody else's."""
        if not exist(self._cursor, "identity_tombstone"):
            return unknown
        keys = {name.key for one in unknown for name in one.names if name.key not in self._number}
        sql = "SELECT t.key FROM {wanted} {join} identity_tombstone t ON t.key = wanted.value"
        erased = {bytes(key) for (key,) in select_where_in(self._cursor, sql, sorted(keys), of="key")}
        usable = []
        for one in unknown:
            living = [name for name in one.names if name.key not in erased]
            if len(living) == len(one.names):
                usable.append(one)
            elif _has_strong(living) and not _has_strong(name for name in one.names if name.key in erased):
                usable.append(self._reader.combine(one.who, living))
        return usable

    def _number_new(self, usable: list[Read], best: dict[bytes, Named]) -> list[Named]:
        # The surest first, since the smallest number names the person; then in the order of the index that they go into.
        by_trust: dict[int, list[bytes]] = {}
        for key in {name.key for one in usable for name in one.names} - self._number.keys():
            by_trust.setdefault(best[key].trust, []).append(key)
        new = [best[key] for trust in sorted(by_trust) for key in sorted(by_trust[trust])]
        self._number.update(zip((one.key for one in new), allocate_ids(self._cursor, "identity_identifier", len(new))))
        return new

    def _number_evidence(self, usable: list[Read]) -> tuple[dict[bytes, Row], "_NewEvidence"]:
        several = {one.key: one.names for one in usable if len(one.names) > 1}
        stored = _stored_evidence(self._cursor, several)
        new = sorted(several.keys() - stored.keys())
        ids = allocate_ids(self._cursor, "identity_evidence", len(new))
        return stored, {key: (number, self._members(several[key])) for key, number in zip(new, ids)}

    def _members(self, names: list[Named]) -> list[Member]:
        return [(int(one.trust), one.key, self._number[one.key]) for one in names]

    def _add_to_graph(self, new: list[Named], evidence: "_NewEvidence", newly_verified: set[int]) -> None:
        linked = {number for _, members in evidence.values() for _, _, number in members}
        touched = (linked & self._stored_person.keys()) | newly_verified
        for one in new:
            if (number := self._number[one.key]) in linked:
                slot = slot_of(one.type, one.namespace, is_verified=one.trust is Trust.VERIFIED_EMAIL)
                self._graph.nodes[number] = Node(number, one.key, slot)
        if touched:
            load_around(self._cursor, self._graph, touched)
        for number in newly_verified:
            self._graph.nodes[number].slot = "email"
        self._graph.evidence.update(evidence.values())

    def _insert(self, new: list[Named], evidence: "_NewEvidence", outcome: Partition) -> None:
        at, workspace = sql_time(now()), self._workspace_id
        rows: list[Row] = []
        for one in new:
            number = self._number[one.key]
            person, is_verified = outcome.person_of.get(number, number), one.trust.is_strong
            flags = (is_verified, number in outcome.shared, number in outcome.demoted)
            rows.append((number, workspace, one.key, one.type, one.namespace, one.value, person, *flags, at))
        insert_rows(self._cursor, "identity_identifier", IDENTIFIER_COLUMNS, rows)
        index_words(self._cursor, workspace, {self._number[one.key]: identifier_words(one.type, one.value) for one in new})
        rows = [
            (number, workspace, key, outcome.person_of_evidence(members), encode_members(members))
            for key, (number, members) in evidence.items()
        ]
        insert_rows(self._cursor, "identity_evidence", EVIDENCE_COLUMNS, rows)
        rows = [(identifier, number) for number, members in evidence.values() for _, _, identifier in members]
        insert_rows(self._cursor, "identity_member", MEMBER_COLUMNS, rows)

    def _resolved(self, one: Read, stored: dict[bytes, Row], new: "_NewEvidence", outcome: Partition) -> Resolved:
        if len(one.names) == 1:
            number = self._number[one.key]
            return Resolved(outcome.person_of.get(number) or self._stored_person.get(number, number), number)
        if one.key in new:
            number, members = new[one.key]
            return Resolved(outcome.person_of_evidence(members), -number)
        number, person = stored[one.key]
        if number in self._graph.evidence:
            person = outcome.person_of_evidence(self._graph.evidence[number])
        return Resolved(person, -number)


_NewEvidence = dict[bytes, tuple[int, list[Member]]]


def _best_trust(unknown: list[Read]) -> dict[bytes, Named]:
    """Each identifier once, as the row that trusts it most named it."""
    best: dict[bytes, Named] = {}
    for one in unknown:
        for name in one.names:
            if name.key not in best or name.trust < best[name.key].trust:
                best[name.key] = name
    return best


def _has_strong(names: Iterable[Named]) -> bool:
    return any(one.trust.is_strong for one in names)
