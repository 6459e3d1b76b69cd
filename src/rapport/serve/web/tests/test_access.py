"""Who may open what, for every address there is: found by walking the tree, so that a new one cannot be forgotten."""

import pytest
from django.test import Client

from rapport.accounts.public import ROLE_PERMISSIONS, Permission, Role, Workspace
from rapport.accounts.tests.factories import make_member, sign_in
from rapport.core.home import Home
from rapport.serve.web.tests.walking import Address, addresses

# What anybody may ask for, because it tells nothing or asks for a secret of its own.
OPEN = {
    "entrance",
    "health",
    "prometheus",
    "account_signup",
    "setup",
    "invitation",
    "sign-in-link",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_inactive",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_trust",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "set_language",
    "theme",
}
OF_WORKSPACES = [each for each in addresses() if each.is_of_a_workspace]


def by_name(address: Address) -> str:
    return address.name or address.route


def test_every_address_of_a_workspace_has_a_gate_and_a_name() -> None:
    assert len(OF_WORKSPACES) > 20
    assert not [each.route for each in OF_WORKSPACES if not isinstance(getattr(each.view, "permission", None), Permission)]
    assert not [each.route for each in OF_WORKSPACES if not each.name]


@pytest.mark.django_db
def test_whoever_is_signed_out_is_sent_to_sign_in(client: Client, workspace: Workspace, home: Home) -> None:
    for each in OF_WORKSPACES:
        for answer in (client.get(each.path("alice")), client.post(each.path("alice"))):
            assert answer.status_code == 302, each.route
            assert answer.headers["Location"].startswith("/account/login/"), each.route


@pytest.mark.django_db
def test_owners_of_another_workspace_are_told_that_there_is_nothing(
    client: Client, workspace: Workspace, other_workspace: Workspace, home: Home
) -> None:
    sign_in(client, make_member(other_workspace, Role.OWNER))

    for each in OF_WORKSPACES:
        for answer in (client.get(each.path("alice")), client.post(each.path("alice"))):
            assert answer.status_code == 404, each.route


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.VIEWER, Role.AGENT, Role.ANALYST], ids=lambda role: role.value)
def test_a_role_opens_only_what_it_may(client: Client, workspace: Workspace, home: Home, role: Role) -> None:
    sign_in(client, make_member(workspace, role))
    closed = [each for each in OF_WORKSPACES if each.view.permission not in ROLE_PERMISSIONS[role]]  # type: ignore[attr-defined]  # the gate's

    for each in closed:
        for answer in (client.get(each.path("alice")), client.post(each.path("alice"))):
            assert answer.status_code == 403, each.route


@pytest.mark.django_db
def test_no_page_of_an_own_workspace_fails_for_things_that_are_not_there(
    client: Client, workspace: Workspace, home: Home
) -> None:
    sign_in(client, make_member(workspace, Role.OWNER))

    for each in OF_WORKSPACES:
        answer = client.get(each.path("alice"))
        assert answer.status_code in (200, 204, 302, 400, 404, 405, 422), (each.route, answer.status_code)


@pytest.mark.django_db
def test_outside_of_workspaces_only_listed_addresses_answer_strangers(client: Client, workspace: Workspace) -> None:
    for each in addresses():
        if each.is_of_a_workspace or each.is_of_the_api or each.name in OPEN:
            continue
        answer = client.get(each.path("alice"))
        assert answer.status_code in (301, 302, 401, 403, 404, 405), (each.route, each.name, answer.status_code)
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith(("/account/", "/")), each.route


@pytest.mark.django_db
def test_the_api_answers_nobody_without_a_key(client: Client, workspace: Workspace, home: Home) -> None:
    for each in addresses():
        if not each.is_of_the_api or "openapi" in each.route or "docs" in each.route:
            continue
        codes = {getattr(client, method)(each.path("alice")).status_code for method in ("get", "post", "put", "patch", "delete")}
        assert codes <= {401, 404, 405}, (each.route, codes)
        assert 401 in codes or codes <= {404, 405}, each.route
