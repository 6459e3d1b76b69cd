import io
import json
import re
import zipfile
from typing import Any

from django.apps import apps

from rapport.accounts.public import Role, Workspace, audit_log, record_action
from rapport.record.identity import models as identities
from rapport.record.people import models
from rapport.serve.web.people.tests.scene import NOON, Scene, email, happened, user
from rapport.serve.web.people.tests.test_list import body_of
from rapport.understand.dashboards.public import DashboardDraft, add_dashboard
from rapport.understand.segments.public import SegmentDraft, add_segment
from rapport.understand.views.public import ViewDraft, add_view

DANA = email("dana@acme.test")


def fill(scene: Scene) -> int:
    scene.deliver(
        happened("p1", DANA, user("dana-7"), kind="profile_updated", traits={"name": "Dana Zbigniewska"}),
        happened("m1", DANA, kind="mention_posted", text="I am dana@acme.test"),
        happened("o1", DANA, kind="order_placed", order_id="O-1", amount=4990, currency="EUR"),
        happened("m2", user("eve"), kind="mention_posted", text="Ask dana@acme.test"),
    )
    return scene.person("dana@acme.test")


def test_everything_held_leaves_as_a_document_and_as_tables(scene: Scene) -> None:
    dana, anna = fill(scene), scene.browser(Role.ANALYST)

    document = json.loads(body_of(anna.get(f"people/{dana}/export/", {"format": "json"})))
    tables = zipfile.ZipFile(io.BytesIO(body_of(anna.get(f"people/{dana}/export/", {"format": "csv"}))))

    assert document["name"] == "Dana Zbigniewska"
    assert len(document["timeline"]) == 3
    assert {"profile.csv", "identifiers.csv", "timeline.csv"} <= set(tables.namelist())
    assert [entry.details["format"] for entry in audit_log("alice") if entry.action == "person.export"] == ["zip", "json"]
    assert scene.browser(Role.AGENT).get(f"people/{dana}/export/").status_code == 403


def test_an_erasure_wants_the_name_typed_and_shows_what_will_go(scene: Scene) -> None:
    dana, alice = fill(scene), scene.browser()

    html = alice.page(f"people/{dana}/erase/")
    refused = alice.post(f"people/{dana}/erase/", {"confirmation": "Dana"})

    assert "To go on, type: Dana Zbigniewska" in html
    assert "3 interactions" in html
    assert refused.status_code == 422
    assert "That is not what stands above." in refused.content.decode()
    assert alice.get(f"people/{dana}/").status_code == 200
    assert scene.browser(Role.ANALYST).post(f"people/{dana}/erase/", {"confirmation": "Dana Zbigniewska"}).status_code == 403


def test_an_erased_person_is_gone_from_pages_search_and_database_and_the_counts_stay(scene: Scene) -> None:
    dana, alice = fill(scene), scene.browser()
    alice.post(f"people/{dana}/notes/", {"text": "Dana likes it short."})

    begun = alice.post(f"people/{dana}/erase/", {"confirmation": "  Dana   Zbigniewska "})
    followed = alice.client.get(begun.headers["Location"]).content.decode()

    assert "Who it was is gone from every place." in followed
    assert alice.get(f"people/{dana}/").status_code == 404
    assert "Dana" not in alice.page("people/")
    assert "Nobody is found" in alice.page("people/", {"q": "zbigniewska"})
    assert "dana@acme.test" not in alice.page(f"people/{scene.person('eve')}/")
    assert not identities.Word.objects.filter(word__contains="zbig").exists()
    assert models.Note.objects.count() == 0
    assert scene.store.query("SELECT count(*) FROM interactions").rows == [(4,)]
    assert "By a person who was erased" in alice.page(f"stream/{_order_of(scene)}/")


def _order_of(scene: Scene) -> str:
    [(number,)] = scene.store.query("SELECT id FROM interactions WHERE kind = 'order_placed'").rows
    return str(number)


def test_nobody_can_ask_about_an_erasure_that_they_did_not_begin(scene: Scene, other_workspace: Workspace) -> None:
    dana, alice = fill(scene), scene.browser()
    begun = alice.post(f"people/{dana}/erase/", {"confirmation": "Dana Zbigniewska"}).headers["Location"]
    ticket = re.search(r"asked=(.*)", begun)
    assert ticket is not None

    assert alice.get(f"people/{dana + 1}/erase/", {"asked": ticket[1]}).status_code == 404
    assert alice.get(f"people/{dana}/erase/", {"asked": "forged"}).status_code == 404
    assert Scene(other_workspace).browser().get(f"people/{dana}/erase/", {"asked": ticket[1]}).status_code == 404


def test_an_erasure_that_was_interrupted_is_shown_as_such_and_goes_on(scene: Scene) -> None:
    dana, alice = fill(scene), scene.browser()
    models.Erasure.objects.create(
        workspace_id=scene.workspace.id,
        person_id=dana,
        started_at=NOON,
        numbers=list(identities.Identifier.objects.filter(person_id=dana).values_list("id", flat=True)),
        needles={"all": ["dana@acme.test"], "addresses": ["dana@acme.test"]},
    )

    stopped = alice.get(f"people/{dana}/")
    alice.post(f"people/{dana}/erase/")

    assert stopped.status_code == 410
    assert "Go on with it" in stopped.content.decode()
    assert models.Erasure.objects.count() == 0
    assert alice.get(f"people/{dana}/").status_code == 404


def test_what_members_wrote_and_handed_over_keeps_everything_but_the_person(scene: Scene) -> None:
    dana, alice, where = fill(scene), scene.browser(), {"workspace_id": scene.workspace.id}
    table("uploads.Upload").objects.create(
        **where,
        by="user:alice",
        created_at=NOON,
        name="DANA@acme.test orders.csv",
        size=7,
        error="Not found: 'dana@acme.test'",
        result={"problems": ["dana%40acme.test: no person"]},
        mapping="map: {dana@acme.test: who}",
    )
    alice.post(f"people/{scene.person('eve')}/notes/", {"text": "A friend of Dana Zbigniewska, likes tea"})
    add_view(scene.workspace, ViewDraft(name="Dana Zbigniewska", query="metric=nps&where=email+%3D+%27dana%40acme.test%27"))
    for name in ("dana@acme.test", "Dana Zbigniewska", "All but dana@acme.test"):
        add_segment(scene.workspace, scene.store, SegmentDraft(name=name, where="order != 'dana@acme.test'"))
    board = add_dashboard(scene.workspace, DashboardDraft(name="For Dana Zbigniewska"))
    table("dashboards.Tile").objects.create(
        dashboard_id=board.id, position=1, title=f"{'x' * 104} dana@acme.test", text="Ask dana@acme.test", width=3, height=1
    )
    record_action(scene.workspace, "upload.add", subject="dana@acme.test.csv", details={"names": ["Dana Zbigniewska.csv"]})

    alice.post(f"people/{dana}/erase/", {"confirmation": "Dana Zbigniewska"})

    upload = table("uploads.Upload").objects.get()
    assert (upload.name, upload.error) == ("[erased] orders.csv", "Not found: '[erased]'")
    assert (upload.result, upload.mapping) == ({"problems": ["[erased]: no person"]}, "map: {[erased]: who}")
    assert table("people.Note").objects.get().text == "A friend of [erased], likes tea"
    assert table("views.SavedView").objects.get().query == "metric=nps&where=email+%3D+%27[erased]%27"
    names = [str(segment.name) for segment in table("segments.Segment").objects.order_by("name")]
    assert [name for name in names if not name.startswith("[erased]")] == ["All but [erased]"]
    assert len(names) == 3
    assert {segment.where for segment in table("segments.Segment").objects.all()} == {"order != '[erased]'"}
    assert table("dashboards.Tile").objects.get().title == f"{'x' * 104} [erased]"
    [line] = [entry for entry in audit_log("alice") if entry.action == "upload.add"]
    assert (line.subject, line.details) == ("[erased].csv", {"names": ["[erased].csv"]})
    assert rows_that_tell() == []


def table(label: str) -> Any:  # Any: a model by its name
    return apps.get_model(label)


def rows_that_tell() -> list[str]:
    """Return the rows of the database that still say who it was."""
    return [
        f"{model._meta.label}: {row}"
        for model in apps.get_models()
        for row in model._default_manager.values()
        if re.search("dana(@|%40)|zbigniewska", json.dumps(row, default=str), re.IGNORECASE)
    ]
