"""What people of the brand write about a person: notes and tags."""

from typing import Annotated

from ninja import Path

from rapport.record.people.public import (
    add_note,
    add_tag,
    delete_note,
    note_document,
    notes_of,
    remove_tag,
    tag_document,
    tags_of,
)
from rapport.serve.api.addressed import PersonNumber, person_number
from rapport.serve.api.documents.notes import NoteBody, NoteDocument, TagDocument
from rapport.serve.api.endpoint import Takes
from rapport.serve.api.problems import Kind, told_as
from rapport.serve.api.request import ApiRequest, workspace_of
from rapport.serve.api.resource import Resource

NOTES = Resource("notes", title="Notes and tags", order=32, about="What people of the brand write about a person.")

TagName = Annotated[str, Path(min_length=1, max_length=100, pattern=r"\S", example="vip")]
NOTHING = Takes(types=())


@NOTES.get("/people/{person}/notes", needs="read:people", gives=list[NoteDocument], problems=(404,))
def list_notes(request: ApiRequest, person: PersonNumber) -> list[dict[str, object]]:
    """List the notes about a person, newest first."""
    return [note_document(note) for note in notes_of(workspace_of(request), person_number(request, person))]


@NOTES.post("/people/{person}/notes", needs="act:people", gives=NoteDocument, problems=(404,))
def write_note(request: ApiRequest, person: PersonNumber, body: NoteBody) -> dict[str, object]:
    """Write a note about a person."""
    return note_document(add_note(workspace_of(request), person_number(request, person), body.text))


@NOTES.delete("/people/{person}/notes/{note}", needs="act:people", problems=(404,))
def remove_note(request: ApiRequest, person: PersonNumber, note: Annotated[int, Path(ge=1, le=2**53, example=5)]) -> None:
    """Take a note away."""
    number = person_number(request, person)
    with told_as(Kind.NOT_FOUND):
        delete_note(workspace_of(request), number, note)


@NOTES.get("/people/{person}/tags", needs="read:people", gives=list[TagDocument], problems=(404,))
def list_tags(request: ApiRequest, person: PersonNumber) -> list[dict[str, object]]:
    """List the tags of a person."""
    return [tag_document(tag) for tag in tags_of(workspace_of(request), person_number(request, person))]


@NOTES.put("/people/{person}/tags/{path:tag}", needs="act:people", gives=TagDocument, takes=NOTHING, problems=(404,))
def put_tag(request: ApiRequest, person: PersonNumber, tag: TagName) -> dict[str, object]:
    """Put a tag on a person.

    Nothing changes when it is there already.
    """
    workspace, number = workspace_of(request), person_number(request, person)
    add_tag(workspace, number, tag)
    return next(tag_document(each) for each in tags_of(workspace, number) if each.name == tag.strip())


@NOTES.delete("/people/{person}/tags/{path:tag}", needs="act:people", problems=(404,))
def take_tag(request: ApiRequest, person: PersonNumber, tag: TagName) -> None:
    """Take a tag off a person."""
    number = person_number(request, person)
    with told_as(Kind.NOT_FOUND):
        remove_tag(workspace_of(request), number, tag)


RESOURCES = (NOTES,)
