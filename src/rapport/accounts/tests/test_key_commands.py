import json
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from rapport.accounts.key_commands import KEY
from rapport.accounts.public import Workspace, authenticate_key, list_api_keys
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.tests.running import run_command

pytestmark = pytest.mark.django_db


key = partial(run_command, KEY)


def key_as_json(*words: str) -> Any:  # Any: JSON
    return json.loads(key(*words, as_json=True))


def test_a_key_is_printed_once_and_opens_what_it_was_made_for(workspace: Workspace) -> None:
    token = key("create", "warehouse", "--scope", "read:figures", "--scope", "read:people").splitlines()[1]

    access = authenticate_key(f"Bearer {token}")

    assert access is not None
    assert (access.name, access.scopes) == ("warehouse", frozenset({"read:figures", "read:people"}))
    assert token.split("_")[2] not in key("list")


def test_a_key_works_for_ninety_days_if_nothing_is_said(workspace: Workspace) -> None:
    made = key_as_json("create", "warehouse", "--scope", "read:figures")

    expires = datetime.fromisoformat(made["expires_at"])
    assert abs(expires - now() - timedelta(days=90)) < timedelta(minutes=1)


@pytest.mark.parametrize(("said", "expires"), [("never", None), ("2126-01-31", "2126-01-30T22:00:00Z")], ids=["never", "day"])
def test_a_key_expires_when_it_was_said_in_the_zone_of_the_workspace(
    said: str, expires: str | None, workspace: Workspace
) -> None:
    from rapport.accounts.public import change_setting

    change_setting("alice", "zone", "Europe/Riga")

    made = key_as_json("create", "warehouse", "--scope", "read:figures", "--expires", said)

    assert made["expires_at"] == expires


def test_a_key_that_would_have_expired_already_is_not_made(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="expired already"):
        key("create", "warehouse", "--scope", "read:figures", "--expires", "2020-01-31")


@pytest.mark.parametrize(
    ("words", "known"),
    [(("--scope", "read:everything"), "read:audit"), (("--scope", "read:figures", "--expires", "soon"), "2027-01-31")],
    ids=["scope", "expiry"],
)
def test_what_cannot_be_understood_is_refused_with_what_can(
    words: tuple[str, ...], known: str, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        key("create", "warehouse", *words)

    assert known in capsys.readouterr().err


def test_a_revoked_key_opens_nothing(workspace: Workspace) -> None:
    made = key_as_json("create", "warehouse", "--scope", "read:figures")

    key("revoke", str(made["id"]))

    assert authenticate_key(f"Bearer {made['key']}") is None
    assert list_api_keys(workspace) == []
    assert "No program may use alice yet" in key("list")
    with pytest.raises(UserError, match="no such key"):
        key("revoke", str(made["id"]))


def test_programs_read_what_the_list_shows_people(workspace: Workspace) -> None:
    key("create", "warehouse", "--scope", "read:figures", "--expires", "never")

    [listed] = key_as_json("list")

    assert (listed["name"], listed["scopes"], listed["expires_at"], listed["last_used_at"]) == (
        "warehouse",
        ["read:figures"],
        None,
        None,
    )
    assert listed["prefix"] in key("list")
