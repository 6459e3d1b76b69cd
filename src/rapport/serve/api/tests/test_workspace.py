"""What looks after a workspace, through the API: settings, members, keys, audit log, and what people keep."""

import pytest
from django.core import mail

from rapport.accounts.public import Role, audit_log, get_workspace, list_members
from rapport.accounts.tests.factories import make_member
from rapport.serve.api.tests.shop import Caller


def test_settings_are_changed_all_or_none(alice: Caller) -> None:
    changed = alice.send("PATCH", "/settings", {"values": {"zone": "Europe/Riga", "minimum_cell": "10"}})
    refused = alice.send("PATCH", "/settings", {"values": {"zone": "UTC", "minimum_cell": "many"}})
    unknown = alice.send("PATCH", "/settings", {"values": {"colour": "blue"}})

    values = {each["name"]: each["value"] for each in alice.get("/settings").json()}
    assert changed.json() == alice.get("/settings").json()
    assert (values["zone"], values["minimum_cell"]) == ("Europe/Riga", "10")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/values/minimum_cell")
    assert unknown.status_code == 422
    assert get_workspace("alice").zone == "Europe/Riga"


def test_members_are_invited_given_roles_and_removed_but_never_owners(alice: Caller) -> None:
    owner, bob = make_member(alice.workspace, Role.OWNER), make_member(alice.workspace, Role.AGENT)

    listed = alice.get("/members").json()
    promoted = alice.send("PATCH", f"/members/{bob.id}", {"role": "analyst"})
    crowned = alice.send("PATCH", f"/members/{bob.id}", {"role": "owner"})
    demoted = alice.send("PATCH", f"/members/{owner.id}", {"role": "viewer"})
    dethroned = alice.send("DELETE", f"/members/{owner.id}")
    removed = alice.send("DELETE", f"/members/{bob.id}")

    assert [each["role"] for each in listed] == ["owner", "agent"]
    assert promoted.json()["role"] == "analyst"
    assert [each.status_code for each in (crowned, demoted, dethroned, removed)] == [422, 403, 403, 204]
    assert [each.member.id for each in list_members(alice.workspace)] == [owner.id]
    assert alice.send("DELETE", f"/members/{bob.id}").status_code == 404


def test_an_invitation_goes_out_and_can_be_withdrawn(alice: Caller, settings: pytest.FixtureRequest) -> None:
    settings.EMAIL_IS_CONFIGURED = True  # type: ignore[attr-defined]  # pytest-django's

    invited = alice.post("/invitations", {"email": "Bob@example.com", "role": "agent"})

    said = invited.json()
    assert (invited.status_code, said["email"], said["role"], said["is_sent"]) == (201, "bob@example.com", "agent", True)
    assert said["link"] in str(mail.outbox[0].body)
    assert "link" not in alice.get("/invitations").json()[0]
    assert alice.post("/invitations", {"email": "eve@example.com", "role": "owner"}).status_code == 422
    assert alice.post("/invitations", {"email": "nobody", "role": "agent"}).status_code == 422
    assert alice.send("DELETE", f"/invitations/{said['id']}").status_code == 204
    assert alice.get("/invitations").json() == []
    assert alice.send("DELETE", f"/invitations/{said['id']}").status_code == 404


def test_keys_are_listed_without_their_secret_and_revoked(alice: Caller) -> None:
    other = Caller(alice.workspace, ["read:figures"])
    [newest, _] = alice.get("/keys").json()

    assert other.token.startswith(f"rpt_{newest['prefix']}_")
    assert other.token.rpartition("_")[2] not in alice.get("/keys").content.decode()
    assert other.get("/").status_code == 200
    assert alice.send("DELETE", f"/keys/{newest['id']}").status_code == 204
    assert other.get("/").status_code == 401
    assert alice.send("DELETE", f"/keys/{newest['id']}").status_code == 404


def test_the_audit_log_comes_in_pages_and_names_the_key(alice: Caller) -> None:
    for name in ("one", "two", "three"):
        alice.send("PATCH", "/settings", {"values": {"name": name}})

    first = alice.get("/audit?action=workspace.set&limit=2").json()
    rest = alice.get(f"/audit?action=workspace.set&limit=2&cursor={first['next']}").json()

    entries = first["items"] + rest["items"]
    assert [each["details"]["to"] for each in entries] == ["three", "two", "one"]
    assert {each["actor"] for each in entries} == {audit_log("alice")[0].actor}
    assert entries[0]["actor"].startswith("key:warehouse (")
    assert rest["next"] is None
    assert alice.get("/audit?actor=nobody").json()["items"] == []
    assert alice.get("/audit?until=2000-01-01T00:00:00Z").json()["items"] == []


def test_what_people_keep_is_made_changed_and_deleted(shop: Caller) -> None:
    kept = {
        "/segments": ({"name": "Latvia", "where": "country = LV"}, {"name": "Thailand", "where": "country = TH"}, "key"),
        "/views": ({"name": "NPS", "query": "metric=nps"}, {"name": "NPS by country", "query": "metric=nps&by=country"}, "id"),
        "/annotations": (
            {"from": "2026-01-12", "kind": "incident", "text": "The warehouse stood still."},
            {"from": "2026-01-12", "to": "2026-01-14", "kind": "incident", "text": "It stood still for three days."},
            "id",
        ),
    }
    for path, (first, second, key) in kept.items():
        made = shop.post(path, first)
        place = f"{path}/{made.json()[key]}"
        assert (made.status_code, shop.get(place).json(), shop.get(path).json()) == (201, made.json(), [made.json()])

        changed = shop.send("PUT", place, second).json()
        assert changed == shop.get(place).json()
        assert {name: changed[name] for name in second} == second

        assert shop.send("DELETE", place).status_code == 204
        assert [shop.get(place).status_code, shop.send("DELETE", place).status_code] == [404, 404]
        assert shop.send("PUT", place, second).status_code == 404
    assert shop.post("/segments", {"name": "x", "where": "colour_of_hair = red"}).status_code == 422
    assert shop.post("/annotations", {"from": "2026-01-12", "to": "2026-01-01", "text": "x"}).status_code == 422
    assert shop.get("/annotations?from=2026-01-13&to=2026-01-13").json() == []


def test_a_dashboard_is_filled_ordered_and_emptied(alice: Caller, charlie: Caller) -> None:
    view = alice.post("/views", {"name": "NPS", "query": "metric=nps"}).json()["id"]
    theirs = charlie.post("/views", {"name": "NPS", "query": "metric=nps"}).json()["id"]
    place = f"/dashboards/{alice.post('/dashboards', {'name': 'Monday'}).json()['id']}"

    tile = alice.post(f"{place}/tiles", {"view": view})
    note = alice.post(f"{place}/tiles", {"text": "Look here first."}).json()
    refused = alice.post(f"{place}/tiles", {"view": theirs})
    empty = alice.post(f"{place}/tiles", {})
    ordered = alice.send("PUT", f"{place}/order", {"tiles": [note["id"], tile.json()["id"]]}).json()
    renamed = alice.send("PUT", place, {"name": "Tuesday"}).json()

    assert alice.get(f"{place}/pdf").content.startswith(b"%PDF")
    assert (tile.status_code, tile.json()["view"], note["text"]) == (201, view, "Look here first.")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"], empty.status_code) == (422, "#/view", 422)
    assert [each["id"] for each in ordered["tiles"]] == [note["id"], tile.json()["id"]]
    assert (renamed["name"], alice.get("/dashboards").json()) == ("Tuesday", [alice.get(place).json()])
    assert alice.send("DELETE", f"{place}/tiles/{note['id']}").status_code == 204
    assert alice.send("DELETE", f"{place}/tiles/{note['id']}").status_code == 404
    assert alice.send("DELETE", place).status_code == 204
    assert alice.get(place).status_code == 404
