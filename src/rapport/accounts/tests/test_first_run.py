import pytest
from django.test import Client

from rapport.accounts import models
from rapport.accounts.first_run import DEMO_EMAIL, ensure_demo_owner, make_setup_path, needs_setup
from rapport.accounts.landing import first_path
from rapport.accounts.members import list_members
from rapport.accounts.public import Role, Workspace, audit_log, create_workspace, get_workspace, one_time_sign_in
from rapport.accounts.tests.factories import PASSWORD, make_member, sign_in
from rapport.core.errors import UserError

pytestmark = [pytest.mark.django_db, pytest.mark.urls("rapport.accounts.tests.urls")]

OWNER = {
    "name": "Alice",
    "email": "Alice@Example.com",
    "password": PASSWORD,
    "workspace_name": "Alice & Söhne",
    "zone": "Europe/Riga",
    "currency": "THB",
    "language": "lt",
}


def test_the_link_of_the_console_makes_the_owner_signs_them_in_and_works_once(client: Client) -> None:
    path = first_path()
    token = path.partition("token=")[2]
    assert client.get(path).status_code == 200

    response = client.post("/setup/", {**OWNER, "token": token})

    assert response.status_code == 302
    [listed] = list_members(get_workspace("default"))
    assert (listed.member.email, listed.member.role, listed.member.language) == ("alice@example.com", Role.OWNER, "lt")
    made = get_workspace("default")
    assert (made.name, made.zone, made.currency) == ("Alice & Söhne", "Europe/Riga", "THB")
    assert client.get("/w/default/").json()["role"] == "owner"
    assert Client().post("/setup/", {**OWNER, "email": "mallory@example.com", "token": token})["Location"] == "/"
    assert models.User.objects.count() == 1
    assert first_path() == "/"


@pytest.mark.parametrize("token", ["", "wrong", "x" * 43], ids=["none", "short", "as long"])
def test_without_the_token_of_the_console_nothing_is_set_up(client: Client, token: str) -> None:
    make_setup_path()

    page = client.get("/setup/", {"token": token})
    response = client.post("/setup/", {**OWNER, "token": token})

    assert b'name="password"' not in page.content
    assert response.status_code in (200, 403)
    assert not models.User.objects.exists()


def test_each_start_prints_another_token_and_ends_the_one_before(client: Client) -> None:
    before, after = make_setup_path(), make_setup_path()

    assert client.get(before).status_code == 403
    assert client.get(after).status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("password", "short", "too short"),
        ("password", "password1234", "too common"),
        ("password", "alice@example.com", "too similar"),
        ("email", "nobody", "valid email"),
        ("zone", "Mars/Base", "no such time zone"),
        ("name", " ", "required"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_does_not_do_is_said_and_nothing_is_made(client: Client, field: str, value: str, problem: str) -> None:
    token = make_setup_path().partition("token=")[2]

    response = client.post("/setup/", {**OWNER, "token": token, field: value})

    assert response.status_code == 200
    assert problem in response.content.decode()
    assert not models.User.objects.exists()


def test_a_password_is_judged_while_it_is_typed_by_the_same_rules(client: Client) -> None:
    weak = client.post("/account/password/advice/", {"password": "dana12345678", "email": "dana12345678@example.com"})
    strong = client.post("/account/password/advice/", {"password": PASSWORD})

    assert b"too similar" in weak.content
    assert b"will do" in strong.content


def test_who_comes_to_a_fresh_installation_is_told_where_the_link_is(client: Client, workspace: Workspace) -> None:
    page = client.get("/setup/")

    assert b"rapport serve" in page.content
    assert needs_setup()


def test_the_owner_of_a_demo_opens_the_demo_only_and_leaves_the_set_up_open(client: Client) -> None:
    demo = create_workspace("demo", simulation='{"people": 10}')
    user = ensure_demo_owner("demo")

    assert ensure_demo_owner("demo") == user
    assert [each.member.email for each in list_members(demo)] == [DEMO_EMAIL]
    assert needs_setup()
    client.get(one_time_sign_in(user))
    assert client.get("/w/demo/").status_code == 200
    assert client.get("/w/default/").status_code == 404
    with pytest.raises(UserError, match="real people"):
        ensure_demo_owner("default")


def test_a_one_time_sign_in_works_once_and_on_this_machine_only(client: Client, workspace: Workspace) -> None:
    alice = make_member(workspace, Role.OWNER)
    path = one_time_sign_in(alice.user_id)

    elsewhere = Client().get(path, REMOTE_ADDR="203.0.113.77")
    here = client.get(path)

    assert elsewhere.status_code == 410
    assert here.status_code == 302
    assert client.get("/w/alice/").status_code == 200
    assert Client().get(path).status_code == 410


def test_the_set_up_is_in_the_audit_log_without_the_password(client: Client) -> None:
    client.post("/setup/", {**OWNER, "token": make_setup_path().partition("token=")[2]})

    entries = audit_log("default")

    assert "installation.setup" in [entry.action for entry in entries]
    assert PASSWORD not in str(entries)


def test_somebody_signed_in_is_not_asked_to_set_up(client: Client) -> None:
    sign_in(client, make_member(get_workspace("default"), Role.OWNER))

    assert client.get("/setup/")["Location"] == "/"
