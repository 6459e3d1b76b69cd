"""A workspace that holds one of everything that an address can name."""

from dataclasses import dataclass

from rapport.accounts.public import Role, invite, list_invitations
from rapport.accounts.tests.factories import make_member
from rapport.collect.uploads.public import take_in
from rapport.core.clock import now
from rapport.core.home import current_home
from rapport.serve.api.endpoint import Endpoint
from rapport.serve.api.tests.shop import Caller, fill
from rapport.spool.public import ImportRun, Reject, open_spool


@dataclass(frozen=True, slots=True)
class Everything:
    """What stands for the names in addresses; `key` is that of an API key, the others' is that of a segment."""

    names: dict[str, object]
    api_key: int

    def address_of(self, endpoint: Endpoint) -> str:
        names = self.names | ({"key": self.api_key} if endpoint.path.startswith("/keys") else {})
        return endpoint.path.format(**names)


def make_everything(caller: Caller) -> Everything:
    """Fill a workspace."""
    fill(caller)
    people = [person["id"] for person in caller.get("/people?limit=3").json()["items"]]
    merge = caller.post(f"/people/{people[0]}/merges", {"other": people[1]}).json()
    person = merge["kept"]
    caller.send("PUT", f"/people/{person}/tags/vip")
    caller.post(f"/people/{person}/consents", {"purpose": "marketing", "status": "given"})
    invite(caller.workspace, "bob@example.com", Role.AGENT)
    with open_spool(current_home().workspace(caller.workspace.slug).spool) as spool:
        spool.start_import(ImportRun("their-import", "shop", ("theirs.csv",), "", now()))
        spool.keep_rejects([Reject("their-import", "shop", "", "theirs.csv", 1, '{"a": "Theirs"}', "bad_time", "Correct it.")])
    view = caller.post("/views", {"name": "Theirs", "query": "metric=nps"}).json()["id"]
    dashboard = caller.post("/dashboards", {"name": "Theirs"}).json()["id"]
    names: dict[str, object] = {
        "person": person,
        "merge": merge["id"],
        "note": caller.post(f"/people/{person}/notes", {"text": "theirs"}).json()["id"],
        "tag": "vip",
        "interaction": caller.get("/interactions").json()["items"][0]["id"],
        "batch": caller.post(f"/people/{person}/traits", {"traits": {"plan": "pro"}}).json()["batch"],
        "key": caller.post("/segments", {"name": "Theirs", "where": "country = LV"}).json()["key"],
        "view": view,
        "dashboard": dashboard,
        "tile": caller.post(f"/dashboards/{dashboard}/tiles", {"view": view}).json()["id"],
        "annotation": caller.post("/annotations", {"from": "2026-01-31", "text": "Theirs"}).json()["id"],
        "import_id": "their-import",
        "upload": take_in(caller.workspace, name="theirs.csv", size=3, chunks=[b"a\n1"]).id,
        "member": make_member(caller.workspace, Role.AGENT).id,
        "invitation": list_invitations(caller.workspace)[0].id,
        "metric": "nps",
    }
    return Everything(names, caller.get("/keys").json()[0]["id"])
