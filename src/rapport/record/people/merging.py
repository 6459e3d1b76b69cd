"""Merges and unmerges people, here and in the store, and logs who did it."""

from rapport.accounts.public import Workspace, current_actor, record_action
from rapport.record.identity.public import MergeRow, merge, unmerge
from rapport.record.people.person import settle
from rapport.record.store.public import Store


def merge_people(workspace: Workspace, store: Store, keep: int, other: int, *, reason: str) -> MergeRow:
    """Say that two people are one, and bring their interactions together."""
    row = merge(workspace, keep, other, reason=reason, by=current_actor())
    record_action(workspace, "person.merge", subject=str(row.kept_person_id), details={"merged": row.merged_person_id})
    settle(workspace, store)
    return row


def unmerge_people(workspace: Workspace, store: Store, merge_id: int) -> tuple[int, int]:
    """Take back a merge, automatic or by hand; return the numbers of the two people."""
    one, other = unmerge(workspace, merge_id, by=current_actor())
    record_action(workspace, "person.unmerge", subject=str(merge_id), details={"people": [one, other]})
    settle(workspace, store)
    return one, other
