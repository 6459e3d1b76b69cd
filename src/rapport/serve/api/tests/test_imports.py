"""Files and rejected rows through the API."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rapport.collect.uploads.public import open_uploads
from rapport.core.clock import now
from rapport.core.home import current_home
from rapport.record.digest.public import check_rows
from rapport.serve.api.tests.shop import Caller, answered, digesting
from rapport.spool.public import ImportRun, Reject, open_spool

CLEAR = b"date,email,nps,comment\n" + b"".join(
    b"2026-01-%02d,dana%d@example.com,%d,fine\n" % (1 + number % 28, number, number % 11) for number in range(60)
)
UNCLEAR = b"a,b\n1,2\n3,4\n"


def file(body: bytes, name: str = "answers.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, content_type="text/csv")


def test_a_file_is_looked_at_without_anything_being_kept(alice: Caller) -> None:
    seen = alice.upload("/previews", {"file": file(CLEAR)})

    assert seen.status_code == 200, seen.content
    said = seen.json()
    assert (said["file"], said["rows"], said["would_store"], said["doubts"]) == ("answers.csv", 60, 60, [])
    assert "version: 1" in said["mapping"]
    assert said["interactions"][0]["kind"] == "survey_answered"
    assert open_uploads(alice.workspace) == []


def test_a_file_that_is_not_clear_is_refused_with_what_has_to_be_said(alice: Caller) -> None:
    refused = alice.upload("/imports", {"file": file(UNCLEAR)})
    empty = alice.upload("/imports", {"file": file(b"")})
    nothing = alice.upload("/imports", {"mapping": "version: 1"})

    assert [each.status_code for each in (refused, empty, nothing)] == [422, 422, 422]
    assert "cannot be imported so" in refused.json()["detail"]
    assert nothing.json()["errors"][0]["pointer"] == "#/file"
    assert open_uploads(alice.workspace) == []


@pytest.fixture
def waiting(settings: pytest.FixtureRequest) -> None:
    """Jobs wait for somebody to run them, as beside a server whose workers are busy."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}  # type: ignore[attr-defined]  # pytest-django's


@pytest.mark.usefixtures("waiting")
def test_an_import_waits_in_line_and_can_be_stopped(alice: Caller) -> None:
    started = alice.upload("/imports", {"file": file(CLEAR), "source": "surveys"}, Idempotency_Key="once")
    again = alice.upload("/imports", {"file": file(CLEAR), "source": "surveys"}, Idempotency_Key="once")
    other = alice.upload("/imports", {"file": file(CLEAR + b"\n"), "source": "surveys"}, Idempotency_Key="once")
    upload = started.json()["id"]

    assert (started.status_code, started.json()["state"]) == (202, "waiting")
    assert again.json() == started.json()
    assert other.status_code == 422
    assert [each["id"] for each in alice.get("/uploads").json()] == [upload]
    assert alice.send("DELETE", f"/uploads/{upload}").status_code == 422
    assert alice.post(f"/uploads/{upload}/stop").json()["state"] == "draft"
    assert alice.send("DELETE", f"/uploads/{upload}").status_code == 204
    assert alice.get(f"/uploads/{upload}").status_code == 404


def test_the_history_tells_what_became_of_an_import(alice: Caller) -> None:
    with open_spool(current_home().workspace("alice").spool) as spool:
        spool.start_import(ImportRun("monday", "surveys", ("answers.csv",), "guess", now()))
        spool.keep_rejects([Reject("monday", "surveys", "", "", 0, "{}", "bad_time", "Correct it.")])
        spool.finish_import("monday", read=1)

    [listed] = alice.get("/imports").json()
    shown = alice.get("/imports/monday").json()

    assert (listed["id"], listed["read"], listed["rejected"], listed["outcome"]) == ("monday", 1, 1, "finished")
    assert shown == listed | {"reasons": {"bad_time": 1}}
    assert alice.get("/imports/tuesday").status_code == 404
    assert "zendesk-tickets" in {each["key"] for each in alice.get("/presets").json()}


def test_rejected_rows_are_listed_counted_and_handed_out(alice: Caller) -> None:
    bad = [answered(number, kind="eaten") for number in range(5)] + [7, answered(9, kind="eaten")]
    alice.post("/interactions?source=shop", bad)

    first = alice.get("/rejects?limit=4").json()
    rest = alice.get(f"/rejects?limit=4&cursor={first['next']}").json()
    groups = alice.get("/rejects/groups").json()
    table = alice.get("/rejects/export?reason=unknown_kind")

    rows = first["items"] + rest["items"]
    assert [row["reason"] for row in rows] == ["unknown_kind"] * 5 + ["invalid", "unknown_kind"]
    assert rows[0]["row"]["kind"] == "eaten"
    assert rows[5]["row"] == {"$raw": "7"}
    assert rest["next"] is None
    assert [(group["reason"], group["rows"]) for group in groups] == [("unknown_kind", 6), ("invalid", 1)]
    written = list(csv.DictReader(io.StringIO(b"".join(table.streaming_content).decode())))
    assert len(written) == 6
    assert {row["$reason"] for row in written} == {"unknown_kind"}


@pytest.mark.django_db(transaction=True)
def test_rejected_rows_are_tried_again(alice: Caller) -> None:
    rows = [answered(1), answered(2, kind="eaten")]
    [refused] = check_rows([json.dumps(rows[1]).encode()])
    with open_spool(current_home().workspace("alice").spool) as spool:
        spool.keep_rejects(
            [
                Reject("api-1-20260131", "shop", "", "", 0, row, "unknown_kind", "There was no such kind then.")
                for row in (json.dumps(rows[0]), refused.row)
            ]
        )

    with digesting(alice.workspace):
        replayed = alice.post("/rejects/replay", {"source": "shop"})

    run = alice.get(f"/imports/{replayed.json()['import_id']}").json()
    assert replayed.status_code == 202, replayed.content
    assert {name: run[name] for name in ("read", "stored", "rejected", "outcome")} == {
        "read": 2,
        "stored": 1,
        "rejected": 1,
        "outcome": "finished",
    }
    assert len(alice.get("/interactions").json()["items"]) == 1
    assert len(alice.get("/rejects?replayed=true").json()["items"]) == 1
