"""The pages of segments, as a browser asks for them."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client

from rapport.accounts.public import Role, Workspace
from rapport.accounts.tests.factories import make_member, sign_in
from rapport.core.home import Home
from rapport.record.store.public import close_all, current_store
from rapport.understand.metrics.tests.streams import fill
from rapport.understand.segments.public import SegmentDraft, add_segment, list_segments
from rapport.understand.segments.tests.story import STREAM


@pytest.fixture
def filled(home: Home, workspace: Workspace, client: Client) -> Iterator[Workspace]:
    """Alice's workspace with the story, and an analyst of it signed in."""
    (home.path / "workspaces" / workspace.slug).mkdir(parents=True)
    fill(current_store("alice"), STREAM)
    sign_in(client, make_member(workspace, Role.ANALYST))
    yield workspace
    close_all()


def body(client: Client, address: str) -> str:
    return client.get(f"/w/alice/segments/{address}").content.decode().replace("&#x27;", "'").replace("&gt;", ">")


def test_a_segment_is_made_listed_changed_and_deleted(client: Client, filled: Workspace) -> None:
    assert "No segments yet" in body(client, "")

    client.post("/w/alice/segments/new/", {"name": "German buyers", "where": "country = DE and did(order_placed)"})
    listed = body(client, "")
    assert "country = DE and did(order_placed)" in listed
    assert body(client, "german-buyers/size/").strip().startswith("7<")

    client.post("/w/alice/segments/german-buyers/", {"name": "Buyers", "where": "did(order_placed)", "description": "all"})
    assert [(s.key, s.name, s.where) for s in list_segments(filled)] == [("german-buyers", "Buyers", "did(order_placed)")]

    client.post("/w/alice/segments/german-buyers/delete/")
    assert list_segments(filled) == []


def test_what_cannot_be_asked_is_said_and_what_was_typed_stays(client: Client, filled: Workspace) -> None:
    refused = client.post("/w/alice/segments/new/", {"name": "Germans", "where": "contry = DE"})

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Did you mean country" in page
    assert 'value="Germans"' in page
    assert "contry = DE</textarea>" in page


def test_the_preview_counts_while_somebody_types(client: Client, filled: Workspace) -> None:
    assert ">7<" in body(client, "preview/?where=" + quote("country = DE"))
    assert "Too few people" in body(client, "preview/?where=" + quote("trait.age = 25"))
    assert "expected a name" in body(client, "preview/?where=" + quote("country ="))
    assert "Did you mean trait.plan" in body(client, "preview/?where=" + quote("trait.plann = pro"))
    assert "Write a filter" in body(client, "preview/?where=")


@pytest.mark.parametrize(
    ("choices", "written"),
    [
        ("clause=is&term=country&operator=one_of&value=DE, FR", "country in (DE, FR)"),
        ("clause=is&term=trait.first name&operator=is&value=O'Brien", "[trait.first name] = 'O\\'Brien'"),
        (
            "where=a %3D 1 or b %3D 2&clause=did&kind=order_placed&times=2&days=90",
            "(a = 1 or b = 2) and did(order_placed, 90d) >= 2",
        ),
        ("where=country %3D DE&join=or&clause=did&kind=order_placed&never=on", "country = DE or not did(order_placed)"),
    ],
    ids=["one of", "quoted", "joined", "never"],
)
def test_a_chosen_condition_becomes_text(client: Client, filled: Workspace, choices: str, written: str) -> None:
    assert f"{written}</textarea>" in body(client, f"clause/?{choices}")


def test_a_condition_without_a_value_is_asked_for(client: Client, filled: Workspace) -> None:
    page = body(client, "clause/?where=country %3D DE&clause=is&term=country&operator=is&value=")

    assert "Choose what country is compared with" in page
    assert "country = DE</textarea>" in page


def test_values_are_suggested_for_the_chosen_name(client: Client, filled: Workspace) -> None:
    assert '<option value="DE">' in body(client, "choices/?term=country")
    assert 'type="number"' in body(client, "choices/?term=trait.age")
    assert 'type="date"' in body(client, "choices/?term=time")
    assert "Person 1" not in body(client, "choices/?term=trait.first name")


def test_segments_are_offered_by_the_filter_bar_and_joined_to_what_else_is_asked(client: Client, filled: Workspace) -> None:
    add_segment(filled, current_store("alice"), SegmentDraft("Germans", "country = DE"))

    address = "/w/alice/explore/?metric=active_people&from=2026-03-01&to=2026-03-31&segment=germans&where="
    page = client.get(address + quote("did(order_placed) or channel = app"))

    assert page.context["shown"].figure.figure.estimate.n == 7
    assert "Germans" in page.content.decode()


def test_a_viewer_sees_segments_but_changes_none(client: Client, filled: Workspace) -> None:
    add_segment(filled, current_store("alice"), SegmentDraft("Germans", "country = DE"))
    sign_in(client, make_member(filled, Role.VIEWER))

    assert "Germans" in body(client, "")
    assert "New segment" not in body(client, "")
    for address in ("new/", "germans/", "preview/?where=x", "choices/?term=country", "clause/?clause=did"):
        assert client.get(f"/w/alice/segments/{address}").status_code == 403
    assert client.post("/w/alice/segments/germans/delete/").status_code == 403


def test_a_segment_of_another_workspace_is_not_there(client: Client, filled: Workspace, other_workspace: Workspace) -> None:
    add_segment(other_workspace, current_store("alice"), SegmentDraft("Secret", "country = DE"))

    assert client.get("/w/alice/segments/secret/").status_code == 404
    assert client.get("/w/alice/segments/secret/size/").status_code == 404
    assert client.post("/w/alice/segments/secret/delete/").status_code == 404
