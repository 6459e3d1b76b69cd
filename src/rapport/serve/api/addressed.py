"""What an address names, looked up in the workspace of the key: what is not there, or is somebody else's, is not found."""

from typing import Annotated

from ninja import Path

from rapport.record.identity.public import current_person
from rapport.record.people.public import Person, read_person
from rapport.serve.api.problems import Kind, Problem
from rapport.serve.api.request import ApiRequest, store_of, workspace_of

PersonNumber = Annotated[
    int, Path(ge=1, le=2**53, description="Number of the person. One that was merged away leads to the other.", example=42)
]


def person_number(request: ApiRequest, person: int) -> int:
    """Return the number that the person has today."""
    number = current_person(workspace_of(request), person)
    if number is None:
        raise Problem(Kind.NOT_FOUND, f"There is no person {person} in this workspace.")
    return number


def addressed_person(request: ApiRequest, person: int) -> Person:
    """Return the person as known today."""
    return read_person(workspace_of(request), store_of(request), person_number(request, person))
