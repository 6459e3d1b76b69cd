"""Notes and tags: what people of the brand write about a person."""

from dataclasses import dataclass
from datetime import datetime

from rapport.accounts.public import Workspace, current_actor
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.record.identity.public import identifiers_of, living_person, surest_identifier
from rapport.record.people import models

LONGEST_TAG = 100


@dataclass(frozen=True, slots=True)
class Note:
    id: int
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    at: datetime
    by: str


def add_note(workspace: Workspace, person_id: int, text: str) -> Note:
    """Write a note about a person."""
    if not text.strip():
        raise UserError(Notice("The note is empty."))
    anchor = surest_identifier(workspace, living_person(workspace, person_id)).id
    row = models.Note.objects.create(
        workspace_id=workspace.id, identifier_id=anchor, at=now(), by=current_actor(), text=text.strip()
    )
    return _note(row)


def delete_note(workspace: Workspace, person_id: int, note_id: int) -> None:
    """Take a note away."""
    deleted, _ = models.Note.objects.filter(identifier_id__in=_anchors(workspace, person_id), id=note_id).delete()
    if not deleted:
        raise UserError(
            Notice(
                "Person %(person)s has no note %(note)s.",
                person=str(person_id),
                note=str(note_id),
                terminal="`rapport person show` lists them.",
            )
        )


def notes_of(workspace: Workspace, person_id: int) -> list[Note]:
    """Return the notes about a person, newest first."""
    rows = models.Note.objects.filter(identifier_id__in=_anchors(workspace, person_id)).order_by("-at", "-id")
    return [_note(row) for row in rows]


def add_tag(workspace: Workspace, person_id: int, name: str) -> None:
    """Put a tag on a person; nothing changes when it is there already."""
    name = name.strip()
    if not 0 < len(name) <= LONGEST_TAG:
        raise UserError(Notice("A tag has 1 to %(most)s characters.", most=LONGEST_TAG))
    if any(tag.name == name for tag in tags_of(workspace, person_id)):
        return
    anchor = surest_identifier(workspace, living_person(workspace, person_id)).id
    models.Tag.objects.create(workspace_id=workspace.id, identifier_id=anchor, name=name, at=now(), by=current_actor())


def remove_tag(workspace: Workspace, person_id: int, name: str) -> None:
    """Take a tag off a person."""
    rows = models.Tag.objects.filter(identifier_id__in=_anchors(workspace, person_id), name=name.strip())
    if not rows.delete()[0]:
        raise UserError(Notice("Person %(person)s does not have the tag '%(tag)s'.", person=str(person_id), tag=name.strip()))


def tags_of(workspace: Workspace, person_id: int) -> list[Tag]:
    """Return the tags of a person by name. Where a merge brought one twice, the older is shown."""
    rows = models.Tag.objects.filter(identifier_id__in=_anchors(workspace, person_id)).order_by("name", "-at")
    return list({row.name: Tag(row.name, row.at, row.by) for row in rows}.values())


def forget_annotations(numbers: list[int]) -> None:
    """Delete everything that hangs on these identifiers."""
    for table in (models.Note, models.Tag):
        table.objects.filter(identifier_id__in=numbers).delete()


def _anchors(workspace: Workspace, person_id: int) -> list[int]:
    return [row.id for row in identifiers_of(workspace, person_id)]


def _note(row: models.Note) -> Note:
    return Note(row.id, row.at, row.by, row.text)
