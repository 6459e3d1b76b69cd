import json
import subprocess
from collections.abc import Callable
from functools import partial

import pytest

from rapport.accounts.member_commands import MEMBER
from rapport.accounts.public import Role, Workspace
from rapport.accounts.sessions import browser_name
from rapport.accounts.tests.factories import make_member
from rapport.core.errors import UserError
from rapport.core.tests.running import run_command

member = partial(run_command, MEMBER)


def test_whoever_administers_the_machine_makes_an_owner_without_a_default_password(
    rapport: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    said = json.loads(rapport("member", "add", "Alice@Example.com", "--role", "owner", "--json").stdout)

    assert (said["email"], said["role"]) == ("alice@example.com", "owner")
    assert said["link"].startswith("http://127.0.0.1:8000/account/link/")


@pytest.mark.django_db
def test_members_are_listed_changed_and_removed_but_not_the_last_owner(workspace: Workspace) -> None:
    assert "Nobody can sign in" in member("list")
    member("add", "alice@example.com", "--role", "owner")
    with pytest.raises(UserError, match="needs an owner"):
        member("remove", "alice@example.com")
    member("add", "bob@example.com")

    assert member("role", "bob@example.com", "owner") == "bob@example.com is now owner of alice.\n"
    member("remove", "alice@example.com")

    assert json.loads(member("list", as_json=True)) == [
        {"email": "bob@example.com", "name": "", "role": "owner", "last_sign_in": None, "second_factor": False}
    ]


@pytest.mark.django_db
def test_who_lost_their_second_factor_gets_in_again(workspace: Workspace) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from rapport.accounts.models import User

    alice = make_member(workspace, Role.OWNER)
    TOTP.activate(User.objects.get(), generate_totp_secret())

    assert json.loads(member("list", as_json=True))[0]["second_factor"]
    member("reset-second-factor", alice.email)

    assert not json.loads(member("list", as_json=True))[0]["second_factor"]
    assert "0 sessions" in member("sign-out", alice.email)
    with pytest.raises(UserError, match="Nobody signs in"):
        member("sign-in-link", "nobody@example.com")


@pytest.mark.django_db
def test_somebody_gets_another_address_but_nobody_elses(workspace: Workspace) -> None:
    make_member(workspace, Role.OWNER, email="alice@example.com")
    make_member(workspace, Role.AGENT, email="bob@example.com")

    member("change-email", "bob@example.com", "Robert@example.com")

    assert [row["email"] for row in json.loads(member("list", as_json=True))] == ["alice@example.com", "robert@example.com"]
    with pytest.raises(UserError, match="already"):
        member("change-email", "robert@example.com", "alice@example.com")
    with pytest.raises(UserError, match="Nobody signs in"):
        member("change-email", "bob@example.com", "x@example.com")


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1", "Safari · iPhone"),
        ("curl/8.5.0", "curl/8.5.0"),
    ],
    ids=["firefox", "edge", "iphone", "curl"],
)
def test_a_browser_is_named_as_people_know_it(agent: str, name: str) -> None:
    assert browser_name(agent) == name
