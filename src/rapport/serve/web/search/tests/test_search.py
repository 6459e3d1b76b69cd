import json
from urllib.parse import unquote

import pytest

from rapport.accounts.public import Role, Workspace
from rapport.serve.web.people.tests.scene import Browser, Scene, email, happened
from rapport.serve.web.search import contents, finders
from rapport.understand.dashboards.public import DashboardDraft, add_dashboard
from rapport.understand.segments.public import SegmentDraft, add_segment
from rapport.understand.views.public import ViewDraft, add_view


@pytest.fixture(autouse=True)
def patiently(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that runs tests may be busy."""
    monkeypatch.setattr(finders, "THREADS_WITHIN_S", 30)
    monkeypatch.setattr(contents, "WORDS_WITHIN_S", 30)


def items(browser: Browser, text: str) -> list[dict[str, str]]:
    """Return what the palette shows."""
    response = browser.client.get("/w/alice/search/", {"q": text}, headers={"Accept": "application/json"})
    assert response.status_code == 200
    return list(json.loads(response.content)["items"])


def found(browser: Browser, text: str) -> list[tuple[str, str]]:
    """Return group and label of what the palette shows."""
    return [(item["group"], item["label"]) for item in items(browser, text)]


def fill(scene: Scene) -> None:
    scene.deliver(
        happened("p", email("dana@acme.test"), traits={"name": "Dana Promoter"}),
        happened("o", email("dana@acme.test"), kind="order_placed", order_id="NPS-7", amount=100, currency="EUR"),
    )


def test_everything_is_found_in_one_place(scene: Scene) -> None:
    fill(scene)
    alice = scene.browser()

    assert found(alice, "promoter") == [("People", "Dana Promoter"), ("Metrics", "Net promoter score")]
    assert found(alice, "nps-7") == [("Orders and conversations", "Order NPS-7")]
    assert ("Settings", "Audit log") in found(alice, "audit")
    assert found(alice, "") == []


def test_what_was_kept_is_found_by_its_name(scene: Scene) -> None:
    alice = scene.browser()
    add_view(scene.workspace, ViewDraft(name="Zebra view", query="metric=nps"))
    add_segment(scene.workspace, scene.store, SegmentDraft(name="Zebra lovers", where="channel = web"))
    add_dashboard(scene.workspace, DashboardDraft(name="Zebra board"))

    assert sorted(found(alice, "zeb")) == [("Dashboards", "Zebra board"), ("Segments", "Zebra lovers"), ("Views", "Zebra view")]


def test_an_order_leads_to_its_place_in_the_persons_story(scene: Scene) -> None:
    fill(scene)
    alice = scene.browser()

    [item] = items(alice, "NPS-7")

    assert unquote(item["href"]) == f"/w/alice/people/{scene.person('dana@acme.test')}/?order=NPS-7"
    assert item["hint"] == "Dana Promoter"


def test_a_product_narrows_the_figures_and_words_lead_to_who_said_them(scene: Scene) -> None:
    scene.deliver(*(happened(f"v{n}", email(f"v{n}@acme.test"), product="Zebra mug") for n in range(12)))
    dana = email("dana@acme.test")
    words = f"{'Labas. ' * 20}Puodelis ĮSKILĘS, my zebra is cracked. {'Ačiū. ' * 20}"
    scene.deliver(
        happened("t", dana, kind="message_received", conversation_id="c1", text=words, traits={"name": "Dana Promoter"})
    )
    alice = scene.browser()

    [narrowed, said] = items(alice, "zebra")

    assert (narrowed["group"], narrowed["label"], narrowed["hint"]) == ("Figures of", "Zebra mug", "Product")
    assert unquote(narrowed["href"]).replace("+", " ") == "/w/alice/?where=product = 'Zebra mug'"
    assert alice.client.get(narrowed["href"]).status_code == 200
    assert (said["group"], said["hint"]) == ("What was said", "Dana Promoter")
    assert "my zebra is cracked" in said["label"]
    assert len(said["label"]) < 100
    assert "zebra is cracked" in alice.client.get(said["href"]).content.decode()
    assert [group for group, _ in found(alice, "įskilęs")] == ["What was said"]
    assert found(scene.browser(Role.VIEWER), "zebra") == [("Figures of", "Zebra mug")]


def test_nobody_finds_what_they_may_not_open(scene: Scene, other_workspace: Workspace) -> None:
    fill(scene)
    vera = scene.browser(Role.VIEWER)

    assert found(vera, "promoter") == [("Metrics", "Net promoter score")]
    assert found(vera, "nps-7") == []
    assert found(vera, "audit") == []
    assert found(vera, "dana@acme.test") == []
    assert Scene(other_workspace).browser().page("search/", {"q": "dana@acme.test"}).count("Dana Promoter") == 0


def test_the_page_shows_the_same_and_pages_of_the_sidebar(scene: Scene) -> None:
    fill(scene)
    alice = scene.browser()

    html = alice.page("search/", {"q": "promoter"})

    assert "Dana Promoter" in html
    assert "Net promoter score" in html
    assert "/w/alice/stream/" in alice.page("search/", {"q": "stream"})
    assert "Nothing is found" in alice.page("search/", {"q": "xqzzv"})
    assert "What are you looking for?" in alice.page("search/")


@pytest.mark.parametrize("text", ["\0", "%", "'", "💥" * 300, "a" * 5000, "(((", "1" * 40])
def test_any_text_can_be_looked_for(scene: Scene, text: str) -> None:
    fill(scene)

    found(scene.browser(), text)
