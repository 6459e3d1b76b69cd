"""People as JSON: what `person show --json` prints and an export holds."""

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime
from uuid import UUID

from rapport.record.identity.public import IdentifierRow, MergeRow
from rapport.record.people.annotations import Note, Tag
from rapport.record.people.consent import ConsentEntry, Consents
from rapport.record.people.finding import FoundPerson
from rapport.record.people.person import Joined, Person
from rapport.record.people.suppression import Suppression
from rapport.record.people.traits import Saying, Trait
from rapport.record.store.public import StoredInteraction

Document = dict[str, object]


def person_document(person: Person, timeline: Iterable[StoredInteraction] | None = None) -> Document:
    """Return everything known about a person; without a timeline, the key is left out."""
    by_id = {row.id: row for row in person.identifiers}
    document: Document = {
        "id": person.id,
        "name": person.name or None,
        "identifiers": [identifier_document(row, person.joined.get(row.id)) for row in person.identifiers],
        "traits": {name: trait_document(trait) for name, trait in person.traits.items()},
        "merges": [merge_document(merge, by_id) for merge in person.merges],
        "consents": consents_document(person.consents),
        "suppressions": [suppression_document(row) for row in person.suppressions],
        "tags": [tag_document(tag) for tag in person.tags],
        "notes": [note_document(note) for note in person.notes],
        "company": {"name": person.company.name or None, "domain": person.company.domain or None} if person.company else None,
    }
    if timeline is not None:
        document["timeline"] = [interaction_document(row) for row in timeline]
    return document


def found_document(found: FoundPerson) -> Document:
    identifiers = [{"type": row.type, "namespace": row.namespace or None, "value": row.value} for row in found.identifiers]
    return {"id": found.id, "name": found.name or None, "matched": found.matched, "identifiers": identifiers}


def identifier_document(row: IdentifierRow, joined: Joined | None = None) -> Document:
    return {
        "type": row.type,
        "namespace": row.namespace or None,
        "value": row.value,
        "verified": row.is_verified,
        "shared": row.is_shared,
        "first_seen_at": written(row.first_seen_at),
        "joined": joined and _joined_document(joined),
    }


def _joined_document(joined: Joined) -> Document:
    return {
        "merge": joined.merge.id,
        "at": written(joined.merge.at),
        "rule": joined.merge.rule,
        "with": {"type": joined.to.type, "namespace": joined.to.namespace or None, "value": joined.to.value},
    }


def trait_document(trait: Trait) -> Document:
    return {**saying_document(trait.latest), "history": [saying_document(saying) for saying in trait.history]}


def saying_document(saying: Saying) -> Document:
    return {"value": saying.value, "type": saying.type, "source": saying.source, "said_at": written(saying.said_at)}


def merge_document(merge: MergeRow, by_id: dict[int, IdentifierRow]) -> Document:
    """The identifiers that caused it are named while they are the person's; others are somebody else's business."""
    ends = [by_id[number] for number in (merge.one_id, merge.other_id) if number in by_id]
    return {
        "id": merge.id,
        "at": written(merge.at),
        "kept": merge.kept_person_id,
        "merged": merge.merged_person_id,
        "rule": merge.rule,
        "rule_reason": merge.rule_reason,
        "identifiers": [{"type": row.type, "namespace": row.namespace or None, "value": row.value} for row in ends],
        "source": merge.source or None,
        "by": merge.by or None,
        "reason": merge.reason or None,
        "undone_at": merge.undone_at and written(merge.undone_at),
        "undone_by": merge.undone_by or None,
        "undone_reason": merge.undone_reason or None,
    }


def consents_document(consents: Consents) -> Document:
    return {
        "current": {purpose: consent_document(entry) for purpose, entry in sorted(consents.current.items())},
        "history": [consent_document(entry) for entry in consents.history],
    }


def consent_document(entry: ConsentEntry) -> Document:
    return {
        "purpose": entry.purpose,
        "status": entry.status,
        "basis": entry.basis,
        "source": entry.source,
        "at": written(entry.at),
        "by": entry.by or None,
    }


def suppression_document(row: Suppression) -> Document:
    return {"channel": row.channel, "address": row.address, "reason": row.reason or None, "at": written(row.at), "by": row.by}


def tag_document(tag: Tag) -> Document:
    return {"name": tag.name, "at": written(tag.at), "by": tag.by}


def note_document(note: Note) -> Document:
    return {"id": note.id, "at": written(note.at), "by": note.by, "text": note.text}


def interaction_document(row: StoredInteraction) -> Document:
    """Return an interaction without the fields that say nothing."""
    document: Document = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if value is None or value == {} or field.name in _INTERNAL:
            continue
        document[field.name] = _plain(field.name, value)
    return document


_INTERNAL = frozenset({"person_id", "identity_key"})


def _plain(name: str, value: object) -> object:
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, UUID):
        return str(value)
    if name == "properties":
        return json.loads(str(value))
    return value


def written(moment: datetime) -> str:
    """Write a time as `2026-01-31T12:00:00Z`, with fractions of a second where it has some."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
