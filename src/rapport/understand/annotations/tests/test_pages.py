"""Annotations on pages: written, changed and removed by those who may edit views."""

from datetime import date

import pytest
from django.test import Client

from rapport.accounts.public import Role, Workspace
from rapport.accounts.tests.factories import make_member, sign_in
from rapport.core.home import Home
from rapport.understand.annotations.public import NewAnnotation, add_annotation, annotations_between

SAID = {"starts_on": "2026-05-04", "ends_on": "", "kind": "release", "text": "New checkout", "next": "/w/alice/metrics/nps/"}


@pytest.fixture
def analyst(client: Client, workspace: Workspace, home: Home) -> Client:
    sign_in(client, make_member(workspace, Role.ANALYST))
    return client


def test_one_is_written_and_leads_back(analyst: Client, workspace: Workspace) -> None:
    answer = analyst.post("/w/alice/annotations/add/", SAID)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/w/alice/metrics/nps/")
    [written] = annotations_between(workspace)
    assert (written.text, written.kind.value, written.by.startswith("user:anna")) == ("New checkout", "release", True)
    assert "New checkout" in analyst.get("/w/alice/annotations/").content.decode()


def test_one_is_changed_and_removed(analyst: Client, workspace: Workspace) -> None:
    written = add_annotation(workspace, NewAnnotation(date(2026, 5, 4), "New chekout"))
    address = f"/w/alice/annotations/{written.id}/"

    assert "New chekout" in analyst.get(address).content.decode()
    analyst.post(address, SAID)
    assert annotations_between(workspace)[0].text == "New checkout"

    removed = analyst.post(f"{address}remove/", {"next": "https://elsewhere.example/"})
    assert (removed.headers["Location"], annotations_between(workspace)) == ("/w/alice/annotations/", [])


def test_nobody_is_led_to_another_site(analyst: Client) -> None:
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        answer = analyst.post("/w/alice/annotations/add/", {**SAID, "next": elsewhere})

        assert answer.headers["Location"] == "/w/alice/annotations/"


def test_what_is_wrong_is_said_beside_the_field(analyst: Client, workspace: Workspace) -> None:
    answer = analyst.post("/w/alice/annotations/add/", {**SAID, "ends_on": "2026-05-01", "text": ""})

    assert answer.status_code == 422
    assert "ends before it begins" in answer.content.decode()
    assert annotations_between(workspace) == []


def test_viewers_read_them_only(client: Client, workspace: Workspace, home: Home) -> None:
    written = add_annotation(workspace, NewAnnotation(date(2026, 5, 4), "New checkout"))
    sign_in(client, make_member(workspace, Role.VIEWER))

    page = client.get("/w/alice/annotations/").content.decode()

    assert "New checkout" in page
    assert f"/w/alice/annotations/{written.id}/" not in page
    assert client.post("/w/alice/annotations/add/", SAID).status_code == 403


def test_another_workspaces_cannot_be_reached_by_number(analyst: Client, other_workspace: Workspace) -> None:
    theirs = add_annotation(other_workspace, NewAnnotation(date(2026, 5, 4), "Secret"))

    for answer in (
        analyst.get(f"/w/alice/annotations/{theirs.id}/"),
        analyst.post(f"/w/alice/annotations/{theirs.id}/", SAID),
        analyst.post(f"/w/alice/annotations/{theirs.id}/remove/"),
    ):
        assert answer.status_code in (404, 422)
        assert "Secret" not in answer.content.decode()
    assert [each.text for each in annotations_between(other_workspace)] == ["Secret"]
