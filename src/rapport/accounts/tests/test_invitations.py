from datetime import timedelta

import pytest
from django.test import Client

from rapport.accounts import models
from rapport.accounts.invitations import accept_invitation, invite, list_invitations, withdraw_invitation
from rapport.accounts.members import change_role, list_members, remove_member
from rapport.accounts.public import Role, Workspace, audit_log
from rapport.accounts.tests.factories import PASSWORD, make_member, sign_in
from rapport.core.clock import now
from rapport.core.errors import UserError

pytestmark = [pytest.mark.django_db, pytest.mark.urls("rapport.accounts.tests.urls")]

BOB = "bob@example.com"


def roles(workspace: Workspace) -> dict[str, str]:
    return {each.member.email: each.member.role.value for each in list_members(workspace)}


def test_an_invitation_makes_a_user_who_is_signed_in_and_is_used_up(client: Client, workspace: Workspace) -> None:
    secret = invite(workspace, "Bob@Example.com", Role.AGENT, by=make_member(workspace, email="alice@example.com"))

    page = client.get(f"/invitation/{secret}/")
    response = client.post(f"/invitation/{secret}/", {"name": "Bob", "password": PASSWORD, "email": "mallory@example.com"})

    assert BOB in page.content.decode()
    assert response["Location"] == "/w/alice/"
    assert client.get("/w/alice/").json()["role"] == "agent"
    assert roles(workspace) == {"alice@example.com": "owner", BOB: "agent"}
    assert Client().get(f"/invitation/{secret}/").status_code == 410
    assert list_invitations(workspace) == []


def test_what_is_expired_withdrawn_replaced_or_made_up_opens_nothing(client: Client, workspace: Workspace) -> None:
    expired = invite(workspace, "a@example.com", Role.AGENT)
    models.Invitation.objects.update(expires_at=now())
    withdrawn = invite(workspace, "b@example.com", Role.AGENT)
    withdraw_invitation(workspace, list_invitations(workspace)[0].id)
    replaced = invite(workspace, "c@example.com", Role.AGENT)
    invite(workspace, "c@example.com", Role.VIEWER)

    for secret in (expired, withdrawn, replaced, "x" * 43, "0"):
        assert client.get(f"/invitation/{secret}/").status_code == 410
        assert client.post(f"/invitation/{secret}/", {"name": "M", "password": PASSWORD}).status_code == 410
    assert not models.User.objects.exists()


def test_somebody_signed_in_with_another_address_cannot_take_it(
    client: Client, workspace: Workspace, other_workspace: Workspace
) -> None:
    secret = invite(workspace, BOB, Role.ADMIN)
    sign_in(client, make_member(other_workspace, Role.VIEWER, email="mallory@example.com"))

    assert client.get(f"/invitation/{secret}/").status_code == 403
    assert client.post(f"/invitation/{secret}/").status_code == 403
    assert roles(workspace) == {}
    with pytest.raises(UserError, match="no longer be used"):
        accept_invitation(secret, email="mallory@example.com")


def test_an_existing_user_has_to_sign_in_and_keeps_their_password(
    client: Client, workspace: Workspace, other_workspace: Workspace
) -> None:
    bob = make_member(other_workspace, Role.VIEWER, email=BOB, password="the password of bob")
    secret = invite(workspace, BOB, Role.AGENT)

    page = client.get(f"/invitation/{secret}/")
    taken_over = client.post(f"/invitation/{secret}/", {"name": "Mallory", "password": PASSWORD})

    assert b'name="password"' not in page.content
    assert taken_over.status_code == 200
    assert roles(workspace) == {}
    assert models.User.objects.get(email=BOB).check_password("the password of bob")
    sign_in(client, bob)
    assert client.post(f"/invitation/{secret}/")["Location"] == "/w/alice/"
    assert roles(workspace) == {BOB: "agent"}


def test_an_invitation_is_kept_as_a_hash(workspace: Workspace) -> None:
    secret = invite(workspace, BOB, Role.AGENT)

    row = models.Invitation.objects.get()

    assert all(secret not in str(value) for value in vars(row).values())
    assert secret not in str(audit_log("alice"))
    assert timedelta(days=6) < row.expires_at - now() <= timedelta(days=7)


def test_an_admin_neither_invites_nor_makes_nor_removes_owners(workspace: Workspace) -> None:
    alice, ada = make_member(workspace, Role.OWNER), make_member(workspace, Role.ADMIN)
    make_member(workspace, Role.OWNER)

    with pytest.raises(UserError, match="Only an owner can invite an owner"):
        invite(workspace, BOB, Role.OWNER, by=ada)
    for attempt in (
        lambda: change_role(workspace, ada.id, Role.OWNER, by=ada),
        lambda: change_role(workspace, alice.id, Role.VIEWER, by=ada),
        lambda: remove_member(workspace, alice.id, by=ada),
    ):
        with pytest.raises(UserError, match="Only an owner can"):
            attempt()


def test_the_last_owner_stays(workspace: Workspace) -> None:
    alice = make_member(workspace, Role.OWNER)
    switched_off = make_member(workspace, Role.OWNER)
    models.User.objects.filter(pk=switched_off.user_id).update(is_active=False)

    with pytest.raises(UserError, match="needs an owner"):
        remove_member(workspace, alice.id, by=alice)
    with pytest.raises(UserError, match="needs an owner"):
        change_role(workspace, alice.id, Role.ADMIN, by=alice)

    ada = make_member(workspace, Role.ADMIN)
    change_role(workspace, ada.id, Role.OWNER, by=alice)
    remove_member(workspace, alice.id, by=alice)
    assert list(roles(workspace).values()) == ["owner"]


def test_members_of_one_workspace_are_not_changed_from_another(workspace: Workspace, other_workspace: Workspace) -> None:
    charlie = make_member(other_workspace, Role.OWNER)
    bob = make_member(workspace, Role.AGENT)

    with pytest.raises(UserError, match="no such member"):
        change_role(other_workspace, bob.id, Role.OWNER, by=charlie)
    with pytest.raises(UserError, match="no such member"):
        remove_member(other_workspace, bob.id, by=charlie)


def test_nobody_is_invited_twice_or_by_a_thing_that_is_no_address(workspace: Workspace) -> None:
    make_member(workspace, Role.AGENT, email=BOB)

    with pytest.raises(UserError, match="a member already"):
        invite(workspace, "BOB@example.com", Role.AGENT)
    with pytest.raises(UserError, match="not an e-mail address"):
        invite(workspace, "bob", Role.AGENT)
