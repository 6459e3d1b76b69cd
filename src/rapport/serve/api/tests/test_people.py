"""People through the API."""

import io
import json
import zipfile

from rapport.accounts.public import audit_log
from rapport.record.people.public import person_document, read_person
from rapport.record.store.public import current_store
from rapport.serve.api.models import KeptReply
from rapport.serve.api.tests.shop import Caller, answered, digest, fill


def number_of(caller: Caller, text: str) -> int:
    found, *_ = caller.get("/people", {"search": text}).json()["items"]
    return int(found["id"])


def test_a_person_is_found_and_shown_as_the_command_line_shows_them(shop: Caller) -> None:
    found, *_ = shop.get("/people", {"search": "person7@example.com"}).json()["items"]
    shown = shop.get(f"/people/{found['id']}").json()

    store = current_store("alice")
    person = read_person(shop.workspace, store, found["id"])
    assert found["name"] == "Person 7"
    assert shown == json.loads(json.dumps(person_document(person, store.timeline(person.id, limit=50))))
    assert len(shown["timeline"]) == 2
    assert shop.get(f"/people/{found['id']}?timeline=0").json()["timeline"] == []
    assert audit_log("alice")[0].action == "person.see"


def test_the_timeline_comes_in_pages(shop: Caller) -> None:
    person = number_of(shop, "person3@example.com")
    fill(shop, [answered(3, month=month, source_id=f"m{month}") for month in range(3, 9)])

    first = shop.get(f"/people/{person}/timeline?limit=5").json()
    rest = shop.get(f"/people/{person}/timeline?limit=5&cursor={first['next']}").json()

    times = [row["occurred_at"] for row in first["items"] + rest["items"]]
    assert len(times) == 8
    assert times == sorted(times, reverse=True)
    assert rest["next"] is None
    assert shop.get(f"/people/{person}/timeline?kind=order_placed").json()["items"] == []


def test_two_people_are_merged_and_taken_apart(shop: Caller) -> None:
    one, other = number_of(shop, "person1@example.com"), number_of(shop, "person2@example.com")

    merged = shop.post(f"/people/{one}/merges", {"other": other, "reason": "same number"})
    together = shop.get(f"/people/{other}").json()
    twice = shop.post(f"/people/{one}/merges", {"other": other})
    listed = shop.get(f"/people/{one}/merges").json()
    undone = shop.send("DELETE", f"/people/{one}/merges/{merged.json()['id']}")

    assert merged.status_code == 201
    assert (merged.json()["by"].startswith("key:warehouse"), merged.json()["reason"]) == (True, "same number")
    assert together["id"] == min(one, other)
    assert len(together["timeline"]) == 4
    assert twice.status_code == 409
    assert [each["id"] for each in listed] == [merged.json()["id"]]
    assert sorted(undone.json()["people"]) == sorted([one, other])
    assert shop.send("DELETE", f"/people/{one}/merges/{merged.json()['id']}").status_code == 409
    assert shop.send("DELETE", f"/people/{one}/merges/999").status_code == 404
    assert shop.post(f"/people/{one}/merges", {"other": 999_999}).json()["errors"][0]["pointer"] == "#/other"


def test_notes_and_tags_come_and_go(shop: Caller) -> None:
    person = number_of(shop, "person1@example.com")

    note = shop.post(f"/people/{person}/notes", {"text": "Calls in the morning."}).json()
    tag = shop.send("PUT", f"/people/{person}/tags/vip").json()

    assert shop.get(f"/people/{person}/notes").json() == [note]
    assert shop.send("PUT", f"/people/{person}/tags/vip").json() == tag
    assert shop.get(f"/people/{person}/tags").json() == [tag]
    assert shop.send("DELETE", f"/people/{person}/notes/{note['id']}").status_code == 204
    assert shop.send("DELETE", f"/people/{person}/notes/{note['id']}").status_code == 404
    assert shop.send("DELETE", f"/people/{person}/tags/vip").status_code == 204
    assert shop.send("DELETE", f"/people/{person}/tags/vip").status_code == 404
    assert shop.get(f"/people/{person}/notes").json() == shop.get(f"/people/{person}/tags").json() == []


def test_traits_and_consents_become_part_of_the_stream(shop: Caller) -> None:
    person = number_of(shop, "person1@example.com")

    said = shop.post(f"/people/{person}/traits", {"traits": {"plan": "pro", "seats": 12, "is_open": True}})
    agreed = shop.post(f"/people/{person}/consents", {"purpose": "marketing", "status": "withdrawn"})
    digest(shop.workspace)

    traits = shop.get(f"/people/{person}/traits").json()
    assert (said.status_code, agreed.status_code) == (202, 202)
    assert shop.get(f"/batches/{said.json()['batch']}").json()["state"] == "stored"
    assert {name: trait["value"] for name, trait in traits.items()} == {
        "is_open": True,
        "name": "Person 1",
        "plan": "pro",
        "seats": 12,
    }
    consents = shop.get(f"/people/{person}/consents").json()
    assert (consents["current"]["marketing"]["status"], len(consents["history"])) == ("withdrawn", 1)
    assert consents["history"][0]["by"].startswith("key:warehouse")


def test_an_address_is_suppressed_and_allowed_again(shop: Caller) -> None:
    address = {"channel": "email", "address": "Person1@example.com"}

    before = shop.post("/suppressions/check", address).json()
    suppressed = shop.post("/suppressions", address | {"reason": "asked"}).json()
    after = shop.post("/suppressions/check", address).json()
    lifted = shop.post("/suppressions/lift", address).json()

    assert [each["suppressed"] for each in (before, suppressed, after, lifted)] == [False, True, True, False]
    assert shop.post("/suppressions", {"channel": "email", "address": "nobody"}).status_code == 422


def test_everything_held_is_exported(shop: Caller) -> None:
    person = number_of(shop, "person1@example.com")

    document = shop.get(f"/people/{person}/export")
    tables = shop.get(f"/people/{person}/export?format=csv")

    assert len(json.loads(document.getvalue())["timeline"]) == 2
    assert f"person-{person}.json" in document["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(tables.getvalue())) as archive:
        assert "Comment 1" in archive.read("timeline.csv").decode()
    assert [entry.details for entry in audit_log("alice")[:2]] == [{"format": "csv"}, {"format": "json"}]


def test_erasing_takes_the_person_and_what_was_kept_to_answer_again(shop: Caller) -> None:
    person = number_of(shop, "person1@example.com")
    shop.post(f"/people/{person}/notes", {"text": "Likes person1@example.com"}, Idempotency_Key="once")
    assert KeptReply.objects.count() == 1

    erased = shop.send("DELETE", f"/people/{person}")

    assert erased.status_code == 200
    assert (erased.json()["person_id"], erased.json()["interactions"], erased.json()["identifiers"]) == (person, 2, 1)
    assert KeptReply.objects.count() == 0
    assert shop.get(f"/people/{person}").status_code == 404
    assert "person1@" not in shop.get("/people", {"search": "person1@example.com"}).content.decode()
    assert "person1@" not in shop.get("/interactions?limit=500").content.decode()
    assert len(shop.get("/interactions?limit=500").json()["items"]) == 40
    assert shop.send("DELETE", f"/people/{person}").status_code == 404
