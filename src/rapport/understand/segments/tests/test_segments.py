"""Named filters: kept, found, counted."""

import pytest

from rapport.accounts.public import Workspace, audit_log
from rapport.core.errors import UserError
from rapport.record.store.public import Store
from rapport.understand.metrics.public import ask, parse_question
from rapport.understand.segments.public import (
    SegmentDraft,
    add_segment,
    change_segment,
    delete_segment,
    get_segment,
    list_segments,
    segment_where,
)
from rapport.understand.segments.size import size_of


def test_it_keeps_a_filter_under_a_key_that_stays(workspace: Workspace, store: Store) -> None:
    made = add_segment(workspace, store, SegmentDraft("German buyers", "country = DE and did(order_placed)"))

    changed = change_segment(workspace, store, made.key, SegmentDraft(" Buyers  in Germany ", made.where, "who bought"))

    assert (made.key, changed.key, changed.name) == ("german-buyers", "german-buyers", "Buyers in Germany")
    assert segment_where(workspace, "german-buyers") == "country = DE and did(order_placed)"
    assert [entry.action for entry in audit_log(workspace.slug)][:2] == ["segment.change", "segment.add"]


def test_names_of_every_script_get_a_key(workspace: Workspace, store: Store) -> None:
    names = ("ลูกค้าประจำ", "常客", "Déjà vu", "deja-vu")
    keys = [add_segment(workspace, store, SegmentDraft(name, "country = DE")).key for name in names]

    assert keys == ["segment", "segment-2", "deja-vu", "deja-vu-2"]


def test_a_workspace_never_sees_the_segments_of_another(workspace: Workspace, other_workspace: Workspace, store: Store) -> None:
    add_segment(workspace, store, SegmentDraft("Germans", "country = DE"))

    assert list_segments(other_workspace) == []
    with pytest.raises(UserError, match="has none yet"):
        get_segment(other_workspace, "germans")


@pytest.mark.parametrize(
    ("name", "where", "message"),
    [
        ("", "country = DE", "Give the segment a name"),
        ("Empty", "  ", "Write a filter"),
        ("Half", "country =", "expected a name, a number or a text"),
        ("Unknown", "contry = DE", "Did you mean country"),
        ("Nothing done", "did(order_plcaed)", "no kind called"),
        ("Taken", "country = FR", "already"),
    ],
    ids=["no name", "no filter", "half a filter", "unknown name", "unknown kind", "name taken"],
)
def test_it_keeps_nothing_that_could_not_be_asked(
    workspace: Workspace, store: Store, name: str, where: str, message: str
) -> None:
    add_segment(workspace, store, SegmentDraft("Taken", "country = DE"))

    with pytest.raises(UserError, match=message):
        add_segment(workspace, store, SegmentDraft(name, where))

    assert [segment.name for segment in list_segments(workspace)] == ["Taken"]


def test_a_deleted_segment_is_missed_by_name(workspace: Workspace, store: Store) -> None:
    add_segment(workspace, store, SegmentDraft("Germans", "country = DE"))
    add_segment(workspace, store, SegmentDraft("French", "country = FR"))

    delete_segment(workspace, "germans")

    with pytest.raises(UserError, match="Known: french"):
        segment_where(workspace, "germans")


def test_its_size_is_the_answer_that_ask_gives(workspace: Workspace, store: Store) -> None:
    where = "country = DE and did(order_placed)"

    size = size_of(workspace, store, where)

    [asked] = ask(workspace, store, parse_question("active_people", zone=workspace.zone, where=where)).rows
    assert (size.people, size.everyone) == (7, 12)
    assert size.share == pytest.approx(7 / 12)
    assert size.people == asked.estimate.value


def test_a_segment_of_few_does_not_say_how_many(workspace: Workspace, store: Store) -> None:
    assert size_of(workspace, store, "trait.age > 30").people is None


def test_it_tells_of_a_trait_that_nobody_has(workspace: Workspace, store: Store) -> None:
    size = size_of(workspace, store, "trait.plann = pro or not (trait.age > 3)")

    assert size.notes == ("Nobody has a trait called plann. Did you mean trait.plan?",)
