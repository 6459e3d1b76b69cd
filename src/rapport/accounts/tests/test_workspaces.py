from dataclasses import replace

import pytest

from rapport.accounts.public import (
    WORKSPACE_SETTINGS,
    Workspace,
    acting_as,
    audit_log,
    change_setting,
    create_workspace,
    delete_workspace,
    describe_simulation,
    get_workspace,
    list_workspaces,
    record_action,
)
from rapport.accounts.workspace import OFFICE_HOURS
from rapport.core.errors import UserError

pytestmark = pytest.mark.django_db


def test_the_default_workspace_exists_from_the_start_with_a_secret_of_its_own(workspace: Workspace) -> None:
    default = get_workspace("default")

    assert len(default.secret) == 32
    assert default.secret != workspace.secret
    assert default.business_hours == OFFICE_HOURS


@pytest.mark.django_db(transaction=True)
def test_the_default_workspace_survives_the_clean_up_after_transactional_tests() -> None:
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)

    assert [workspace.slug for workspace in list_workspaces()] == ["default"]


def test_an_unknown_workspace_is_answered_with_those_that_exist(workspace: Workspace) -> None:
    with pytest.raises(UserError, match=r"no workspace called 'bob'. Known: alice, default"):
        get_workspace("bob")


@pytest.mark.parametrize("slug", ["", "Alice", "a/b", "../x", "-a", "a" * 41])
def test_a_slug_that_could_leave_its_folder_is_refused(slug: str) -> None:
    with pytest.raises(UserError, match="cannot name a workspace"):
        create_workspace(slug)


def test_two_workspaces_cannot_share_a_slug(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="exists already"):
        create_workspace("alice")


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("name", "Alice & Söhne", "Alice & Söhne"),
        ("zone", "Asia/Bangkok", "Asia/Bangkok"),
        ("currency", "thb", "THB"),
        ("phone_region", "lv", "LV"),
        ("phone_region", "none", ""),
        ("margin", "0.35", 0.35),
        ("margin", "none", None),
        ("cost_per_contact", "4.50", 450),
        ("cost_per_hour", "28", 2800),
        ("minimum_cell", "10", 10),
        ("inactivity_days", "365", 365),
        ("folds_plus", "yes", True),
        ("ip_addresses", "Shorten", "shorten"),
        ("masks", "emails, cards", frozenset({"cards", "emails"})),
        ("masks", "none", frozenset()),
    ],
)
def test_a_setting_is_read_as_people_write_it(workspace: Workspace, name: str, typed: str, value: object) -> None:
    assert getattr(change_setting("alice", name, typed), name) == value


def test_every_setting_shows_what_reading_it_again_would_give(workspace: Workspace) -> None:
    for name, typed in [
        ("margin", "0.25"),
        ("holidays", "2026-12-26 2026-12-25"),
        ("business_hours", "24/7"),
        ("cost_per_hour", "9"),
        ("ip_addresses", "remove"),
        ("masks", "phones ibans"),
    ]:
        workspace = change_setting("alice", name, typed)

    for setting in WORKSPACE_SETTINGS:
        assert change_setting("alice", setting.name, setting.show(workspace)) == workspace


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("zone", "Mars/Base"),
        ("zone", "../etc/passwd"),
        ("zone", "Europe"),
        ("currency", "EURO"),
        ("phone_region", "Latvia"),
        ("margin", "35"),
        ("margin", "nan"),
        ("cost_per_contact", "4.555"),
        ("cost_per_contact", "-1"),
        ("cost_per_contact", "four"),
        ("holidays", "25.12.2026"),
        ("minimum_cell", "0"),
        ("minimum_cell", "٣"),
        ("inactivity_days", "1e3"),
        ("folds_plus", "maybe"),
        ("ip_addresses", "yes"),
        ("masks", "cards,names"),
        ("name", "  "),
        ("colour", "red"),
    ],
)
def test_what_does_not_do_is_refused_and_nothing_changes(workspace: Workspace, name: str, typed: str) -> None:
    with pytest.raises(UserError):
        change_setting("alice", name, typed)

    assert get_workspace("alice") == workspace


def test_the_currency_does_not_change_under_costs_that_were_set_in_it(workspace: Workspace) -> None:
    change_setting("alice", "cost_per_hour", "28")

    with pytest.raises(UserError, match="cost_per_hour is set in EUR"):
        change_setting("alice", "currency", "JPY")


def test_a_change_is_logged_with_who_and_what(workspace: Workspace) -> None:
    with acting_as("cli:alice"):
        change_setting("alice", "margin", "0.3")

    entry = audit_log("alice")[0]

    assert (entry.actor, entry.action, entry.subject) == ("cli:alice", "workspace.set", "margin")
    assert entry.details == {"from": "none", "to": "0.3"}


def test_the_audit_log_of_one_workspace_shows_nothing_of_another(workspace: Workspace, other_workspace: Workspace) -> None:
    record_action(other_workspace, "person.erase", subject="person 7")

    assert [entry.action for entry in audit_log("alice")] == ["workspace.create"]


def test_the_secret_is_not_printed(workspace: Workspace) -> None:
    assert repr(workspace.secret) not in repr(replace(workspace))


def test_a_simulated_workspace_says_so_from_its_beginning_and_a_real_one_never_becomes_one(workspace: Workspace) -> None:
    made_up = create_workspace("demo", simulation='{"people": 10}')

    assert made_up.is_simulated
    assert describe_simulation("demo", '{"people": 20}') == get_workspace("demo")
    assert get_workspace("demo").simulation == '{"people": 20}'
    assert not workspace.is_simulated
    with pytest.raises(UserError, match="not simulated"):
        describe_simulation("alice", '{"people": 10}')


def test_a_deleted_workspace_takes_its_rows_along_and_leaves_the_others(workspace: Workspace, other_workspace: Workspace) -> None:
    for one in (workspace, other_workspace):
        record_action(one, "person.merge", subject="7")

    delete_workspace("alice")

    assert [one.slug for one in list_workspaces()] == ["charlie", "default"]
    assert audit_log("alice") == []
    assert [entry.action for entry in audit_log("charlie")] == ["person.merge", "workspace.create"]
    assert [(entry.action, entry.subject) for entry in audit_log("default")] == [("workspace.delete", "alice")]


def test_the_default_workspace_cannot_be_deleted(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="always there"):
        delete_workspace("default")
