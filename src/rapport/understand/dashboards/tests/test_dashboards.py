"""Dashboards and their tiles."""

import pytest

from rapport.accounts.public import Workspace, acting_as
from rapport.core.errors import UserError
from rapport.understand.dashboards.actions import (
    add_dashboard,
    change_dashboard,
    delete_dashboard,
    duplicate_dashboard,
    set_period,
)
from rapport.understand.dashboards.arranging import (
    MOST_TILES,
    add_note,
    add_view_tile,
    arrange,
    change_tile,
    move_tile,
    remove_tile,
    resize_tile,
    usual_size,
)
from rapport.understand.dashboards.dashboard import Dashboard, DashboardDraft
from rapport.understand.dashboards.placement import Size
from rapport.understand.dashboards.queries import find_dashboard, get_dashboard, list_dashboards
from rapport.understand.views.public import Shape, ViewDraft, add_view


@pytest.fixture
def board(workspace: Workspace) -> Dashboard:
    """A dashboard with three notes: a, b, c."""
    made = add_dashboard(workspace, DashboardDraft("Weekly"))
    for text in ("a", "b", "c"):
        add_note(workspace, made.id, text)
    return get_dashboard(workspace, made.id)


def texts(workspace: Workspace, board: Dashboard) -> str:
    return "".join(tile.text for tile in get_dashboard(workspace, board.id).tiles)


def test_it_makes_renames_duplicates_and_deletes_dashboards(workspace: Workspace, board: Dashboard) -> None:
    set_period(workspace, board.id, "period=30d")
    change_dashboard(workspace, board.id, DashboardDraft("Every week", "for the team"))

    with acting_as("user:bob@example.com"):
        copy = duplicate_dashboard(workspace, board.id, name="Mine")

    assert (copy.name, copy.description, copy.period, copy.owner_label) == (
        "Mine",
        "for the team",
        "period=30d",
        "bob@example.com",
    )
    assert texts(workspace, copy) == texts(workspace, board) == "abc"
    delete_dashboard(workspace, board.id)
    assert [each.name for each in list_dashboards(workspace)] == ["Mine"]


def test_tiles_are_moved_one_by_one_or_all_at_once(workspace: Workspace, board: Dashboard) -> None:
    a, b, c = (tile.id for tile in board.tiles)

    move_tile(workspace, board.id, a, by=1)
    assert texts(workspace, board) == "bac"
    move_tile(workspace, board.id, a, by=-5)
    assert texts(workspace, board) == "abc"
    arrange(workspace, board.id, [c, 999_999, b, c])
    assert texts(workspace, board) == "cba"


def test_tiles_grow_and_shrink_in_steps_up_to_the_ends(workspace: Workspace, board: Dashboard) -> None:
    tile = board.tiles[0]

    assert resize_tile(workspace, board.id, tile.id, wider=1, taller=1).size == Size(6, 2)
    assert resize_tile(workspace, board.id, tile.id, wider=9, taller=9).size == Size(12, 4)
    assert resize_tile(workspace, board.id, tile.id, wider=-9, taller=-9).size == Size(3, 1)


def test_a_view_is_put_on_with_a_size_that_suits_it(workspace: Workspace, board: Dashboard) -> None:
    view = add_view(workspace, ViewDraft("NPS", "metric=nps"))

    tile = add_view_tile(workspace, board.id, view_id=view.id, size=usual_size(Shape.FIGURE))
    changed = change_tile(workspace, board.id, tile.id, title="How we stand", shape="table", text="ignored")

    assert (tile.size, tile.is_note) == (Size(3, 1), False)
    assert (changed.title, changed.shape, changed.text) == ("How we stand", "table", "")
    remove_tile(workspace, board.id, tile.id)
    assert texts(workspace, board) == "abc"


def test_what_cannot_be_is_refused(workspace: Workspace, board: Dashboard) -> None:
    with pytest.raises(UserError, match="name"):
        add_dashboard(workspace, DashboardDraft(" "))
    with pytest.raises(UserError, match="Write a note"):
        add_note(workspace, board.id, "  ")
    for _ in range(MOST_TILES - 3):
        add_note(workspace, board.id, "x")
    with pytest.raises(UserError, match="at most 40 tiles"):
        add_note(workspace, board.id, "one too many")


def test_a_workspace_never_reaches_the_dashboards_of_another(
    workspace: Workspace, other_workspace: Workspace, board: Dashboard
) -> None:
    tile = board.tiles[0].id

    assert list_dashboards(other_workspace) == []
    assert find_dashboard(other_workspace, board.id) is None
    mine = add_dashboard(other_workspace, DashboardDraft("Mine"))
    for reach in (
        lambda: delete_dashboard(other_workspace, board.id),
        lambda: arrange(other_workspace, board.id, [tile]),
        lambda: remove_tile(other_workspace, board.id, tile),
        lambda: remove_tile(other_workspace, mine.id, tile),
        lambda: change_tile(other_workspace, mine.id, tile, text="mine"),
    ):
        with pytest.raises(UserError):
            reach()
    assert texts(workspace, board) == "abc"
