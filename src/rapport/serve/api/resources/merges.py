"""Who is one person: merged by hand, and taken apart again."""

from typing import Annotated

from ninja import Path

from rapport.record.identity.public import merges_of
from rapport.record.people.public import merge_document, merge_people, unmerge_people
from rapport.serve.api.addressed import PersonNumber, addressed_person, person_number
from rapport.serve.api.documents.merges import MergeBody, MergeDocument, UnmergedDocument
from rapport.serve.api.problems import Fault, Kind, Problem, told_as
from rapport.serve.api.request import ApiRequest, store_of, workspace_of
from rapport.serve.api.resource import Resource

MERGES = Resource(
    "merges", title="Merges", order=31, about="Why identifiers belong to one person; every merge is logged and can be undone."
)


@MERGES.get("/people/{person}/merges", needs="read:people", gives=list[MergeDocument], problems=(404,))
def list_merges(request: ApiRequest, person: PersonNumber) -> list[dict[str, object]]:
    """List the merges of a person.

    Automatic ones and those by hand, oldest first, with the identifiers that caused them; those that were undone too.
    """
    found = addressed_person(request, person)
    by_id = {row.id: row for row in found.identifiers}
    return [merge_document(merge, by_id) for merge in found.merges]


@MERGES.post("/people/{person}/merges", needs="act:people", gives=MergeDocument, problems=(404,))
def merge(request: ApiRequest, person: PersonNumber, body: MergeBody) -> dict[str, object]:
    """Merge two people.

    Says that both are one. The merged person has the smaller of the two numbers; the other number goes on leading there.
    """
    workspace = workspace_of(request)
    keep = person_number(request, person)
    try:
        other = person_number(request, body.other)
    except Problem as problem:
        raise Problem(Kind.INVALID, problem.detail, [Fault(problem.detail, pointer="#/other")]) from problem
    with told_as(Kind.CONFLICT):
        return merge_document(merge_people(workspace, store_of(request), keep, other, reason=body.reason), {})


@MERGES.delete("/people/{person}/merges/{merge}", needs="act:people", gives=UnmergedDocument, problems=(404, 409))
def unmerge(
    request: ApiRequest, person: PersonNumber, merge: Annotated[int, Path(ge=1, le=2**53, example=7)]
) -> dict[str, object]:
    """Undo a merge.

    Every identifier, and with it every interaction, goes back to its side; nothing joins the two again until somebody merges
    them.
    """
    workspace = workspace_of(request)
    if merge not in {row.id for row in merges_of(workspace, person_number(request, person))}:
        raise Problem(Kind.NOT_FOUND, f"Person {person} has no merge {merge}.")
    with told_as(Kind.CONFLICT):
        one, other = unmerge_people(workspace, store_of(request), merge)
    return {"merge": merge, "people": [one, other]}


RESOURCES = (MERGES,)
