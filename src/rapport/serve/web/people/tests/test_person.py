import re

import pytest

from rapport.accounts.public import Role, Workspace, audit_log
from rapport.record.identity.public import merges_of
from rapport.serve.web.people.tests.scene import DAY, HOUR, NOON, Scene, email, happened, user

DANA, EVE = email("dana@acme.test"), email("eve@gmail.com")


def fill(scene: Scene) -> int:
    """Let Dana in: she buys, answers, asks, and is known under three identifiers. Return her number."""
    scene.deliver(
        happened("p1", DANA, user("7"), kind="profile_updated", traits={"name": "Dana Kim", "plan": "free"}),
        happened("p2", DANA, kind="profile_updated", occurred_at=NOON + DAY, traits={"plan": "pro"}),
        happened("o1", DANA, kind="order_placed", order_id="O-1", amount=4990, currency="EUR", direction="inbound"),
        happened(
            "n1", DANA, kind="survey_answered", metric="nps", score=9.0, text="Labai greitai!", language="lt", direction="inbound"
        ),
        happened(
            "c1",
            DANA,
            kind="conversation_opened",
            conversation_id="T-1",
            text="Where is it?",
            channel="email",
            direction="inbound",
        ),
        happened("x1", DANA, kind="consent_changed", properties={"purpose": "marketing", "status": "given"}),
    )
    return scene.person("dana@acme.test")


def test_the_page_says_who_it_is_what_they_did_and_why_it_is_one_person(scene: Scene) -> None:
    dana = fill(scene)

    html = scene.browser(Role.AGENT).page(f"people/{dana}/")

    for text in ("Dana Kim", "acme.test", "€49.90", "Labai greitai!", "Where is it?", "marketing", "O-1", "T-1"):
        assert text in html, text
    assert re.search(r'class="tile-score tile-good">9<', html)
    assert "shop had verified the e-mail address, and named it together with" in html
    assert "1 change" in html  # of the plan
    assert "Open conversation<" in html
    assert [entry.subject for entry in audit_log("alice") if entry.action == "person.see"] == [str(dana)]


def test_the_interaction_that_joined_identifiers_can_be_opened(scene: Scene) -> None:
    dana = fill(scene)
    bob = scene.browser(Role.AGENT)

    [address] = re.findall(
        rf'/w/alice/(stream/[0-9a-f-]+/)\?person={dana}"[^>]*>See the interaction<', bob.page(f"people/{dana}/")
    )
    drawer = bob.page(address, {"person": str(dana)}, htmx=True)

    assert "<html" not in drawer
    assert "profile_updated" not in drawer  # it speaks in words
    assert "As delivered" in drawer
    assert ">p1<" in drawer


def test_figures_lead_to_their_evidence_in_the_timeline(scene: Scene) -> None:
    dana = fill(scene)
    bob = scene.browser(Role.AGENT)
    queries = re.findall(r'person-tile-link" href="\?([^"#]*)#timeline"', bob.page(f"people/{dana}/"))

    shown = {query: bob.page(f"people/{dana}/timeline/?{query.replace('&amp;', '&')}", htmx=True) for query in queries}

    assert len(queries) >= 5
    assert all('class="story-entry' in html for html in shown.values())
    assert "Where is it?" in shown["kind=contacts"]
    assert "Labai greitai!" not in shown["kind=contacts"]


def test_only_members_who_may_see_people_see_them(scene: Scene, other_workspace: Workspace) -> None:
    dana = fill(scene)
    elsewhere = Scene(other_workspace)
    charlie = elsewhere.browser()

    assert scene.browser(Role.VIEWER).get(f"people/{dana}/").status_code == 403
    assert charlie.get(f"people/{dana}/").status_code == 404
    assert charlie.client.get(f"/w/alice/people/{dana}/").status_code == 404
    assert charlie.get(f"people/{dana}/timeline/", htmx=True).status_code == 404
    assert scene.browser().get("people/999999/").status_code == 404


def test_who_may_not_act_is_offered_nothing_to_do(scene: Scene) -> None:
    dana = fill(scene)

    html = scene.browser(Role.AGENT).page(f"people/{dana}/")

    assert "person-notes" in html
    assert "/erase/" not in html
    assert "/export/" not in html


def test_two_people_become_one_and_are_taken_apart_again(scene: Scene) -> None:
    dana = fill(scene)
    scene.deliver(happened("e1", EVE, kind="mention_posted", text="Hello", traits={"name": "Dana Kimm"}))
    eve, bob = scene.person("eve@gmail.com"), scene.browser(Role.AGENT)

    assert f"?with={eve}" in bob.page(f"people/{dana}/merge/", {"q": "dana kimm"}, htmx=True)
    assert "Merge these two" in bob.page(f"people/{dana}/merge/", {"with": str(eve)})
    joined = bob.post(f"people/{dana}/merge/", {"with": str(eve), "reason": "Said so on the phone"})

    assert joined.headers["Location"] == f"/w/alice/people/{dana}/"
    assert bob.get(f"people/{eve}/").headers["Location"] == f"/w/alice/people/{dana}/"
    html = bob.page(f"people/{dana}/")
    assert "Hello" in html
    assert "Said so on the phone" in html

    [merge] = [row for row in merges_of(scene.workspace, dana) if row.rule == "manual"]
    parted = bob.post(f"people/{dana}/unmerge/", {"merge": str(merge.id)})

    assert f'/w/alice/people/{eve}/">Dana Kimm</a>' in bob.client.get(parted.headers["Location"]).content.decode()
    assert "Hello" not in bob.page(f"people/{dana}/")
    assert "Hello" in bob.page(f"people/{eve}/")


def test_a_merge_of_another_workspace_cannot_be_undone_from_here(scene: Scene, other_workspace: Workspace) -> None:
    dana = fill(scene)
    [merge] = merges_of(scene.workspace, dana)
    elsewhere = Scene(other_workspace)
    elsewhere.deliver(happened("a", EVE))
    charlie = elsewhere.browser()

    assert charlie.post(f"people/{elsewhere.person('eve@gmail.com')}/unmerge/", {"merge": str(merge.id)}).status_code == 422
    assert merges_of(scene.workspace, dana)[0].undone_at is None


def test_notes_and_tags_are_written_and_taken_away_with_and_without_htmx(scene: Scene) -> None:
    dana, bob = fill(scene), scene.browser(Role.AGENT)

    card = bob.post(f"people/{dana}/notes/", {"text": "Likes it short."}, htmx=True).content.decode()
    bob.post(f"people/{dana}/notes/", {"text": "Calls on Mondays."})
    tagged = bob.post(f"people/{dana}/tags/", {"name": "vip"}, htmx=True).content.decode()

    assert "Likes it short." in card
    assert "<html" not in card
    assert "vip" in tagged
    html = bob.page(f"people/{dana}/")
    assert "Calls on Mondays." in html
    [note, _] = re.findall(rf"/w/alice/(people/{dana}/notes/\d+/delete/)\" hx-post", html)
    assert "Calls on Mondays." not in bob.post(note, htmx=True).content.decode()
    assert "vip" not in bob.post(f"people/{dana}/tags/", {"remove": "vip"}, htmx=True).content.decode()


@pytest.mark.parametrize(
    ("path", "fields", "problem"),
    [
        ("notes", {"text": "  "}, "Write something first."),
        ("tags", {"name": "x" * 101}, "A tag has 1 to 100 characters."),
        ("consents", {"purpose": "", "status": "given"}, "Say for which purpose"),
        ("suppressions", {"channel": "email", "address": "somebody@else.test"}, "That is no address of this person."),
    ],
)
def test_what_cannot_be_written_is_said_beside_the_form(scene: Scene, path: str, fields: dict[str, str], problem: str) -> None:
    dana = fill(scene)

    response = scene.browser(Role.AGENT).post(f"people/{dana}/{path}/", fields, htmx=True)

    assert response.status_code == 422
    assert problem in response.content.decode()


def test_a_consent_is_in_the_ledger_once_it_is_digested(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.serve.web.people.acting.DIGESTED_WITHIN_S", 0)  # nobody digests here but the test
    dana, bob = fill(scene), scene.browser(Role.AGENT)

    bob.post(f"people/{dana}/consents/", {"purpose": "research", "status": "withdrawn", "basis": "consent"}, htmx=True)
    scene.digest()

    html = bob.page(f"people/{dana}/")
    assert "research" in html
    assert "withdrawn" in html


def test_an_address_can_be_blocked_and_allowed_again(scene: Scene) -> None:
    dana, bob = fill(scene), scene.browser(Role.AGENT)
    own = {"channel": "email", "address": "dana@acme.test"}

    assert "Do not contact" in bob.post(f"people/{dana}/suppressions/", own, htmx=True).content.decode()
    assert "Do not contact" in bob.page(f"people/{dana}/")
    assert "Allow contact" not in bob.post(f"people/{dana}/suppressions/", {"lift": "1", **own}, htmx=True).content.decode()


def test_a_long_timeline_goes_on_by_pages_that_repeat_no_day_and_miss_nothing(scene: Scene) -> None:
    scene.deliver(
        *(
            happened(f"e{number}", DANA, touchpoint=f"Event {number:03}", occurred_at=NOON + 5 * HOUR * number)
            for number in range(150)
        )
    )
    dana, bob = scene.person("dana@acme.test"), scene.browser(Role.AGENT)

    html = bob.page(f"people/{dana}/")
    seen, days = re.findall(r"Event \d{3}", html), re.findall(r'class="story-date">', html)
    while found := re.search(r'class="more" hx-get="/w/alice/([^"]*)"', html):
        html = str(bob.client.get(f"/w/alice/{found[1].replace('&amp;', '&')}", headers={"HX-Request": "true"}).content.decode())
        seen += re.findall(r"Event \d{3}", html)
        days += re.findall(r'class="story-date">', html)

    assert seen == [f"Event {number:03}" for number in reversed(range(150))]
    assert len(days) == len({(NOON + 5 * HOUR * number).date() for number in range(150)})


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "feedback"}, {"Labai greitai!"}),
        ({"channel": "email"}, {"Where is it?"}),
        ({"text": "GREITAI"}, {"Labai greitai!"}),
        ({"conversation": "T-1"}, {"Where is it?"}),
        ({"order": "O-1"}, {"€49.90"}),
        ({"on": "2026-01-30"}, set()),
        ({"on": "nonsense", "channel": "nonsense"}, {"Labai greitai!", "Where is it?", "€49.90"}),
    ],
)
def test_a_timeline_can_be_filtered(scene: Scene, query: dict[str, str], expected: set[str]) -> None:
    dana = fill(scene)

    html = scene.browser(Role.AGENT).page(f"people/{dana}/timeline/", query, htmx=True)

    assert {text for text in ("Labai greitai!", "Where is it?", "€49.90") if text in html} == expected
    assert ("Nothing like that" in html) == (not expected)
