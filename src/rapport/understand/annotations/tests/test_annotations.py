"""What happened is written down, found again by its days, and stays in its workspace."""

from datetime import date

import pytest

from rapport.accounts.public import Workspace, acting_as, audit_log
from rapport.core.errors import UserError
from rapport.understand.annotations.public import (
    AnnotationKind,
    NewAnnotation,
    add_annotation,
    annotations_between,
    change_annotation,
    get_annotation,
    remove_annotation,
)

OUTAGE = NewAnnotation(date(2026, 3, 14), "Payment provider  down", ends_on=date(2026, 3, 16), kind=AnnotationKind.INCIDENT)


def test_it_is_found_by_every_day_that_it_touches(workspace: Workspace) -> None:
    outage = add_annotation(workspace, OUTAGE)
    release = add_annotation(workspace, NewAnnotation(date(2026, 3, 1), "New checkout"))

    assert annotations_between(workspace) == [release, outage]
    assert annotations_between(workspace, date(2026, 3, 16), date(2026, 3, 31)) == [outage]
    assert annotations_between(workspace, date(2026, 3, 17), date(2026, 3, 31)) == []
    assert annotations_between(workspace, last=date(2026, 3, 13)) == [release]
    assert (outage.text, release.ends_on, release.kind) == ("Payment provider down", date(2026, 3, 1), AnnotationKind.NOTE)


def test_the_audit_log_says_who_wrote_changed_and_removed_it(workspace: Workspace) -> None:
    with acting_as("user:alice@example.com"):
        written = add_annotation(workspace, OUTAGE)
    with acting_as("user:bob@example.com"):
        changed = change_annotation(workspace, written.id, NewAnnotation(date(2026, 3, 14), "Bank down"))
        remove_annotation(workspace, written.id)

    assert (changed.text, changed.by, changed.ends_on) == ("Bank down", "user:alice@example.com", date(2026, 3, 14))
    logged = [(entry.actor, entry.action) for entry in audit_log(workspace.slug)]
    assert logged[:3] == [
        ("user:bob@example.com", "annotations.remove"),
        ("user:bob@example.com", "annotations.change"),
        ("user:alice@example.com", "annotations.add"),
    ]
    assert annotations_between(workspace) == []


def test_another_workspace_neither_sees_nor_changes_it(workspace: Workspace, other_workspace: Workspace) -> None:
    written = add_annotation(workspace, OUTAGE)

    assert annotations_between(other_workspace) == []
    for act in (get_annotation, remove_annotation, lambda theirs, number: change_annotation(theirs, number, OUTAGE)):
        with pytest.raises(UserError, match=f"no annotation {written.id}"):
            act(other_workspace, written.id)
    assert get_annotation(workspace, written.id) == written


@pytest.mark.parametrize(
    ("new", "message"),
    [
        pytest.param(NewAnnotation(date(2026, 3, 14), "  "), "in a few words", id="no text"),
        pytest.param(NewAnnotation(date(2026, 3, 14), "x" * 201), "at most 200", id="long text"),
        pytest.param(NewAnnotation(date(2026, 3, 14), "x", ends_on=date(2026, 3, 13)), "ends before", id="backwards"),
    ],
)
def test_what_makes_no_sense_is_refused(workspace: Workspace, new: NewAnnotation, message: str) -> None:
    with pytest.raises(UserError, match=message):
        add_annotation(workspace, new)
