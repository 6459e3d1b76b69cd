import csv
import io
import re

import pytest
from django.core import mail
from django.test import Client

from rapport.accounts import models
from rapport.accounts.api_keys import authenticate_key, create_api_key
from rapport.accounts.invitations import invite
from rapport.accounts.public import Member, Role, Workspace, audit_log, change_setting, get_workspace, record_action
from rapport.accounts.tests.factories import PASSWORD, join, make_member, sign_in
from rapport.core.formulas import FORMULA_STARTS

pytestmark = [pytest.mark.django_db, pytest.mark.urls("rapport.accounts.tests.urls")]

HARMFUL = "<script>alert(1)</script>\"'&{{ 7 }}"


@pytest.fixture
def owner(client: Client, workspace: Workspace) -> Member:
    made = make_member(workspace, Role.OWNER, email="alice@example.com")
    sign_in(client, made)
    return made


def fields_of(page: str) -> dict[str, list[str]]:
    """Return what a browser would send of the form of the workspace as it stands."""
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        name, kind = re.search(r'name="([^"]*)"', tag), re.search(r'type="([^"]*)"', tag)
        if name and not (kind and kind[1] == "checkbox" and "checked" not in tag):
            value = re.search(r'value="([^"]*)"', tag)
            sent.setdefault(name[1], []).append(value[1] if value else "on" if kind and kind[1] == "checkbox" else "")
    for name, options in re.findall(r'<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = [chosen[1] if chosen else ""]
    return sent


@pytest.mark.parametrize(
    ("path", "lowest"),
    [
        ("settings/account/", Role.VIEWER),
        ("settings/workspace/", Role.ADMIN),
        ("settings/members/", Role.ADMIN),
        ("settings/keys/", Role.ADMIN),
        ("settings/audit/", Role.ADMIN),
        ("settings/audit.csv", Role.ADMIN),
    ],
)
def test_a_page_of_the_settings_opens_for_its_roles(client: Client, workspace: Workspace, path: str, lowest: Role) -> None:
    roles = list(Role)
    for role in roles:
        sign_in(client, make_member(workspace, role))
        expected = 200 if roles.index(role) <= roles.index(lowest) else 403
        assert client.get(f"/w/alice/{path}").status_code == expected, role


def test_the_settings_lead_to_what_the_member_may_open(client: Client, workspace: Workspace, owner: Member) -> None:
    assert client.get("/w/alice/settings/")["Location"] == "/w/alice/settings/workspace/"

    sign_in(client, make_member(workspace, Role.VIEWER))
    page = client.get("/w/alice/settings/", follow=True)

    assert page.redirect_chain[-1][0] == "/w/alice/settings/account/"
    assert b"/w/alice/settings/keys/" not in page.content


def test_saving_the_settings_as_they_stand_changes_nothing(client: Client, workspace: Workspace, owner: Member) -> None:
    for name, value in (
        ("margin", "0.355"),
        ("cost_per_hour", "28.50"),
        ("holidays", "2026-12-25"),
        ("business_hours", "Mon-Fri 22:00-02:00; Sat 08:00-09:00,10:00-11:00,12:00-24:00"),
        ("phone_region", "LV"),
        ("folds_plus", "yes"),
    ):
        change_setting("alice", name, value)
    before = get_workspace("alice")

    page = client.get("/w/alice/settings/workspace/").content.decode()
    response = client.post("/w/alice/settings/workspace/", fields_of(page))

    assert response.status_code == 302
    assert get_workspace("alice") == before


def test_settings_are_changed_as_they_were_typed_and_logged(client: Client, workspace: Workspace, owner: Member) -> None:
    sent = fields_of(client.get("/w/alice/settings/workspace/").content.decode())
    sent |= {
        "name": [HARMFUL],
        "zone": ["Asia/Bangkok"],
        "currency": ["THB"],
        "margin": ["35"],
        "cost_per_contact": ["4.50"],
        "holidays": ["2026-12-26", "", "2026-12-25"],
        "opens-0": ["09:00", "13:00"],
        "closes-0": ["12:00", "00:00"],
        "opens-1": ["", ""],
        "closes-1": ["", ""],
        "minimum_cell": ["10"],
    }

    client.post("/w/alice/settings/workspace/", sent)

    made = get_workspace("alice")
    assert (made.name, made.zone, made.currency, made.minimum_cell) == (HARMFUL, "Asia/Bangkok", "THB", 10)
    assert (made.margin, made.cost_per_contact, len(made.holidays)) == (0.35, 450, 2)
    assert [(one.weekday, f"{one.opens:%H:%M}") for one in made.business_hours[:3]] == [(0, "09:00"), (0, "13:00"), (2, "09:00")]
    assert {"zone", "margin", "business_hours"} <= {entry.subject for entry in audit_log("alice")}
    assert HARMFUL not in client.get("/w/alice/settings/workspace/").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("zone", "Mars/Base", "no such time zone"),
        ("margin", "150", "less than or equal to 100"),
        ("cost_per_hour", "4.555", "2 decimal places"),
        ("minimum_cell", "0", "greater than or equal to 1"),
        ("opens-0", "08:00", "overlap"),
        ("holidays", "25.12.2026", "not a day"),
    ],
)
def test_what_does_not_do_is_said_beside_its_field(
    client: Client, workspace: Workspace, owner: Member, field: str, value: str, problem: str
) -> None:
    sent = fields_of(client.get("/w/alice/settings/workspace/").content.decode())
    sent[field] = [value]
    if field == "opens-0":
        sent |= {"opens-0": ["08:00", "09:00"], "closes-0": ["12:00", "13:00"]}

    response = client.post("/w/alice/settings/workspace/", sent)

    assert response.status_code == 422
    assert problem in response.content.decode()
    assert get_workspace("alice") == workspace


def test_an_invitation_is_sent_where_e_mail_is_set_up_and_its_link_is_shown(
    client: Client, workspace: Workspace, owner: Member, settings: pytest.FixtureRequest
) -> None:
    settings.EMAIL_IS_CONFIGURED = True  # type: ignore[attr-defined]  # pytest-django's wrapper of the settings

    page = client.post("/w/alice/settings/members/", {"email": "bob@example.com", "role": "agent"}).content.decode()

    link = re.search(r"http://testserver(/invitation/\w+/)", page)
    assert link
    assert link[0] in mail.outbox[0].body
    assert Client().get(link[1]).status_code == 200
    assert "no-store" in client.get("/w/alice/settings/members/")["Cache-Control"]


def test_an_admin_is_offered_no_owners(client: Client, workspace: Workspace) -> None:
    sign_in(client, make_member(workspace, Role.ADMIN))

    page = client.get("/w/alice/settings/members/").content.decode()
    forged = client.post("/w/alice/settings/members/", {"email": "bob@example.com", "role": "owner"})

    assert 'value="owner"' not in page
    assert forged.status_code == 422
    assert not models.Invitation.objects.exists()


def test_roles_are_changed_and_members_removed(client: Client, workspace: Workspace, owner: Member) -> None:
    bob = make_member(workspace, Role.AGENT)

    client.post(f"/w/alice/settings/members/{bob.id}/role/", {"role": "analyst"})
    assert models.Membership.objects.get(pk=bob.id).role == "analyst"
    create_api_key(workspace, "Bob's program", ["read:figures"], by=bob)
    removed = client.post(f"/w/alice/settings/members/{bob.id}/remove/", follow=True)
    assert "Bob&#x27;s program" in removed.content.decode()
    assert not models.Membership.objects.filter(pk=bob.id).exists()

    client.post(f"/w/alice/settings/members/{owner.id}/remove/")
    assert b"needs an owner" in client.get("/w/alice/settings/members/").content


def test_nothing_of_another_workspace_is_changed_by_its_number(
    client: Client, workspace: Workspace, other_workspace: Workspace, owner: Member
) -> None:
    charlie = make_member(other_workspace, Role.ADMIN)
    create_api_key(other_workspace, "theirs", ["read:figures"])
    invite(other_workspace, "dana@example.com", Role.VIEWER)
    key, invitation = models.ApiKey.objects.get(), models.Invitation.objects.get()

    for path in (
        f"members/{charlie.id}/remove/",
        f"members/{charlie.id}/role/",
        f"keys/{key.pk}/revoke/",
        f"keys/{key.pk}/replace/",
        f"invitations/{invitation.pk}/withdraw/",
    ):
        client.post(f"/w/alice/settings/{path}", {"role": "viewer"})

    assert models.Membership.objects.get(pk=charlie.id).role == "admin"
    assert models.ApiKey.objects.get().revoked_at is None
    assert models.Invitation.objects.get().revoked_at is None


def test_a_key_is_shown_once_works_and_is_replaced_and_revoked(client: Client, workspace: Workspace, owner: Member) -> None:
    made = client.post(
        "/w/alice/settings/keys/",
        {"name": HARMFUL, "scopes": ["read:figures"], "lifetime": "30", "requests_per_minute": "60"},
    )

    token = re.search(r"rpt_\w+_\w{43}", made.content.decode())
    assert token
    access = authenticate_key(f"Bearer {token[0]}")
    assert access
    assert access.requests_per_minute == 60
    listed = client.get("/w/alice/settings/keys/").content.decode()
    assert token[0] not in listed
    assert HARMFUL not in listed
    replaced = client.post(f"/w/alice/settings/keys/{access.key_id}/replace/", {"overlap": "24"})
    assert re.search(r"rpt_\w+_\w{43}", replaced.content.decode())
    assert authenticate_key(f"Bearer {token[0]}")
    client.post(f"/w/alice/settings/keys/{access.key_id}/revoke/")
    assert authenticate_key(f"Bearer {token[0]}") is None


def test_the_audit_log_is_filtered_and_paged(client: Client, workspace: Workspace, owner: Member) -> None:
    for number in range(120):
        record_action(workspace, "person.see", subject=f"person {number}", actor="user:bob@example.com")

    everything = client.get("/w/alice/settings/audit/").content.decode()
    further = re.search(r'hx-get="(\?[^"]*before=\d+)"', everything)
    assert further
    rest = client.get(f"/w/alice/settings/audit/{further[1]}", headers={"HX-Request": "true"}).content.decode()
    by_alice = client.get("/w/alice/settings/audit/", {"action": "workspace.create"}).content.decode()

    assert "person 119" in everything
    assert "person 5<" not in everything
    assert "person 5<" in rest
    assert "<html" not in rest
    assert "person 7<" not in by_alice
    assert client.get("/w/alice/settings/audit/", {"from": "x", "to": "9999-99-99", "before": "²"}).status_code == 200


def test_no_cell_of_the_exported_log_is_a_formula_and_the_export_is_logged(
    client: Client, workspace: Workspace, owner: Member
) -> None:
    for start in FORMULA_STARTS:
        record_action(workspace, "member.add", subject=f"{start}cmd|'/c calc'!A1", actor=f"{start}1+1", details={"=1": "=2"})

    response = client.get("/w/alice/settings/audit.csv")
    rows = list(csv.reader(io.StringIO(response.getvalue().decode())))

    assert len(rows) > len(FORMULA_STARTS)
    assert [cell for row in rows for cell in row if cell.startswith(FORMULA_STARTS)] == []
    assert audit_log("alice")[0].action == "audit.export"


def test_ones_own_account_shows_where_one_is_signed_in_and_ends_it(client: Client, workspace: Workspace) -> None:
    alice = make_member(workspace, Role.VIEWER, email="alice@example.com", password=PASSWORD)
    elsewhere = Client(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux) Firefox/133.0")
    for browser in (client, elsewhere):
        browser.post("/account/login/", {"login": alice.email, "password": PASSWORD})

    page = client.get("/w/alice/settings/account/").content.decode()
    assert "Firefox · Linux" in page
    assert "203.0.113.0" in page
    assert "203.0.113.77" not in page
    client.post("/w/alice/settings/account/sessions/end/")

    assert elsewhere.get("/w/alice/").status_code == 302
    assert client.get("/w/alice/").status_code == 200


def test_nobody_ends_the_session_of_another(client: Client, workspace: Workspace, owner: Member) -> None:
    from allauth.usersessions.models import UserSession

    make_member(workspace, Role.VIEWER, email="bob@example.com", password=PASSWORD)
    bobs = Client()
    bobs.post("/account/login/", {"login": "bob@example.com", "password": PASSWORD})

    client.post(f"/w/alice/settings/account/sessions/{UserSession.objects.get(user__email='bob@example.com').pk}/end/")

    assert bobs.get("/w/alice/").status_code == 200


def test_name_and_language_are_kept_and_shown_without_harm(client: Client, workspace: Workspace, owner: Member) -> None:
    client.post("/w/alice/settings/account/", {"name": HARMFUL, "language": "lt"})

    user = models.User.objects.get()
    assert (user.name, user.language) == (HARMFUL, "lt")
    page = client.get("/w/alice/settings/members/").content.decode()
    assert 'lang="lt"' in page
    assert HARMFUL not in page


def test_the_pages_list_the_workspaces_to_switch_between(
    client: Client, workspace: Workspace, other_workspace: Workspace, owner: Member
) -> None:
    assert b'href="/w/charlie/"' not in client.get("/w/alice/settings/account/").content

    join(other_workspace, models.User.objects.get(), Role.VIEWER)

    assert b'href="/w/charlie/"' in client.get("/w/alice/settings/account/").content
