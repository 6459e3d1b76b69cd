"""Whatever people are called, say and send stays text, in pages, attributes, JSON, events and tables."""

import csv
import io
import json
from itertools import count

import pytest

from rapport.accounts.public import Role
from rapport.serve.web.people.tests.scene import HOSTILE, Scene, email, happened, harm_in, user
from rapport.serve.web.people.tests.test_list import body_of
from rapport.serve.web.stream.tail import event
from rapport.serve.web.stream.tail_rows import render_rows

DANA = email("dana@acme.test")
_numbers = count(1)


@pytest.fixture
def evil(scene: Scene) -> Scene:
    """A workspace in which everything that a source can say is hostile."""
    for bad in HOSTILE:
        number = next(_numbers)
        who = (DANA, user(f"{bad} {number}"))
        fields = {"touchpoint": bad, "product": bad, "agent_id": bad, "language": bad[:35], "text": bad, "direction": "inbound"}
        scene.deliver(
            happened(f"{bad} a", *who, kind="profile_updated", traits={"name": bad, "company": bad, f"x {bad}": bad}),
            happened(f"{bad} b", *who, kind="survey_answered", metric=bad, score=3.0, response_id=bad, question_id=bad, **fields),
            happened(f"{bad} c", *who, kind="message_received", conversation_id=bad, **fields),
            happened(f"{bad} d", *who, kind="page_viewed", url=f"https://example.com/{bad}", session_id=bad),
            happened(f"{bad} e", *who, kind="page_viewed", url=bad),
            happened(f"{bad} f", *who, kind="order_placed", order_id=bad, amount=1, currency="EUR", dimensions={"shop": bad}),
            happened(
                f"{bad} g", *who, kind="consent_changed", properties={"purpose": bad, "status": bad, "basis": bad, "by": bad}
            ),
            happened(f"{bad} h", *who, properties={"message": bad, bad: [bad, {bad: bad}]}, subscription_id=bad),
            source=bad,
        )
    assert scene.store.query("SELECT count(*) FROM interactions").rows == [(8 * len(HOSTILE),)]  # nothing was refused
    return scene


@pytest.mark.parametrize(
    "bad", ["<script>x()</script>", "<p onclick=x>", "<a href=' JavaScript:x'>", "<img src=x>", "<p style='x'>"]
)
def test_the_reader_of_these_tests_sees_harm(bad: str) -> None:
    assert harm_in(f"<p>{bad}</p>")


def test_pages_hold_nothing_that_runs(evil: Scene) -> None:
    alice = evil.browser()
    dana = evil.person("dana@acme.test")
    for bad in HOSTILE:
        alice.post(f"people/{dana}/notes/", {"text": bad})
        alice.post(f"people/{dana}/tags/", {"name": bad})

    everything = "columns=identifiers,company,tags,last_seen," + ",".join(f"trait.x%20{number}" for number in range(3))
    pages = [
        *(
            f"people/?{everything}",
            f"people/{dana}/",
            f"people/{dana}/timeline/",
            f"people/{dana}/merge/",
            f"people/{dana}/erase/",
        ),
        *("stream/", "stream/counters/"),
        *(f"stream/{row}/?person={dana}" for row in _interactions(evil)),
    ]
    for path in pages:
        for htmx in (False, True):
            response = alice.client.get(f"/w/alice/{path}", headers={"HX-Request": "true"} if htmx else {}, follow=True)
            html = response.content.decode()
            assert response.status_code == 200, path
            assert harm_in(html) == [], path
            assert "{{ 7" not in html or "14%" not in html


def _interactions(scene: Scene) -> list[str]:
    return [str(number) for (number,) in scene.store.query("SELECT id FROM interactions ORDER BY source, kind LIMIT 8").rows]


@pytest.mark.parametrize("name", ["q", "where", "segment", "columns", "sort", "behind", "kind", "text", "conversation", "person"])
def test_addresses_hold_nothing_that_runs(scene: Scene, name: str) -> None:
    scene.deliver(happened("a", DANA, traits={"name": "Dana"}))
    alice, dana = scene.browser(), scene.person("dana@acme.test")

    for path in ("people/", f"people/{dana}/", f"people/{dana}/merge/", "stream/", "search/"):
        response = alice.get(path, {name: "".join(HOSTILE)})
        assert response.status_code in (200, 422), path
        assert harm_in(response.content.decode()) == [], path


def test_events_hold_nothing_that_runs_and_break_nowhere(evil: Scene) -> None:
    from rapport.record.store.public import InteractionFilter, list_interactions

    evil.deliver(happened("breaks", DANA, text="first\ndata: <b>x</b>\r\n\r\nevent: close\u2028\x85id: 1"))
    rows = list_interactions(evil.store, InteractionFilter(), limit=100)

    rendered = render_rows(evil.workspace, evil.store, rows)
    written = event(7, "".join(rendered.values()))

    assert all(harm_in(html) == [] for html in rendered.values())
    lines = written.split("\n")
    assert lines[0] == "id: 7"
    assert all(line.startswith("data: ") for line in lines[1:-2])
    assert lines[-2:] == ["", ""]
    assert "\r" not in written


def test_answers_to_searches_are_data(evil: Scene) -> None:
    alice = evil.browser()

    for bad in (*HOSTILE, "dana@acme.test"):
        response = alice.client.get("/w/alice/search/", {"q": bad}, headers={"Accept": "application/json"})
        assert response.headers["Content-Type"] == "application/json"
        assert all(item["href"].startswith("/w/alice/") for item in json.loads(response.content)["items"])
        assert harm_in(alice.page("search/", {"q": bad})) == []


def test_tables_hold_no_formula(scene: Scene) -> None:
    for number, start in enumerate("=+-@\t\r"):
        scene.deliver(
            happened(
                f"r{number}", user(f"{start}u{number}"), traits={"name": f"{start}1+1", "company": f"{start}cmd|' /C calc'!A0"}
            )
        )

    response = scene.browser(Role.ANALYST).get("people/export/", {"columns": "identifiers,company,tags"})
    cells = [cell for row in csv.reader(io.StringIO(body_of(response).decode("utf-8-sig"))) for cell in row]

    assert len(cells) > 6 * 5
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
