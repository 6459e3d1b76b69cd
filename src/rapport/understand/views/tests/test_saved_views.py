"""Views that are kept."""

import pytest

from rapport.accounts.public import Workspace, acting_as
from rapport.core.errors import UserError
from rapport.understand.views.actions import add_view, change_view, delete_view, duplicate_view
from rapport.understand.views.queries import find_view, get_view, list_views
from rapport.understand.views.view import ViewDraft, tidied_query


def test_it_keeps_changes_and_duplicates_a_view(workspace: Workspace) -> None:
    with acting_as("user:alice@example.com"):
        view = add_view(workspace, ViewDraft("NPS by country", "metric=nps&by=country&sort=-value&where="))
    with acting_as("user:bob@example.com"):
        changed = change_view(workspace, view.id, ViewDraft("NPS by channel", "metric=nps&by=channel"))
        copy = duplicate_view(workspace, view.id, name="Mine")

    assert (view.query, changed.query) == ("metric=nps&by=country", "metric=nps&by=channel")
    assert (changed.owner_label, copy.owner_label, copy.query) == ("alice@example.com", "bob@example.com", changed.query)
    assert [each.name for each in list_views(workspace)] == ["Mine", "NPS by channel"]


def test_a_workspace_never_sees_the_views_of_another(workspace: Workspace, other_workspace: Workspace) -> None:
    view = add_view(workspace, ViewDraft("NPS", "metric=nps"))

    assert list_views(other_workspace) == []
    assert find_view(other_workspace, view.id) is None
    with pytest.raises(UserError, match="no saved view"):
        delete_view(other_workspace, view.id)
    assert get_view(workspace, view.id) == view


@pytest.mark.parametrize(
    ("draft", "message"),
    [(ViewDraft("  ", "metric=nps"), "name"), (ViewDraft("Long", "where=" + "x" * 9000), "too long")],
    ids=["no name", "too long"],
)
def test_it_keeps_no_view_that_nobody_could_use(workspace: Workspace, draft: ViewDraft, message: str) -> None:
    with pytest.raises(UserError, match=message):
        add_view(workspace, draft)


def test_equal_questions_have_equal_texts() -> None:
    assert tidied_query("?metric=nps&by=a&by=b&where=&view=3&sort=n") == tidied_query("metric=nps&by=a&by=b")
