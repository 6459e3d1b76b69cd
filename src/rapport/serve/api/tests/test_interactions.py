"""The stream through the API."""

import gzip
import json

from rapport.core.home import current_home
from rapport.record.store.public import current_store
from rapport.serve.api.tests.shop import Caller, answered, digest, fill
from rapport.spool.public import open_spool


def test_what_is_sent_is_stored_and_read_again(alice: Caller) -> None:
    sent = alice.post("/interactions?source=shop", [answered(1), answered(2)])
    said = sent.json()
    waiting = alice.get(f"/batches/{said['batch']}").json()
    digest(alice.workspace)
    stored = alice.get(f"/batches/{said['batch']}").json()
    page = alice.get("/interactions").json()
    one = alice.get(f"/interactions/{page['items'][0]['id']}").json()

    assert sent.status_code == 202
    assert (said["accepted"], said["rejected"], said["rejects"]) == (2, 0, [])
    assert waiting["state"] == "waiting"
    assert stored == {"batch": said["batch"], "state": "stored", "stored": 2, "duplicate": 0}
    assert [row["source_id"] for row in page["items"]] == ["answer-2-1", "answer-1-1"]
    assert page["next"] is None
    assert one["interaction"] == page["items"][0]
    assert one["person"]["name"] == "Person 2"
    assert one["kind"]["title"] == "Survey answer"


def test_bad_rows_are_named_by_their_place_and_kept(alice: Caller) -> None:
    rows = [answered(1), answered(2, kind="eaten"), 5, answered(4), answered(5, score="nine")]

    said = alice.post("/interactions?source=shop", rows).json()

    assert (said["accepted"], said["rejected"]) == (2, 3)
    assert [(each["index"], each["reason"]) for each in said["rejects"]] == [
        (1, "unknown_kind"),
        (2, "invalid"),
        (4, "invalid"),
    ]
    with open_spool(current_home().workspace("alice").spool) as spool:
        kept = [each.reject for each in spool.rejects()]
    assert [(each.source, each.import_id, each.reason) for each in kept] == [
        ("shop", said["import_id"], each["reason"]) for each in said["rejects"]
    ]


def test_nothing_good_is_no_batch(alice: Caller) -> None:
    said = alice.post("/interactions?source=shop", [{}]).json()

    assert (said["accepted"], said["rejected"], said["batch"]) == (0, 1, None)
    with open_spool(current_home().workspace("alice").spool) as spool:
        assert spool.count_rejects() == {"invalid": 1}


def test_lines_and_compressed_bodies_are_understood(alice: Caller) -> None:
    lines = "\n".join(["", json.dumps(answered(1)), "", json.dumps(answered(2)), "{", ""])

    plain = alice.post("/interactions?source=shop", lines, content_type="application/x-ndjson")
    packed = alice.post(
        "/interactions?source=shop", gzip.compress(lines.encode()), content_type="application/x-ndjson", Content_Encoding="gzip"
    )
    digest(alice.workspace)

    assert plain.json()["accepted"] == packed.json()["accepted"] == 2
    assert [each["index"] for each in plain.json()["rejects"]] == [2]
    assert len(alice.get("/interactions").json()["items"]) == 2


def test_bodies_that_are_no_rows_are_refused(alice: Caller) -> None:
    def status(body: object, **more: str) -> int:
        return int(alice.post("/interactions?source=shop", body, **more).status_code)

    assert status(b"") == 422
    assert status([]) == 422
    assert status(answered(1)) == 422
    assert status(b"[1,") == 400
    assert status(b"\xff") == 400
    assert status([answered(1)], content_type="text/csv") == 415
    assert status(b"no gzip", Content_Encoding="gzip") == 400
    assert status(gzip.compress(b"[" + b" " * 17_000_000), Content_Encoding="gzip") == 413
    assert status(b"[" + b" " * 17_000_000) == 413
    assert status(gzip.compress(b"[{}]")[:-9], Content_Encoding="gzip") == 400
    assert status(b"[{}]", Content_Encoding="br") == 415
    assert status(b"[" + b"1," * 20_000 + b"1]") == 422


def test_pages_are_stable_while_more_arrives_and_hold_for_their_filters(shop: Caller) -> None:
    first = shop.get("/interactions?limit=15&kind=survey_answered")
    fill(shop, [answered(99, occurred_at="2026-03-01T00:00:00Z")])
    second = shop.get(f"/interactions?limit=20&kind=survey_answered&cursor={first.json()['next']}").json()
    third = shop.get(f"/interactions?limit=20&kind=survey_answered&cursor={second['next']}").json()

    seen = [row["id"] for page in (first.json(), second, third) for row in page["items"]]
    assert len(seen) == len(set(seen)) == 40
    assert third["next"] is None
    assert first["Link"].endswith('>; rel="next"')
    assert first.json()["next"] in first["Link"]
    assert shop.get(f"/interactions?cursor={first.json()['next']}").status_code == 422
    assert shop.get("/interactions?cursor=nonsense").status_code == 422


def test_the_stream_can_be_narrowed(shop: Caller) -> None:
    def count(query: str) -> int:
        return len(shop.get(f"/interactions?limit=500&{query}").json()["items"])

    arrived = shop.get("/interactions?limit=1").json()["items"][0]["received_at"]

    assert count("from=2026-02") == 20
    assert count("to=2026-01") == 20
    assert count("source=shop&channel=survey&kind=survey_answered&kind=order_placed") == 40
    assert count("source=other") == 0
    assert count(f"received_from={arrived}") == 40
    assert count("received_from=2999-01-01T00:00:00Z") == 0
    assert count(f"person={shop.get('/interactions').json()['items'][0]['person']}") == 2
    assert shop.get("/interactions?kind=eaten").status_code == 422


def test_a_batch_that_was_never_sent_is_not_found(shop: Caller) -> None:
    assert shop.get(f"/batches/{current_store('alice').applied() - 1}").status_code == 404


def test_every_kind_is_listed_with_an_example_that_can_be_sent(alice: Caller) -> None:
    kinds = alice.get("/kinds").json()

    sent = alice.post("/interactions?source=examples", [kind["example"] for kind in kinds]).json()

    assert (sent["accepted"], sent["rejects"]) == (len(kinds), [])
