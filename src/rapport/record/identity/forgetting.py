"""Forgets a person: what remains are keyed hashes that keep them from being imported again."""

from collections.abc import Collection

from django.db.backends.utils import CursorWrapper

from rapport.accounts.public import Workspace
from rapport.core.clock import now
from rapport.record.identity import models
from rapport.record.identity.bulk import delete_where_in, insert_rows, locked, select_where_in, update_rows
from rapport.record.identity.graph import decode_members
from rapport.record.identity.queries import living_person
from rapport.record.identity.word_index import forget_words
from rapport.record.identity.writing import Cause, regroup, sql_time


def forget(workspace: Workspace, person_id: int) -> None:
    """Delete the identifiers of a person and refuse them from now on.

    The log of merges keeps its numbers, and loses what people wrote as a reason.
    """
    with locked(workspace.id) as cursor:
        person = living_person(workspace, person_id)
        rows = models.Identifier.objects.filter(workspace_id=workspace.id, person_id=person).values_list("id", "key")
        keys = {number: bytes(key) for number, key in rows}
        _refuse(cursor, workspace.id, keys.values())
        company = _forget_evidence(cursor, keys, person)
        _forget_decisions(cursor, keys)
        for table, column in (("identity_identifier", "id"), ("identity_move", "identity_key")):
            delete_where_in(cursor, table, column, keys)
        # What was shared with this person stays shared: else the rest of its rows would pass to whoever is left.
        _demote_shared(cursor, company)
        regroup(cursor, workspace.id, company, Cause())


def _refuse(cursor: CursorWrapper, workspace_id: int, keys: Collection[bytes]) -> None:
    sql = "SELECT t.key FROM {wanted} {join} identity_tombstone t ON t.key = wanted.value"
    standing = {bytes(key) for (key,) in select_where_in(cursor, sql, sorted(keys), of="key")}
    columns = {"key": "bytea", "workspace_id": "bigint", "at": "timestamptz"}
    at = sql_time(now())
    insert_rows(cursor, "identity_tombstone", columns, [(key, workspace_id, at) for key in keys if key not in standing])


def _forget_evidence(cursor: CursorWrapper, numbers: Collection[int], person: int) -> set[int]:
    """Take the identifiers out of all evidence; return the identifiers of others that stood beside them."""
    sql = (
        "SELECT DISTINCT e.id, e.person_id, e.members FROM {wanted} "
        "{join} identity_member m ON m.identifier_id = wanted.value {join} identity_evidence e ON e.id = m.evidence_id"
    )
    company: set[int] = set()
    gone, beside_gone, shorter = [], [], []
    for evidence, owner, members in select_where_in(cursor, sql, list(numbers), of="bigint"):
        left = [[number, trust] for number, trust in decode_members(members) if number not in numbers]
        company.update(number for number, _ in left)
        if owner == person or not left:
            gone.append(evidence)
            beside_gone += [(number, evidence) for number, _ in left]
        else:
            shorter.append((str(left), evidence))
    update_rows(cursor, "identity_evidence", {"members": "text"}, shorter)
    delete_where_in(cursor, "identity_member", "identifier_id", numbers)
    cursor.executemany("DELETE FROM identity_member WHERE identifier_id = %s AND evidence_id = %s", beside_gone)
    delete_where_in(cursor, "identity_evidence", "id", gone)
    delete_where_in(cursor, "identity_move", "identity_key", [-number for number in gone])
    forget_words(cursor, [*numbers, *(-number for number in gone)])
    return company


def _demote_shared(cursor: CursorWrapper, numbers: Collection[int]) -> None:
    sql = "SELECT i.id FROM {wanted} {join} identity_identifier i ON i.id = wanted.value WHERE i.is_shared"
    shared = select_where_in(cursor, sql, list(numbers), of="bigint")
    update_rows(cursor, "identity_identifier", {"is_demoted": "boolean"}, [(True, number) for (number,) in shared])


def _forget_decisions(cursor: CursorWrapper, numbers: Collection[int]) -> None:
    for column in ("one_id", "other_id"):
        delete_where_in(cursor, "identity_manuallink", column, numbers)
    delete_where_in(cursor, "identity_separatedidentifier", "identifier_id", numbers)
    ids = list(numbers)
    for end in ("m.one_id = wanted.value", "m.other_id = wanted.value AND m.undone_at IS NOT NULL"):
        sql = f"SELECT m.id FROM {{wanted}} {{join}} identity_merge m ON {end}"
        found = [number for (number,) in select_where_in(cursor, sql, ids, of="bigint")]
        update_rows(cursor, "identity_merge", {"reason": "text"}, [("", number) for number in found])
