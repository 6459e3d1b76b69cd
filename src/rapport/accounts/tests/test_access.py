import re

import pytest
from asgiref.sync import async_to_sync
from django.http import StreamingHttpResponse
from django.test import AsyncClient, Client

from rapport.accounts import models
from rapport.accounts.public import Permission, Role, Workspace, audit_log, change_setting, current_actor
from rapport.accounts.tests import urls
from rapport.accounts.tests.factories import join, make_member, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("rapport.accounts.tests.urls")]


def without_tokens(page: bytes) -> bytes:
    """Take out what differs each time a page is rendered."""
    return re.sub(rb"[A-Za-z0-9]{64}", b"", page)


def test_a_member_sees_the_page_in_their_language_and_the_zone_of_the_workspace(client: Client, workspace: Workspace) -> None:
    change_setting("alice", "zone", "Asia/Bangkok")
    alice = make_member(workspace, Role.OWNER)
    models.User.objects.update(language="lt")
    sign_in(client, alice)

    said = client.get("/w/alice/figures/7/").json()

    assert said == {
        "workspace": "alice",
        "role": "owner",
        "actor": f"user:{alice.email}",
        "zone": "Asia/Bangkok",
        "language": "lt",
        "may_erase": True,
        "number": 7,
    }
    assert current_actor().startswith("cli:")


def test_the_logged_out_are_sent_to_sign_in_and_back(client: Client, workspace: Workspace) -> None:
    response = client.get("/w/alice/figures/7/?a=1")

    assert response.status_code == 302
    assert response["Location"] == "/account/login/?next=/w/alice/figures/7/%3Fa%3D1"


def test_a_fragment_sends_the_logged_out_to_sign_in_and_back_to_its_page(client: Client, workspace: Workspace) -> None:
    response = client.get(
        "/w/alice/people/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/w/alice/figures/7/?a=1"}
    )

    assert response["HX-Redirect"] == "/account/login/?next=/w/alice/figures/7/%3Fa%3D1"


def test_who_is_no_member_cannot_tell_the_workspace_from_one_that_does_not_exist(
    client: Client, workspace: Workspace, other_workspace: Workspace
) -> None:
    sign_in(client, make_member(other_workspace, Role.OWNER))

    existing, missing = client.get("/w/alice/"), client.get("/w/nothing/")

    assert existing.status_code == missing.status_code == 404
    assert (
        without_tokens(existing.content).splitlines()
        == without_tokens(missing.content).replace(b"/w/nothing/", b"/w/alice/").splitlines()
    )


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_a_role_opens_the_pages_of_its_permissions_only(client: Client, workspace: Workspace, role: Role) -> None:
    member = make_member(workspace, role)
    sign_in(client, member)

    answers = {path: client.get(f"/w/alice/{path}/").status_code for path in ("figures/1", "people", "export")}

    assert answers == {
        "figures/1": 200,
        "people": 200 if member.may(Permission.SEE_PEOPLE) else 403,
        "export": 200 if member.may(Permission.EXPORT) else 403,
    }


def test_a_refused_fragment_is_a_fragment(client: Client, workspace: Workspace) -> None:
    sign_in(client, make_member(workspace, Role.VIEWER))

    response = client.get("/w/alice/people/", headers={"HX-Request": "true"})

    assert response.status_code == 403
    assert b"<html" not in response.content


def test_other_methods_than_the_page_names_are_refused(client: Client, workspace: Workspace) -> None:
    sign_in(client, make_member(workspace, Role.OWNER))

    assert client.post("/w/alice/figures/1/").status_code == 405
    assert client.head("/w/alice/figures/1/").status_code == 200
    assert client.post("/w/alice/people/").status_code == 200


def test_a_form_without_its_token_is_refused(workspace: Workspace) -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, make_member(workspace, Role.OWNER))

    assert client.post("/w/alice/people/").status_code == 403


def test_a_role_taken_away_and_a_user_switched_off_count_at_once(client: Client, workspace: Workspace) -> None:
    bob = make_member(workspace, Role.AGENT)
    sign_in(client, bob)

    models.Membership.objects.filter(pk=bob.id).update(role="viewer")
    assert client.get("/w/alice/people/").status_code == 403

    models.User.objects.filter(pk=bob.user_id).update(is_active=False)
    assert client.get("/w/alice/figures/1/").status_code == 302


def test_the_audit_log_says_who_saw_whom_and_from_which_network(client: Client, workspace: Workspace) -> None:
    bob = make_member(workspace, Role.AGENT)
    sign_in(client, bob)

    client.get("/w/alice/people/", REMOTE_ADDR="203.0.113.77")

    entry = audit_log("alice")[0]
    assert (entry.actor, entry.action, entry.subject) == (f"user:{bob.email}", "person.see", "person 7")
    assert entry.details == {"tab": "timeline"}
    assert entry.network == "203.0.113.0/24"


@pytest.mark.django_db(transaction=True)
def test_async_pages_and_streams_pass_the_same_gate(workspace: Workspace) -> None:
    bob = make_member(workspace, Role.AGENT)
    client = AsyncClient()
    logged_out = async_to_sync(client.get)("/w/alice/slow/")
    sign_in(client, bob)

    answer = async_to_sync(client.get)("/w/alice/slow/")

    async def read() -> bytes:
        response = await client.get("/w/alice/live/")
        assert isinstance(response, StreamingHttpResponse)
        return b"".join([part async for part in response])

    assert logged_out.status_code == 302
    assert answer.content.decode() == f"alice user:{bob.email}"
    assert async_to_sync(read)().decode() == f"user:{bob.email} UTC"


def test_the_last_workspace_is_remembered(client: Client, workspace: Workspace, other_workspace: Workspace) -> None:
    alice = make_member(workspace, Role.OWNER)
    join(other_workspace, models.User.objects.get(pk=alice.user_id), Role.VIEWER)
    sign_in(client, alice)

    client.get("/w/charlie/")

    last = models.User.objects.select_related("last_workspace").get(pk=alice.user_id).last_workspace
    assert last
    assert last.slug == "charlie"


def test_a_page_says_which_permission_it_asks_for() -> None:
    assert urls.people.permission is Permission.SEE_PEOPLE
