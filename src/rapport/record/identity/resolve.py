"""Finds the person of each `who`, learning what is new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.backends.utils import CursorWrapper

from rapport.accounts.public import Workspace
from rapport.core.clock import now
from rapport.record.identity.bulk import Row, allocate_ids, insert_rows, locked, select_where_in
from rapport.record.identity.graph import Graph, load_around, slot_of
from rapport.record.identity.partition import Member, Node, Partition
from rapport.record.identity.reading import Named, Reader
from rapport.record.identity.rules import Trust
from rapport.record.identity.writing import (
    EVIDENCE_COLUMNS,
    IDENTIFIER_COLUMNS,
    MEMBER_COLUMNS,
    Cause,
    sql_time,
    write_changes,
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whose an interaction is. `identity_key` stays with it for ever; its person may change, see `moves_after`."""

    person_id: int
    identity_key: int


@dataclass(frozen=True, slots=True)
class Erased:
    """The person was erased: the interaction must not be stored."""


ERASED = Erased()

Outcome = Resolved | Erased | None
"""None where a `who` holds no usable identifier."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The person of each `who`: None where it holds no usable identifier."""

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
    named = [(who, reader.read(who)) for who in whos]
    with connection.cursor() as cursor:
        unknown = _find_known(cursor, reader, named, people)
    if unknown:
        with locked(workspace.id) as cursor:
            people |= _Lesson(cursor, workspace.id, reader, source).learn(unknown)
    return Resolution(people)


_Read = list[tuple[str, tuple[Named, ...]]]


def _find_known(cursor: CursorWrapper, reader: Reader, named: _Read, people: dict[str, Outcome]) -> _Read:
    """Fill in those who are known and bring no news; return the others."""
    keys = [n[0].key if len(n) == 1 else reader.evidence_key(n) if n else b"" for _, n in named]
    single = "SELECT i.key, i.id, i.person_id, i.is_verified FROM {wanted} {join} identity_identifier i ON i.key = wanted.value"
    wanted = {key for key, (_, n) in zip(keys, named) if len(n) == 1}
    identifiers = {bytes(row[0]): row[1:] for row in select_where_in(cursor, single, sorted(wanted), of="key")}
    several = "SELECT e.key, e.id, e.person_id FROM {wanted} {join} identity_evidence e ON e.key = wanted.value"
    wanted = {key for key, (_, n) in zip(keys, named) if len(n) > 1}
    evidence = {bytes(row[0]): row[1:] for row in select_where_in(cursor, several, sorted(wanted), of="key")}
    unknown = []
    for key, (who, names) in zip(keys, named):
        if not names:
            people[who] = None
        elif len(names) > 1 and key in evidence:
            number, person = evidence[key]
            people[who] = Resolved(person, -number)
        elif key in identifiers and (identifiers[key][2] or names[0].trust is not Trust.VERIFIED_EMAIL):
            number, person, _ = identifiers[key]
            people[who] = Resolved(person, number)
        else:
            unknown.append((who, names))
    return unknown


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

    def learn(self, unknown: _Read) -> dict[str, Outcome]:
        best = _best_trust(unknown)
        newly_verified = self._find_identifiers(best)
        usable = self._without_erased(unknown)
        new = self._number_new(usable, best)
        stored_evidence, new_evidence = self._number_evidence(usable)
        self._add_to_graph(new, new_evidence, newly_verified)
        outcome = self._graph.regroup()
        self._insert(new, new_evidence, outcome)
        write_changes(self._cursor, self._workspace_id, self._graph, outcome, Cause(source=self._source))
        people: dict[str, Outcome] = {who: ERASED for who, _ in unknown}
        for who, names in usable:
            people[who] = self._resolved(names, stored_evidence, new_evidence, outcome)
        return people

    def _find_identifiers(self, best: dict[bytes, Named]) -> set[int]:
        """Number the identifiers that are stored; return those whose address turns out to be verified."""
        sql = "SELECT i.key, i.id, i.person_id, i.is_verified FROM {wanted} {join} identity_identifier i ON i.key = wanted.value"
        newly_verified = set()
        for key, number, person, is_verified in select_where_in(self._cursor, sql, sorted(best), of="key"):
            self._number[bytes(key)] = number
            self._stored_person[number] = person
            if not is_verified and best[bytes(key)].trust is Trust.VERIFIED_EMAIL:
                newly_verified.add(number)
        return newly_verified

    def _without_erased(self, unknown: _Read) -> _Read:
        """Leave out rows of erased people, and erased identifiers in rows that are surely somebody else's."""
        keys = {one.key for _, names in unknown for one in names if one.key not in self._number}
        sql = "SELECT t.key FROM {wanted} {join} identity_tombstone t ON t.key = wanted.value"
        erased = {bytes(key) for (key,) in select_where_in(self._cursor, sql, sorted(keys), of="key")}
        if not erased:
            return unknown
        usable = []
        for who, names in unknown:
            living = tuple(one for one in names if one.key not in erased)
            if len(living) == len(names) or (_has_strong(living) and not _has_strong(set(names) - set(living))):
                usable.append((who, living))
        return usable

    def _number_new(self, usable: _Read, best: dict[bytes, Named]) -> list[Named]:
        new = [best[key] for key in dict.fromkeys(one.key for _, names in usable for one in names) if key not in self._number]
        self._number.update(zip((one.key for one in new), allocate_ids(self._cursor, "identity_identifier", len(new))))
        return new

    def _number_evidence(self, usable: _Read) -> tuple[dict[bytes, Row], dict[bytes, "_NewEvidence"]]:
        several = {self._reader.evidence_key(names): names for _, names in usable if len(names) > 1}
        sql = "SELECT e.key, e.id, e.person_id FROM {wanted} {join} identity_evidence e ON e.key = wanted.value"
        stored = {bytes(row[0]): row[1:] for row in select_where_in(self._cursor, sql, sorted(several), of="key")}
        new = [key for key in several if key not in stored]
        ids = allocate_ids(self._cursor, "identity_evidence", len(new))
        return stored, {key: (number, self._members(several[key])) for key, number in zip(new, ids)}

    def _members(self, names: tuple[Named, ...]) -> list[Member]:
        return [(int(one.trust), one.key, self._number[one.key]) for one in names]

    def _add_to_graph(self, new: list[Named], evidence: dict[bytes, "_NewEvidence"], newly_verified: set[int]) -> None:
        linked = {number for _, members in evidence.values() for _, _, number in members}
        touched = (linked & self._stored_person.keys()) | newly_verified
        for one in new:
            if (number := self._number[one.key]) in linked:
                slot = slot_of(one.type, one.namespace, is_verified=one.trust.is_strong)
                self._graph.nodes[number] = Node(number, one.key, slot)
        if touched:
            load_around(self._cursor, self._graph, touched)
        for number in newly_verified:
            self._graph.nodes[number].slot = "email"
        self._graph.evidence.update(evidence.values())

    def _insert(self, new: list[Named], evidence: dict[bytes, "_NewEvidence"], outcome: Partition) -> None:
        at, workspace = sql_time(now()), self._workspace_id
        rows: list[Row] = []
        for one in new:
            number = self._number[one.key]
            person, flags = outcome.person_of.get(number, number), (number in outcome.shared, number in outcome.demoted)
            rows.append((number, workspace, one.key, one.type, one.namespace, one.value, person, one.trust.is_strong, *flags, at))
        insert_rows(self._cursor, "identity_identifier", IDENTIFIER_COLUMNS, rows)
        rows = [(number, workspace, key, outcome.person_of_evidence(members)) for key, (number, members) in evidence.items()]
        insert_rows(self._cursor, "identity_evidence", EVIDENCE_COLUMNS, rows)
        rows = [(number, identifier, trust) for number, members in evidence.values() for trust, _, identifier in members]
        insert_rows(self._cursor, "identity_member", MEMBER_COLUMNS, rows)

    def _resolved(
        self,
        names: tuple[Named, ...],
        stored_evidence: dict[bytes, Row],
        new_evidence: dict[bytes, "_NewEvidence"],
        outcome: Partition,
    ) -> Resolved:
        if len(names) == 1:
            number = self._number[names[0].key]
            return Resolved(outcome.person_of.get(number, self._stored_person.get(number, number)), number)
        key = self._reader.evidence_key(names)
        if key in new_evidence:
            number, members = new_evidence[key]
            return Resolved(outcome.person_of_evidence(members), -number)
        number, person = stored_evidence[key]
        if number in self._graph.evidence:
            person = outcome.person_of_evidence(self._graph.evidence[number])
        return Resolved(person, -number)


_NewEvidence = tuple[int, list[Member]]


def _best_trust(unknown: _Read) -> dict[bytes, Named]:
    """Each identifier once, as the row that trusts it most named it."""
    best: dict[bytes, Named] = {}
    for _, names in unknown:
        for one in names:
            if one.key not in best or one.trust < best[one.key].trust:
                best[one.key] = one
    return best


def _has_strong(names: Iterable[Named]) -> bool:
    return any(one.trust.is_strong for one in names)
