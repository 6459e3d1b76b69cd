import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from rapport.accounts.public import Member, Role, Workspace, audit_log, get_workspace
from rapport.accounts.tests.factories import make_member, sign_in
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.core.kinds import KINDS
from rapport.core.tests.running import run_command
from rapport.record.retention.applying import apply_rules, find_due
from rapport.record.retention.commands import COMMANDS
from rapport.record.retention.groups import GROUPS, KEPT, group_of, kinds_of
from rapport.record.retention.jobs import delete_due
from rapport.record.retention.rules import list_rules, set_rule
from rapport.record.store.public import Store, close_all, current_store, version_of
from rapport.record.store.tests.batches import batch_of, said
from rapport.record.store.tests.batches import group_of as store_group_of

pytestmark = pytest.mark.django_db

PRIVACY = "/w/alice/settings/privacy/"


@pytest.fixture
def store(workspace: Workspace, home: Home) -> Iterator[Store]:
    """Alice's store with a page view, an order and a consent of today, a year and two years ago."""
    made = current_store("alice")
    rows = [
        said(f"{kind}-{days}", kind=kind, occurred_at=now() - timedelta(days=days), traits={"plan": str(days)})
        for kind in ("page_viewed", "order_placed", "consent_changed")
        for days in (0, 365, 730)
    ]
    made.append(store_group_of(batch_of(rows, people=[1] * len(rows))))
    yield made
    close_all()


@pytest.fixture
def owner(client: Client, workspace: Workspace) -> Member:
    made = make_member(workspace, Role.OWNER)
    sign_in(client, made)
    return made


def counts(store: Store) -> dict[object, object]:
    return dict(store.query("SELECT kind, count(*) FROM interactions GROUP BY kind").rows)  # type: ignore[arg-type]  # pairs


def test_without_a_rule_everything_is_kept(workspace: Workspace, store: Store) -> None:
    assert apply_rules(workspace, store) == {}
    assert counts(store) == {"page_viewed": 3, "order_placed": 3, "consent_changed": 3}


def test_a_rule_deletes_what_is_older_in_its_group_and_says_so(workspace: Workspace, store: Store) -> None:
    before = version_of(store)
    set_rule(workspace, "behaviour", 400)

    assert find_due(store, "behaviour", 400).due == 1
    assert apply_rules(workspace, store) == {"behaviour": 1}
    assert apply_rules(workspace, store) == {}

    assert counts(store) == {"page_viewed": 2, "order_placed": 3, "consent_changed": 3}
    assert len(store.traits_of(1)) == 8
    assert version_of(store) != before
    entry = audit_log("alice")[0]
    assert (entry.actor, entry.action, entry.subject, entry.details["interactions"]) == (
        "retention",
        "retention.delete",
        "behaviour",
        1,
    )


def test_the_serving_process_applies_the_rules_of_all_workspaces(
    workspace: Workspace, other_workspace: Workspace, store: Store
) -> None:
    set_rule(workspace, "orders", 30)

    delete_due()

    assert counts(store)["order_placed"] == 1


def test_consents_and_profiles_belong_to_no_group() -> None:
    assert [kind for kind in KINDS if group_of(kind) is None] == sorted(KEPT)


def test_every_other_kind_belongs_to_one_group_and_every_group_has_kinds() -> None:
    grouped = [kind for group in GROUPS for kind in kinds_of(group)]

    assert sorted(grouped) == sorted(set(KINDS) - set(KEPT))
    assert [group for group in GROUPS if group != "other" and not kinds_of(group)] == []
    assert group_of("a_kind_of_a_plugin") == "other"


@pytest.mark.parametrize(("group", "days"), [("behaviour", 6), ("behaviour", 40000), ("consents", 30)])
def test_what_cannot_be_meant_is_refused(workspace: Workspace, group: str, days: int) -> None:
    with pytest.raises(UserError):
        set_rule(workspace, group, days)

    assert set(list_rules(workspace).values()) == {None}


def test_the_page_shows_what_a_rule_would_delete_before_it_is_saved(client: Client, owner: Member, store: Store) -> None:
    page = client.get(PRIVACY).content.decode()
    preview = client.get(f"{PRIVACY}preview/", {"group": "orders", "orders": "400"}).content.decode()

    assert "3 interactions are held" in page
    assert "1 interaction of 3 will be deleted" in preview
    assert counts(store)["order_placed"] == 3


def test_the_page_keeps_rules_and_takes_them_back(client: Client, owner: Member, workspace: Workspace, store: Store) -> None:
    client.post(PRIVACY, {"behaviour": "400", "orders": ""})
    assert {group: days for group, days in list_rules(workspace).items() if days} == {"behaviour": 400}
    assert "is too old and will be deleted" in client.get(PRIVACY).content.decode()

    wrong = client.post(PRIVACY, {"behaviour": "3"})
    assert wrong.status_code == 422
    assert 'value="3"' in wrong.content.decode()

    client.post(PRIVACY, {"behaviour": ""})
    assert set(list_rules(workspace).values()) == {None}
    assert [entry.action for entry in audit_log("alice")[:2]] == ["retention.set", "retention.set"]


def test_the_command_line_shows_sets_and_applies(workspace: Workspace, store: Store) -> None:
    [command] = COMMANDS

    def retention(*words: str, as_json: bool = True) -> str:
        return run_command(command, *words, as_json=as_json)

    shown = {row["group"]: row for row in json.loads(retention("set", "orders", "400"))}
    assert shown["orders"] == {"group": "orders", "days": 400, "stored": 3, "due": 1}
    assert json.loads(retention("apply")) == {"orders": 1}
    assert "kept" in retention("set", "orders", "none", as_json=False)
    with pytest.raises(UserError, match="such as 365"):
        retention("set", "orders", "a year")


def test_the_page_says_what_is_hidden_and_changes_it(client: Client, owner: Member, store: Store) -> None:
    before = client.get(PRIVACY).content.decode()
    hidden = client.post(PRIVACY, {"part": "hiding", "ip_addresses": "shorten", "masks": ["emails", "cards"]}, follow=True)

    assert _chosen(before) == ["keep"]
    assert _chosen(hidden.content.decode()) == ["shorten", "cards", "emails"]
    changed = get_workspace("alice")
    assert (changed.ip_addresses, changed.masks) == ("shorten", frozenset({"cards", "emails"}))
    assert [entry.subject for entry in audit_log("alice") if entry.action == "workspace.set"] == ["masks", "ip_addresses"]

    log = client.get("/w/alice/settings/audit/").content.decode()
    names = re.findall(r'<legend class="field-label">(.+?)</legend>', before)
    assert [name for name in names if f"<td>{name}</td>" not in log] == []
    assert len(names) == 2

    cleared = client.post(PRIVACY, {"part": "hiding", "ip_addresses": "keep"}, follow=True)
    assert _chosen(cleared.content.decode()) == ["keep"]
    assert client.post(PRIVACY, {"part": "hiding", "ip_addresses": "sell"}).status_code == 400


def _chosen(page: str) -> list[str]:
    return re.findall(r'value="(\w+)" checked', page)
