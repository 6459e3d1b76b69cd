"""What holds for every endpoint: caching, repeating, limits, and one form of error."""

import pytest

from rapport.core import clock
from rapport.serve.api import idempotency
from rapport.serve.api.models import KeptReply
from rapport.serve.api.rate_limit import RateLimiter
from rapport.serve.api.tests.shop import Caller, answered, fill
from rapport.understand.annotations.models import Annotation


def test_a_key_says_whose_it_is_and_what_it_may(alice: Caller) -> None:
    said = Caller(alice.workspace, ["read:figures", "act:people"]).get("/").json()

    assert said["workspace"]["slug"] == "alice"
    assert said["key"]["scopes"] == ["act:people", "read:figures"]


def test_what_has_not_changed_is_not_sent_again(shop: Caller) -> None:
    first = shop.get("/ask?metric=nps")
    again = shop.get("/ask?metric=nps", If_None_Match=first["ETag"])
    fill(shop, [answered(77)])
    changed = shop.get("/ask?metric=nps", If_None_Match=first["ETag"])

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert "Last-Modified" not in first


def test_big_answers_are_compressed(shop: Caller) -> None:
    assert shop.get("/metrics", Accept_Encoding="gzip")["Content-Encoding"] == "gzip"


def test_head_gives_what_get_would_without_its_body(shop: Caller) -> None:
    head, get = shop.send("HEAD", "/metrics"), shop.get("/metrics")

    assert (head.status_code, head.content) == (200, b"")
    assert (head["Content-Length"], head["ETag"]) == (str(len(get.content)), get["ETag"])


def test_errors_are_problems_of_one_form(alice: Caller) -> None:
    problems = {
        404: alice.get("/nowhere"),
        405: alice.send("PUT", "/people", {}),
        400: alice.post("/annotations", b"{"),
        415: alice.post("/annotations", b"text=x", content_type="application/x-www-form-urlencoded"),
        422: alice.post("/annotations", {"from": "2026-01-31", "text": 5, "colour": "red"}),
        413: alice.post("/annotations", b" " * 1_000_001),
    }
    for status, response in problems.items():
        said = response.json()
        assert (response.status_code, said["status"], response["Content-Type"]) == (status, status, "application/problem+json")
        assert said["type"].startswith("/api/v1/docs#problem-")
        assert said["title"]
        assert said["detail"]
    assert problems[405]["Allow"] == "GET, HEAD"
    assert [(each["pointer"], each["detail"]) for each in problems[422].json()["errors"]] == [
        ("#/text", "Input should be a valid string"),
        ("#/colour", "Extra inputs are not permitted"),
    ]
    assert alice.get("/people?limit=0").json()["errors"][0]["parameter"] == "limit"
    assert alice.get("/people/0").status_code == 422


def test_the_character_that_no_database_keeps_is_refused_everywhere(alice: Caller) -> None:
    refused = alice.post("/annotations", {"from": "2026-01-31", "text": "a\0b"})

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/text")
    assert alice.send("PATCH", "/settings", {"values": {"na\0me": "x"}}).status_code == 422
    assert alice.get("/people?search=a%00b").json()["errors"][0]["parameter"] == "search"
    assert alice.send("PUT", "/people/1/tags/a%00b").status_code == 422
    assert alice.post("/annotations", rb'{"from": "2026-01-31", "text": "a\\u0000b"}').status_code == 201


def test_what_we_did_not_foresee_is_a_problem_too_and_is_logged(alice: Caller, caplog: pytest.LogCaptureFixture) -> None:
    alice.post("/annotations", {"from": "2026-01-31", "text": "Sale"})
    Annotation.objects.update(kind="nonsense")

    response = alice.get("/annotations")

    assert (response.status_code, response.json()["type"]) == (500, "/api/v1/docs#problem-broken")
    assert "nonsense" not in response.content.decode()
    assert any("failed" in record.getMessage() for record in caplog.records)


def test_a_repeated_request_is_answered_again_and_not_done_again(alice: Caller) -> None:
    note = {"from": "2026-01-31", "text": "Sale"}

    first = alice.post("/annotations", note, Idempotency_Key="k1")
    second = alice.post("/annotations", note, Idempotency_Key="k1")
    other = alice.post("/annotations", note | {"text": "Other"}, Idempotency_Key="k1")
    elsewhere = alice.post("/views", {"name": "x", "query": ""}, Idempotency_Key="k1")
    by_another_key = Caller(alice.workspace).post("/annotations", note, Idempotency_Key="k1")

    assert (first.status_code, second.status_code, second.content) == (201, 201, first.content)
    assert (first.headers.get("Idempotent-Replayed"), second["Idempotent-Replayed"]) == (None, "true")
    assert (other.status_code, other.json()["errors"][0]["header"]) == (422, "Idempotency-Key")
    assert elsewhere.status_code == 422
    assert by_another_key.json()["id"] != first.json()["id"]
    assert len(alice.get("/annotations").json()) == 2
    kept = KeptReply.objects.first()
    assert kept is not None
    assert "k1" not in str(vars(kept))


def test_what_failed_may_be_tried_again_with_the_same_name(shop: Caller) -> None:
    body = {"name": "x", "where": "colour = red"}

    assert shop.post("/segments", body, Idempotency_Key="k1").status_code == 422
    assert KeptReply.objects.count() == 0
    assert shop.post("/segments", body | {"where": "country = LV"}, Idempotency_Key="k1").status_code == 201
    assert shop.post("/segments", body, Idempotency_Key="x" * 201).json()["errors"][0]["header"] == "Idempotency-Key"


def test_while_a_request_is_worked_on_its_repetition_waits(alice: Caller) -> None:
    note = {"from": "2026-01-31", "text": "Sale"}
    alice.post("/annotations", note, Idempotency_Key="k1")
    KeptReply.objects.update(status=None)

    waiting = alice.post("/annotations", note, Idempotency_Key="k1")
    later = clock.now() + idempotency.ABANDONED_AFTER * 2
    before = clock.set_clock(lambda: later)
    try:
        abandoned = alice.post("/annotations", note, Idempotency_Key="k1")
    finally:
        clock.set_clock(before)

    assert (waiting.status_code, waiting["Retry-After"]) == (409, "2")
    assert abandoned.status_code == 201


def test_replies_are_forgotten_after_a_day(alice: Caller) -> None:
    note = {"from": "2026-01-31", "text": "Sale"}
    alice.post("/annotations", note, Idempotency_Key="k1")
    later = clock.now() + idempotency.KEPT_FOR * 1.1

    before = clock.set_clock(lambda: later)
    try:
        again = alice.post("/annotations", note, Idempotency_Key="k1")
    finally:
        clock.set_clock(before)

    assert "Idempotent-Replayed" not in again
    assert len(alice.get("/annotations").json()) == 2


def test_a_key_that_asks_too_often_has_to_wait(alice: Caller) -> None:
    caller = Caller(alice.workspace, requests_per_minute=3)

    answers = [caller.get("/") for _ in range(4)]

    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert [each["RateLimit"].split(";t=")[0] for each in answers] == ['"key";r=2', '"key";r=1', '"key";r=0', '"key";r=0']
    assert answers[3]["RateLimit-Policy"] == '"key";q=3;w=60'
    assert 0 < int(answers[3]["Retry-After"]) <= 60
    assert alice.get("/").status_code == 200


def test_all_requests_are_there_again_after_a_minute() -> None:
    at = [0.0]
    limiter = RateLimiter(clock=lambda: at[0])

    def may() -> list[bool]:
        return [limiter.spend(1, limit=2)[1] for _ in range(3)]

    assert may() == [True, True, False]
    at[0] = 59.9
    assert limiter.spend(1, limit=2)[1] is False
    at[0] = 60.0
    assert may() == [True, True, False]
    assert limiter.spend(2, limit=2)[0].remaining == 1
