"""Who was erased can be let in again."""

import json
from dataclasses import replace

import pytest

from rapport.accounts.public import Workspace, audit_log
from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.core.tests.running import run_command
from rapport.record.identity.tests.cast import email, external, handle, phone, user
from rapport.record.people.commands import COMMANDS
from rapport.record.people.erasing import Places, erase_person
from rapport.record.people.readmitting import readmit_person
from rapport.record.people.suppression import suppress
from rapport.record.people.tests.factory import happened, imported, number_of, places_of
from rapport.record.store.public import close_all

DANA, ACCOUNT, CUSTOMER = email("dana@acme.test"), user("u-7742"), external("42-113", "shop")


@pytest.fixture
def erased(places: Places) -> Places:
    """Dana was there, and is erased."""
    imported(places, [happened("1", DANA, ACCOUNT, CUSTOMER, phone("+4930123458"), handle("@dana_doe", "github"))])
    erase_person(places, number_of(places, DANA))
    return places


def people_in(places: Places) -> list[tuple[object, ...]]:
    return places.store.query("SELECT source_id FROM interactions WHERE source_id IS NOT NULL ORDER BY 1").rows


def test_who_is_let_in_again_is_known_from_then_on(erased: Places) -> None:
    imported(erased, [happened("refused", DANA)])

    [done] = readmit_person(erased.workspace, ["Dana <DANA@acme.test>"])
    imported(erased, [happened("again", DANA)])

    assert str(done.identifier) == "email:dana@acme.test"
    assert people_in(erased) == [("again",)]


def test_what_was_not_named_is_still_refused(erased: Places) -> None:
    readmit_person(erased.workspace, ["dana@acme.test"])

    imported(erased, [happened("both", DANA, ACCOUNT), happened("account", ACCOUNT), happened("address", DANA)])

    assert people_in(erased) == [("address",)]


@pytest.mark.parametrize("text", ["u-7742", "user_id:u-7742", "external:shop:42-113", "030 123458", "handle:github:dana_doe"])
def test_an_identifier_can_be_named_as_elsewhere(erased: Places, text: str) -> None:
    [done] = readmit_person(replace(erased.workspace, phone_region="DE"), [text])

    assert done.identifier.value in ("u-7742", "42-113", "+4930123458", "dana_doe")
    with pytest.raises(UserError, match="was erased"):
        readmit_person(erased.workspace, [text])


def test_a_source_that_others_are_known_by_need_not_be_named(erased: Places) -> None:
    with pytest.raises(UserError, match="external:SOURCE:ID"):
        readmit_person(erased.workspace, ["42-113"])
    imported(erased, [happened("2", external("42-114", "shop"))])

    assert [str(one.identifier) for one in readmit_person(erased.workspace, ["42-113"])] == ["external:shop:42-113"]


def test_it_is_all_of_them_or_none(erased: Places) -> None:
    with pytest.raises(UserError, match=r"Nobody with 'eve@acme\.test' was erased"):
        readmit_person(erased.workspace, ["dana@acme.test", "eve@acme.test"])

    imported(erased, [happened("refused", DANA)])
    assert people_in(erased) == []


def test_what_can_mean_two_has_to_be_said(places: Places) -> None:
    imported(places, [happened("1", DANA, user("dana@acme.test"))])
    erase_person(places, number_of(places, DANA))

    with pytest.raises(UserError, match=r"email:dana@acme\.test, user_id:dana@acme\.test"):
        readmit_person(places.workspace, ["dana@acme.test"])

    assert len(readmit_person(places.workspace, ["email:dana@acme.test", "user_id:dana@acme.test"])) == 2


def test_another_workspace_refuses_and_lets_in_by_itself(erased: Places, other_workspace: Workspace) -> None:
    with pytest.raises(UserError, match="Nobody"):
        readmit_person(other_workspace, ["dana@acme.test"])


def test_the_command_tells_what_is_still_suppressed_and_the_log_names_nobody(workspace: Workspace, home: Home) -> None:
    with places_of(workspace, home) as places:
        imported(places, [happened("1", DANA, ACCOUNT)])
        suppress(workspace, "email", "dana@acme.test", reason="asked")
        erase_person(places, number_of(places, DANA))

    said = _command(workspace, home, "readmit", "dana@acme.test", as_json=False)
    found = json.loads(_command(workspace, home, "readmit", "u-7742", as_json=True))

    assert said.startswith("email:dana@acme.test was refused since 20")
    assert "Still suppressed for email. To contact it: rapport person suppress email dana@acme.test --lift" in said
    assert [(one["identifier"], one["suppressed"]) for one in found["readmitted"]] == [("user_id:u-7742", [])]
    entries = [entry for entry in audit_log(workspace.slug) if entry.action == "person.readmit"]
    assert len(entries) == 2
    assert "dana" not in str(entries)
    assert "7742" not in str(entries)


def _command(workspace: Workspace, home: Home, *words: str, as_json: bool) -> str:
    [command] = COMMANDS
    try:
        return run_command(command, *words, home=home, workspace=workspace.slug, as_json=as_json)
    finally:
        close_all()
