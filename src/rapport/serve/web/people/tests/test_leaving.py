import io
import json
import re
import zipfile

from rapport.accounts.public import Role, Workspace, audit_log
from rapport.record.identity import models as identities
from rapport.record.people import models
from rapport.serve.web.people.tests.scene import NOON, Scene, email, happened, user
from rapport.serve.web.people.tests.test_list import body_of

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
