from collections.abc import Callable
from datetime import timedelta

import pytest

from rapport.accounts import models
from rapport.accounts.api_keys import (
    authenticate_key,
    create_api_key,
    list_api_keys,
    replace_api_key,
    revoke_api_key,
)
from rapport.accounts.public import Role, Workspace, audit_log
from rapport.accounts.scopes import SCOPES
from rapport.accounts.tests.factories import make_member
from rapport.core.clock import now
from rapport.core.errors import UserError

pytestmark = pytest.mark.django_db


def test_a_key_opens_its_workspace_with_its_scopes_and_nothing_else(workspace: Workspace, other_workspace: Workspace) -> None:
    token = create_api_key(workspace, "CRM", ["read:people", "read:figures"])

    access = authenticate_key(f"Bearer {token}")

    assert access
    assert access.workspace == workspace
    assert access.scopes == {"read:people", "read:figures"}
    assert access.actor == f"key:CRM ({token.split('_')[1]})"
    assert list_api_keys(other_workspace) == []


def test_only_a_hash_of_the_secret_is_kept(workspace: Workspace) -> None:
    token = create_api_key(workspace, "CRM", ["read:figures"])

    row = models.ApiKey.objects.get()

    secret = token.split("_")[2]
    assert len(secret) == 43
    assert all(secret not in str(value) for value in vars(row).values())
    assert secret not in str([entry.details for entry in audit_log("alice")])


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token,
        lambda token: f"Basic {token}",
        lambda token: f"Bearer {token[:-1]}",
        lambda token: f"Bearer {token}x",
        lambda token: f"Bearer rpt_{token.split('_')[1]}_",
        lambda token: f"Bearer rpt__{token.split('_')[2]}",
        lambda token: f"Bearer rpt_nobodys123_{token.split('_')[2]}",
        lambda token: "Bearer ",
        lambda token: "",
        lambda token: "Bearer rpt_\x00_\x00",
    ],
    ids=["no scheme", "other scheme", "short", "long", "no secret", "no prefix", "other prefix", "empty", "none", "nul"],
)
def test_what_is_not_exactly_the_key_opens_nothing(workspace: Workspace, change: Callable[[str], str]) -> None:
    token = create_api_key(workspace, "CRM", ["read:figures"])

    assert authenticate_key(change(token)) is None


def test_a_key_ends_when_it_expires_or_is_revoked(workspace: Workspace) -> None:
    brief = create_api_key(workspace, "brief", ["read:figures"], expires_at=now() + timedelta(days=1))
    revoked = create_api_key(workspace, "revoked", ["read:figures"])

    models.ApiKey.objects.filter(name="brief").update(expires_at=now())
    revoke_api_key(workspace, models.ApiKey.objects.get(name="revoked").pk)

    assert authenticate_key(f"Bearer {brief}") is None
    assert authenticate_key(f"Bearer {revoked}") is None
    assert [key.name for key in list_api_keys(workspace)] == ["brief"]


def test_a_replaced_key_works_on_for_as_long_as_was_said(workspace: Workspace) -> None:
    old = create_api_key(workspace, "CRM", ["read:figures"])
    [key] = list_api_keys(workspace)

    new = replace_api_key(workspace, key.id, old_lives=timedelta(days=1))

    assert authenticate_key(f"Bearer {old}")
    assert authenticate_key(f"Bearer {new}")
    models.ApiKey.objects.filter(pk=key.id).update(expires_at=now())
    assert authenticate_key(f"Bearer {old}") is None


def test_nobody_gives_a_key_more_than_they_may_do(workspace: Workspace) -> None:
    agent = make_member(workspace, Role.AGENT)

    with pytest.raises(UserError, match="more than you may do yourself: erase:people"):
        create_api_key(workspace, "CRM", ["erase:people", "read:people"], by=agent)
    with pytest.raises(UserError, match="no scope called 'all'"):
        create_api_key(workspace, "CRM", ["all"])
    with pytest.raises(UserError, match="at least one"):
        create_api_key(workspace, "CRM", [])


def test_the_key_of_one_workspace_is_not_revoked_from_another(workspace: Workspace, other_workspace: Workspace) -> None:
    create_api_key(workspace, "CRM", [scope.key for scope in SCOPES])
    [key] = list_api_keys(workspace)

    with pytest.raises(UserError, match="no such key"):
        revoke_api_key(other_workspace, key.id)

    assert list_api_keys(workspace) == [key]


def test_its_last_use_is_noted(workspace: Workspace) -> None:
    token = create_api_key(workspace, "CRM", ["read:figures"])

    authenticate_key(f"Bearer {token}")

    assert list_api_keys(workspace)[0].last_used_at
