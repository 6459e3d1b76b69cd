"""Writes the outcome of a regrouping: who belongs to whom now, what moved, and the log of merges."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.backends.utils import CursorWrapper

from rapport.core.clock import now
from rapport.record.identity.bulk import Row, delete_where_in, insert_rows, select_where_in, update_rows
from rapport.record.identity.graph import Graph, load_around
from rapport.record.identity.partition import Join, Partition
from rapport.record.identity.rules import RULE_OF


@dataclass(frozen=True, slots=True)
class Cause:
    """Why identities change: new evidence of a source, or somebody's decision."""

    source: str = ""
    by: str = ""
    reason: str = ""
    undone_reason: str = "Newer evidence contradicts this merge."


IDENTIFIER_COLUMNS = {
    "id": "bigint",
    "workspace_id": "bigint",
    "key": "bytea",
    "type": "text",
    "namespace": "text",
    "value": "text",
    "person_id": "bigint",
    "is_verified": "boolean",
    "is_shared": "boolean",
    "is_demoted": "boolean",
    "first_seen_at": "timestamptz",
}
EVIDENCE_COLUMNS = {"id": "bigint", "workspace_id": "bigint", "key": "bytea", "person_id": "bigint", "members": "text"}
MEMBER_COLUMNS = {"identifier_id": "bigint", "evidence_id": "bigint"}


def write_changes(cursor: CursorWrapper, workspace_id: int, graph: Graph, outcome: Partition, cause: Cause) -> None:
    """Bring what is stored to the outcome: identifiers, evidence, moves, merges."""
    moves = [*_update_identifiers(cursor, graph, outcome), *_update_evidence(cursor, graph, outcome)]
    _log_moves(cursor, workspace_id, moves)
    _log_merges(cursor, workspace_id, graph, outcome, cause)


def regroup(cursor: CursorWrapper, workspace_id: int, identifiers: Iterable[int], cause: Cause) -> None:
    """Work out anew who is who around some identifiers."""
    graph = Graph()
    load_around(cursor, graph, identifiers)
    write_changes(cursor, workspace_id, graph, graph.regroup(), cause)


def _update_identifiers(cursor: CursorWrapper, graph: Graph, outcome: Partition) -> Iterable[tuple[int, int]]:
    """Update stored identifiers; return (identity key, new person) of those that changed hands."""
    changes: list[Row] = []
    moves = []
    for number, was in graph.standing.items():
        person, is_verified = outcome.person_of[number], was.is_verified or graph.nodes[number].slot == "email"
        is_shared, is_demoted = number in outcome.shared, number in outcome.demoted
        if (person, is_verified, is_shared, is_demoted) != (was.person_id, was.is_verified, was.is_shared, was.is_demoted):
            changes.append((person, is_verified, is_shared, is_demoted, number))
        if person != was.person_id:
            moves.append((number, person))
    columns = {"person_id": "bigint", "is_verified": "boolean", "is_shared": "boolean", "is_demoted": "boolean"}
    update_rows(cursor, "identity_identifier", columns, changes)
    return moves


def _update_evidence(cursor: CursorWrapper, graph: Graph, outcome: Partition) -> Iterable[tuple[int, int]]:
    people = ((number, outcome.person_of_evidence(graph.evidence[number]), was) for number, was in graph.evidence_person.items())
    changed = [(number, person) for number, person, was in people if person != was]
    update_rows(cursor, "identity_evidence", {"person_id": "bigint"}, [(person, number) for number, person in changed])
    return [(-number, person) for number, person in changed]


def _log_moves(cursor: CursorWrapper, workspace_id: int, moves: list[tuple[int, int]]) -> None:
    delete_where_in(cursor, "identity_move", "identity_key", [key for key, _ in moves])
    columns = {"workspace_id": "bigint", "identity_key": "bigint", "person_id": "bigint"}
    insert_rows(cursor, "identity_move", columns, [(workspace_id, key, person) for key, person in moves])


MERGE_COLUMNS = {
    "workspace_id": "bigint",
    "at": "timestamptz",
    "kept_person_id": "bigint",
    "merged_person_id": "bigint",
    "rule": "text",
    "one_id": "bigint",
    "other_id": "bigint",
    "source": "text",
    "by": "text",
    "reason": "text",
    "undone_by": "text",
    "undone_reason": "text",
}


def _log_merges(cursor: CursorWrapper, workspace_id: int, graph: Graph, outcome: Partition, cause: Cause) -> None:
    """Mark the merges that no longer hold, and add one for each two people who became one."""
    if not outcome.joins and not graph.standing:
        return
    trees = _Trees()
    split = _split_people(graph, outcome)
    inside = [number for number, was in graph.standing.items() if was.person_id in split]
    _keep_or_undo(cursor, inside, outcome, trees, cause)
    for number, was in graph.standing.items():
        if was.person_id not in split:
            trees.union(was.person_id, number)
    at = sql_time(now())
    rows: list[Row] = []
    for join in outcome.joins:
        one, other = trees.root(join.one), trees.root(join.other)
        if one != other:
            trees.union(one, other)
            rows.append(_merge_row(workspace_id, at, min(one, other), max(one, other), join, cause))
    insert_rows(cursor, "identity_merge", {f'"{name}"': kind for name, kind in MERGE_COLUMNS.items()}, rows)


def _merge_row(workspace_id: int, at: object, kept: int, merged: int, join: Join, cause: Cause) -> Row:
    rule = RULE_OF[join.trust]
    return (workspace_id, at, kept, merged, rule.key, join.one, join.other, cause.source, cause.by, cause.reason, "", "")


def _split_people(graph: Graph, outcome: Partition) -> set[int]:
    """People of whom not every identifier went the same way."""
    first: dict[int, int] = {}
    return {
        was.person_id
        for number, was in graph.standing.items()
        if first.setdefault(was.person_id, outcome.person_of[number]) != outcome.person_of[number]
    }


def _keep_or_undo(cursor: CursorWrapper, numbers: list[int], outcome: Partition, trees: "_Trees", cause: Cause) -> None:
    """Of the merges among these identifiers, build on those that still hold and undo the others."""
    sql = (
        "SELECT m.id, m.one_id, m.other_id FROM {wanted} {join} identity_merge m ON m.one_id = wanted.value "
        "WHERE m.undone_at IS NULL"
    )
    undone: list[Row] = []
    person_of: Mapping[int, int] = outcome.person_of
    for merge, one, other in select_where_in(cursor, sql, numbers, of="bigint"):
        if person_of.get(one) == person_of.get(other):
            trees.union(one, other)
        else:
            undone.append((sql_time(now()), cause.by or "rule", cause.undone_reason, merge))
    update_rows(cursor, "identity_merge", {"undone_at": "timestamptz", "undone_by": "text", "undone_reason": "text"}, undone)


class _Trees:
    """Union-find whose root is the smallest number of its tree."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def root(self, number: int) -> int:
        path = []
        while (parent := self._parent.get(number, number)) != number:
            path.append(number)
            number = parent
        for passed in path:
            self._parent[passed] = number
        return number

    def union(self, one: int, other: int) -> None:
        one, other = self.root(one), self.root(other)
        if one != other:
            self._parent[max(one, other)] = min(one, other)


def sql_time(moment: datetime) -> object:
    """Return a time as the database's driver takes it."""
    return connection.ops.adapt_datetimefield_value(moment)
