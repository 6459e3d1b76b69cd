"""Decisions of people about who is who: merge and unmerge."""

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.record.identity import models
from rapport.record.identity.bulk import locked
from rapport.record.identity.queries import MergeRow, identifiers_of, living_person, merges_of, surest_identifier
from rapport.record.identity.writing import Cause, regroup


def merge(workspace: Workspace, keep: int, other: int, *, reason: str, by: str) -> MergeRow:
    """Say by hand that two people are one. It outweighs all other evidence; `unmerge` takes it back.

    The merged person has the smaller of the two numbers; the other number goes on leading there.

    Raises
    ------
    UserError : one of them does not exist, or both are the same person already.
    """
    with locked(workspace.id) as cursor:
        keep, other = living_person(workspace, keep), living_person(workspace, other)
        if keep == other:
            raise UserError(Notice("These are one person already: %(keep)s.", keep=str(keep)))
        one, two = surest_identifier(workspace, keep).id, surest_identifier(workspace, other).id
        _lift_separations(workspace, keep, other)
        models.ManualLink.objects.get_or_create(workspace_id=workspace.id, one_id=one, other_id=two)
        regroup(cursor, workspace.id, [one, two], Cause(by=by, reason=reason))
        held = [row for row in merges_of(workspace, living_person(workspace, keep)) if row.undone_at is None]
    return next(row for row in held if {row.one_id, row.other_id} == {one, two})


def unmerge(workspace: Workspace, merge_id: int, *, by: str) -> tuple[int, int]:
    """Take two people apart at the point where a merge joined them; the same evidence will not join them again.

    Every identifier, and with it every interaction, goes back to the side to which it belongs. `merge` joins them anew.

    Returns
    -------
    The numbers of the two people.

    Raises
    ------
    UserError : there is no such merge, or it is undone already.
    """
    with locked(workspace.id) as cursor:
        row = models.Merge.objects.filter(workspace_id=workspace.id, id=merge_id).first()
        if row is None:
            raise UserError(
                Notice(
                    "There is no merge %(merge)s.",
                    merge=str(merge_id),
                    terminal="`rapport person show` lists the merges of a person.",
                )
            )
        if row.undone_at is not None:
            raise UserError(Notice("Merge %(merge)s is undone already.", merge=str(merge_id)))
        one_side, other_side = _sides(workspace, row)
        separation = models.Separation.objects.create(workspace_id=workspace.id, merge_id=merge_id)
        models.SeparatedIdentifier.objects.bulk_create(
            models.SeparatedIdentifier(separation=separation, identifier_id=number, is_first_side=side is one_side)
            for side in (one_side, other_side)
            for number in side
        )
        regroup(cursor, workspace.id, [row.one_id, row.other_id], Cause(by=by, undone_reason="Undone by hand."))
        return living_person(workspace, row.one_id), living_person(workspace, row.other_id)


def _lift_separations(workspace: Workspace, one: int, other: int) -> None:
    """Forget that these two were taken apart. Others whom the same separation parted stay apart."""
    of_one = {row.id for row in identifiers_of(workspace, one)}
    of_other = {row.id for row in identifiers_of(workspace, other)}
    for separation in models.Separation.objects.filter(workspace_id=workspace.id).prefetch_related("identifiers"):
        sides = {row.identifier_id: row.is_first_side for row in separation.identifiers.all()}
        sides_of_one = {sides[number] for number in of_one & sides.keys()}
        sides_of_other = {sides[number] for number in of_other & sides.keys()}
        if any(side is not opposite for side in sides_of_one for opposite in sides_of_other):
            separation.identifiers.filter(identifier_id__in=of_other).delete()
            _drop_if_one_sided(separation)


def _drop_if_one_sided(separation: models.Separation) -> None:
    if len(set(separation.identifiers.values_list("is_first_side", flat=True))) < 2:
        separation.delete()


def _sides(workspace: Workspace, merge_row: models.Merge) -> tuple[set[int], set[int]]:
    """Return the identifiers on either side of a merge: the person's tree of merges without this one."""
    neighbours: dict[int, set[int]] = {}
    for row in merges_of(workspace, living_person(workspace, merge_row.one_id)):
        if row.undone_at is None and row.id != merge_row.id:
            neighbours.setdefault(row.one_id, set()).add(row.other_id)
            neighbours.setdefault(row.other_id, set()).add(row.one_id)
    return _reachable(neighbours, merge_row.one_id), _reachable(neighbours, merge_row.other_id)


def _reachable(neighbours: dict[int, set[int]], start: int) -> set[int]:
    seen, frontier = {start}, {start}
    while frontier:
        frontier = {number for at in frontier for number in neighbours.get(at, ())} - seen
        seen |= frontier
    return seen
