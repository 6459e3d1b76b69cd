"""Reads identities."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.db.models import Q

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.interaction import IdentifierType
from rapport.core.notice import Notice
from rapport.record.identity import models
from rapport.record.identity.bulk import select_where_in
from rapport.record.identity.reading import Reader
from rapport.record.identity.rules import RULES, TRUST_OF_TYPE
from rapport.record.store.public import Move


@dataclass(frozen=True, slots=True)
class IdentifierRow:
    """An identifier of a person. `is_shared` says that it was seen with several people, so it names none of them."""

    id: int
    type: IdentifierType
    namespace: str
    value: str
    is_verified: bool
    is_shared: bool
    person_id: int
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge as logged: `one_id` and `other_id` are the identifiers that caused it. It holds while `undone_at` is None."""

    id: int
    at: datetime
    kept_person_id: int
    merged_person_id: int
    rule: str
    rule_reason: str
    one_id: int
    other_id: int
    source: str
    by: str
    reason: str
    undone_at: datetime | None
    undone_by: str
    undone_reason: str


def moves_after(workspace: Workspace, seq: int) -> tuple[list[Move], int]:
    """Return the re-assignments that the store has not applied yet.

    Parameters
    ----------
    seq : the number that the last call returned and the store has applied; 0 at first.

    Returns
    -------
    The moves, at most one for each identity key, and the number to ask with next time.
    """
    sql = "SELECT id, identity_key, person_id FROM identity_move WHERE workspace_id = %s AND id > %s ORDER BY id"
    with connection.cursor() as cursor:
        cursor.execute(sql, [workspace.id, seq])
        rows = cursor.fetchall()
    return [Move(identity_key, person_id) for _, identity_key, person_id in rows], rows[-1][0] if rows else seq


def current_person(workspace: Workspace, person_id: int) -> int | None:
    """Return the number of a person today: another one when they were merged since, None when there is nobody."""
    row = models.Identifier.objects.filter(workspace_id=workspace.id, id=person_id).values_list("person_id", flat=True)
    return row.first()


def living_person(workspace: Workspace, person_id: int) -> int:
    """Like `current_person`; raises UserError when there is nobody."""
    person = current_person(workspace, person_id)
    if person is None:
        raise UserError(
            Notice(
                "There is no person %(person)s.", person=str(person_id), terminal="Look for one with: rapport person find TEXT"
            )
        )
    return person


def identifiers_of(workspace: Workspace, person_id: int) -> list[IdentifierRow]:
    """Return the identifiers of a person, in order of first sight."""
    rows = models.Identifier.objects.filter(workspace_id=workspace.id, person_id=person_id).order_by("first_seen_at", "id")
    return [_identifier(row) for row in rows]


def identifiers_of_people(workspace: Workspace, people: Iterable[int]) -> dict[int, list[IdentifierRow]]:
    """Return the identifiers of each of some people, in order of first sight; who is not there is left out."""
    # Joined from the numbers: asked for workspace and person, SQLite would walk over the whole workspace.
    sql = (
        "SELECT i.id, i.type, i.namespace, i.value, i.is_verified, i.is_shared OR i.is_demoted, i.person_id, i.first_seen_at, "
        "i.workspace_id FROM {wanted} {join} identity_identifier i ON i.person_id = wanted.value"
    )
    with connection.cursor() as cursor:
        rows = select_where_in(cursor, sql, sorted(set(people)), of="bigint")
    found: dict[int, list[IdentifierRow]] = {}
    for number, kind, namespace, value, is_verified, is_shared, person, first_seen_at, workspace_id in rows:
        if workspace_id == workspace.id:
            at = first_seen_at if first_seen_at.tzinfo else first_seen_at.replace(tzinfo=UTC)
            row = IdentifierRow(number, kind, namespace, value, bool(is_verified), bool(is_shared), person, at)
            found.setdefault(person, []).append(row)
    for identifiers in found.values():
        identifiers.sort(key=lambda row: (row.first_seen_at, row.id))
    return found


def surest_identifier(workspace: Workspace, person_id: int) -> IdentifierRow:
    """Return the identifier that stands best for a person."""
    return min(identifiers_of(workspace, person_id), key=lambda row: (TRUST_OF_TYPE[row.type], not row.is_verified, row.id))


def look_up_key(workspace: Workspace, kind: IdentifierType, value: str) -> tuple[str, bytes] | None:
    """Return the normal form of an identifier and the keyed hash that stands for it; None when it identifies nobody."""
    named = Reader(workspace).name(kind, value)
    return None if named is None else (named.value, named.key)


def merges_of(workspace: Workspace, person_id: int) -> list[MergeRow]:
    """Return every merge that one of the person's identifiers took part in, oldest first, the undone ones as well."""
    return merges_among(workspace, (row.id for row in identifiers_of(workspace, person_id)))


def merges_among(workspace: Workspace, identifiers: Iterable[int]) -> list[MergeRow]:
    """Return the merges caused by any of these identifiers, oldest first."""
    numbers = list(identifiers)
    found: dict[int, models.Merge] = {}
    for some in _chunks(numbers):
        for column in ("one_id", "other_id"):
            # The second look-up is only for the undone: while a merge holds, both its ends are here.
            held = Q() if column == "one_id" else Q(undone_at__isnull=False)
            rows = models.Merge.objects.filter(held, workspace_id=workspace.id, **{f"{column}__in": some})
            found |= {row.id: row for row in rows}
    return [_merge(found[number]) for number in sorted(found)]


def keys_naming_both(workspace: Workspace, one: int, other: int, *, limit: int = 100) -> list[int]:
    """Return identity keys of rows that named two identifiers together."""
    sql = (
        "SELECT e.id FROM identity_member m JOIN identity_member o ON o.evidence_id = m.evidence_id "
        "JOIN identity_evidence e ON e.id = m.evidence_id "
        "WHERE m.identifier_id = %s AND o.identifier_id = %s AND e.workspace_id = %s ORDER BY e.id LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [one, other, workspace.id, limit])
        return [-number for (number,) in cursor.fetchall()]


def find(workspace: Workspace, text: str, *, limit: int = 20, by_beginning: bool = True) -> list[IdentifierRow]:
    """Return the identifiers that are this text in any spelling; if there are none, those that begin with it."""
    reader = Reader(workspace)
    # A command line may hold bytes that are no text, and PostgreSQL takes no NUL.
    text = text.replace("\0", "").encode("utf-8", "replace").decode()
    spellings = {text.strip(), text.strip().casefold()}
    for kind in ("email", "phone", "handle", "user_id"):
        if named := reader.name(kind, text):
            spellings.add(named.value)
    rows = models.Identifier.objects.filter(workspace_id=workspace.id)
    exact = rows.filter(value__in=spellings).order_by("person_id", "id")[:limit]
    found = [_identifier(row) for row in exact]
    if found or not by_beginning or not text.strip():
        return found
    return _by_prefix(workspace, sorted(spellings - {""}), limit)


LAST_CHARACTER = chr(0x10FFFF)


def _by_prefix(workspace: Workspace, starts: Sequence[str], limit: int) -> list[IdentifierRow]:
    # On PostgreSQL these operators use the index whatever the collation; SQLite compares bytes anyway.
    at_least, below = ("~>=~", "~<~") if connection.vendor == "postgresql" else (">=", "<")
    either = " OR ".join([f"(value {at_least} %s AND value {below} %s)"] * len(starts))
    bounds = [bound for start in starts for bound in (start, f"{start}{LAST_CHARACTER}")]
    sql = f"SELECT id FROM identity_identifier WHERE workspace_id = %s AND ({either}) LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [workspace.id, *bounds, limit])
        ids = [number for (number,) in cursor.fetchall()]
    return [_identifier(row) for row in models.Identifier.objects.filter(id__in=ids).order_by("value", "id")]


def _identifier(row: models.Identifier) -> IdentifierRow:
    return IdentifierRow(
        id=row.id,
        type=row.type,  # type: ignore[arg-type]  # written from a valid one
        namespace=row.namespace,
        value=row.value,
        is_verified=row.is_verified,
        is_shared=row.is_shared or row.is_demoted,
        person_id=row.person_id,
        first_seen_at=row.first_seen_at,
    )


_REASONS = {rule.key: rule.reason for rule in RULES}


def _merge(row: models.Merge) -> MergeRow:
    return MergeRow(
        id=row.id,
        at=row.at,
        kept_person_id=row.kept_person_id,
        merged_person_id=row.merged_person_id,
        rule=row.rule,
        rule_reason=_REASONS.get(row.rule, ""),
        one_id=row.one_id,
        other_id=row.other_id,
        source=row.source,
        by=row.by,
        reason=row.reason,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
        undone_reason=row.undone_reason,
    )


def _chunks(numbers: Sequence[int], size: int = 5000) -> Iterable[Sequence[int]]:
    """SQLite takes a limited number of parameters in one statement."""
    return (numbers[start : start + size] for start in range(0, len(numbers), size))
