"""The overview shows what `rapport ask` and `rapport changes` say, in the order that the workspace chose."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from rapport.accounts.public import Role, Workspace, audit_log, change_setting
from rapport.core.courtesy import COURTESY
from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.record.store.public import current_store
from rapport.serve.web.overview import tiles
from rapport.serve.web.overview.freshness import gather_freshness
from rapport.serve.web.overview.layout import choose_metrics, shown_metrics
from rapport.serve.web.overview.movers import find_moves, gather_movers, telling
from rapport.serve.web.overview.preparing import Preparer
from rapport.serve.web.overview.tiles import gather_tiles
from rapport.spool.public import NewBatch, Reject, open_spool
from rapport.understand.annotations.public import NewAnnotation, add_annotation
from rapport.understand.metrics import ask as ask_module
from rapport.understand.metrics.pages.filter_bar import cached_facts
from rapport.understand.metrics.pages.view_filter import parse_view_filter
from rapport.understand.metrics.public import ask, find_changes, parse_question

Browse = Callable[..., Client]
USUAL = ("nps", "active_people", "revenue", "repeat_purchase_rate", "first_response_time", "backlog", "refund_rate",
         "conversations_opened")  # fmt: skip


@pytest.fixture(autouse=True)
def _in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for every figure, however busy the machine is."""
    monkeypatch.setattr(tiles, "BUDGET_S", 30.0)


def test_an_empty_workspace_shows_a_first_step_and_no_zeros(browse: Browse, workspace: Workspace, home: Home) -> None:
    client = browse(Role.OWNER)

    page = client.get("/w/alice/").content.decode()

    assert "has no data yet" in page
    assert "/w/alice/sources/" in page
    assert "rapport demo" in page
    assert "tile" not in page


def test_while_the_first_data_come_in_it_says_so(browse: Browse, workspace: Workspace, home: Home) -> None:
    place = home.workspace("alice")
    place.path.mkdir(parents=True)
    with open_spool(place.spool) as spool:
        spool.append([NewBatch("one", "shop", "json", b"[]", 1234)])

    page = browse().get("/w/alice/").content.decode()

    assert "1,234 rows wait to be stored" in page
    assert 'hx-trigger="every 2s"' in page


def test_its_figures_are_those_of_the_command_line(browse: Browse, filled: Workspace) -> None:
    store = current_store("alice")
    view = parse_view_filter({"channel": "email"}, filled, store=store)
    first, last = str(view.first), str(view.last)

    shown = tiles.gather_tiles(filled, store, USUAL, view)

    for each in shown:
        question = parse_question(
            each.metric.key, zone="UTC", first=first, last=last, where="channel = email", compare="previous"
        )
        answer = ask(filled, store, question)
        assert each.summary
        assert answer.comparison
        if answer.rows:
            assert each.summary.figure.estimate == answer.rows[0].estimate
            assert each.summary.change
            assert each.summary.change.tested == answer.comparison.rows[0].tested


def test_the_page_holds_tiles_course_and_what_follows(browse: Browse, filled: Workspace) -> None:
    client = browse(Role.ANALYST)

    page = client.get("/w/alice/").content.decode()

    assert re.findall(r'<h2 class="tile-label"><a href="/w/alice/metrics/(\w+)/"', page) == list(USUAL)
    assert 'data-props="trend-chart-props"' not in page  # it costs two more questions, so it follows
    trend = client.get("/w/alice/overview/trend/").content.decode()
    assert 'data-props="trend-chart-props"' in trend
    assert '"download": "Download as a picture"' in trend
    assert 'data-props="trend-chart-props"' in client.get("/w/alice/").content.decode()
    assert "/w/alice/metrics/nps/evidence/?scores=detractor" in page
    for part in ("changes", "comments", "data"):
        assert f'hx-get="/w/alice/overview/{part}/' in page


def test_what_is_not_ready_in_time_follows_by_itself(browse: Browse, filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "BUDGET_S", 0.0)
    client = browse()

    page = client.get("/w/alice/?period=7d").content.decode()
    tile = client.get("/w/alice/overview/tile/revenue/?period=7d").content.decode()

    assert 'hx-get="/w/alice/overview/tile/' in page
    assert "figure-large" in tile
    assert client.get("/w/alice/overview/tile/nothing/").status_code == 404


def test_a_filter_that_cannot_be_read_is_told_once_and_no_figure_is_asked_for(browse: Browse, filled: Workspace) -> None:
    page = browse().get("/w/alice/", {"where": "contry = DE"}).content.decode()

    assert page.count("Did you mean country?") == 1
    assert "Waiting for a correct filter" in page
    assert "/overview/tile/" not in page


def test_what_changed_is_what_the_command_line_says(browse: Browse, filled: Workspace) -> None:
    store = current_store("alice")
    view = parse_view_filter({}, filled, store=store)
    first, last = str(view.first), str(view.last)
    question = parse_question("interactions", zone="UTC", first=first, last=last, compare="previous")

    found = find_moves(filled, store, view, metrics=("nps", "revenue"))

    assert found == find_changes(filled, store, question, metrics=("nps", "revenue"))
    page = browse().get("/w/alice/overview/changes/").content.decode()
    assert "Net promoter score" in page
    assert "Country: DE" in page
    assert re.search(r'href="/w/alice/metrics/nps/\?where=country\+%3D\+DE"', page)
    assert "figures were compared" in page
    assert "Nothing is compared" in browse().get("/w/alice/overview/changes/?compare=none").content.decode()


def test_groups_that_moved_with_the_whole_are_not_told(filled: Workspace) -> None:
    store = current_store("alice")
    found = find_moves(filled, store, parse_view_filter({}, filled, store=store), metrics=("nps",))
    germany = next(change for change in found.changes if dict(change.key) == {"country": "DE"})
    whole = replace(germany, key=(), size=0.1)
    little = replace(whole, tested=replace(germany.tested, difference=germany.tested.difference.shifted(60)))

    assert telling((germany, whole), ("nps",)) == [whole]
    assert telling((germany, little), ("nps",)) == [little, germany]
    assert telling((germany, whole), ("csat", "nps")) == [whole]


def test_nothing_is_said_to_have_changed_where_nothing_did(filled: Workspace) -> None:
    store = current_store("alice")
    view = parse_view_filter({"from": "2026-02-01", "to": "2026-02-10"}, filled, store=store)

    found = gather_movers(filled, store, view, metrics=("nps", "first_response_time"))

    assert found
    assert found.rows == ()
    assert found.tested > 0


def test_comments_come_by_score_in_their_own_language(browse: Browse, known: Workspace) -> None:
    client = browse(Role.AGENT)

    unhappy = client.get("/w/alice/overview/comments/?period=all&mood=negative").content.decode()

    assert unhappy.count('<li class="comment">') == 6
    assert "Detractors" in unhappy
    assert 'lang="' in unhappy
    assert "Dana " in unhappy
    assert "No comments" in client.get("/w/alice/overview/comments/?period=all&mood=positive").content.decode()


def test_who_sees_figures_only_reads_comments_without_their_writers(browse: Browse, known: Workspace) -> None:
    page = browse(Role.VIEWER).get("/w/alice/overview/comments/?period=all").content.decode()

    assert '<li class="comment">' in page
    assert "Dana " not in page
    assert "dana@example.com" not in page
    assert "/people/" not in page


def test_the_data_say_how_fresh_and_how_good_they_are(browse: Browse, filled: Workspace, home: Home) -> None:
    change_setting("alice", "margin", "none")
    with open_spool(home.workspace("alice").spool) as spool:
        spool.keep_rejects([Reject("one", "shop", "", "orders.csv", 1, "{}", "bad_time", "no time")])

    found = gather_freshness(filled, current_store("alice"), permissions=frozenset())
    page = browse().get("/w/alice/overview/data/").content.decode()

    assert [source.source for source in found.sources] == ["shop"]
    assert found.intake.rejects == 1
    assert any("margin" in note.text for note in found.notes)
    assert "Rejected rows" in page
    assert "/w/alice/sources/rejects/" in page


def test_a_workspace_chooses_its_figures_and_their_order(browse: Browse, filled: Workspace) -> None:
    client = browse(Role.ANALYST)
    address = "/w/alice/overview/layout/"

    def shown() -> tuple[str, ...]:
        return shown_metrics(filled, cached_facts(current_store("alice")))

    assert shown() == USUAL
    assert client.post(address, {"order": ["revenue", "nps", "orders"]}).status_code == 204
    assert shown() == ("revenue", "nps", "orders")
    client.post(address, {"down": "revenue"})
    client.post(address, {"up": "orders"})
    client.post(address, {"add": "csat"})
    assert shown() == ("nps", "orders", "revenue", "csat")
    client.post(address, {"remove": "orders"})
    assert shown() == ("nps", "revenue", "csat")
    page = client.get("/w/alice/?edit=1").content.decode()
    assert 'data-island="drag"' in page
    assert "Move Revenue up" in page
    client.post(address, {"reset": "1"})
    assert shown() == USUAL
    assert "overview.choose" in [entry.action for entry in audit_log("alice")]


def test_who_may_not_edit_views_chooses_nothing(browse: Browse, filled: Workspace) -> None:
    client = browse(Role.VIEWER)

    assert client.post("/w/alice/overview/layout/", {"order": ["nps"]}).status_code == 403
    page = client.get("/w/alice/?edit=1").content.decode()
    assert 'data-island="drag"' not in page
    assert "annotation-new" not in page


def test_a_choice_that_makes_no_sense_is_refused(filled: Workspace) -> None:
    with pytest.raises(UserError, match="no metric called"):
        choose_metrics(filled, ["nps", "happiness"])


def test_annotations_are_on_the_charts(browse: Browse, filled: Workspace) -> None:
    client = browse(Role.ANALYST)
    written = client.post(
        "/w/alice/annotations/add/",
        {
            "starts_on": "2026-05-04",
            "ends_on": "2026-05-06",
            "kind": "incident",
            "text": "Late <b>carrier</b>",
            "next": "/w/alice/",
        },
    )
    add_annotation(filled, NewAnnotation(starts_on=parse_view_filter({}, filled).first or 0, text="Far"))  # type: ignore[arg-type]

    page = client.get("/w/alice/overview/trend/").content.decode()

    assert (written.status_code, written.headers["Location"]) == (302, "/w/alice/")
    assert "Late &lt;b&gt;carrier&lt;/b&gt;" in page
    assert "<b>carrier" not in page
    assert '"kind": "incident"' in page
    assert "Far" in page


def test_what_it_shows_is_worked_out_before_somebody_asks(
    browse: Browse, filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = current_store("alice")
    preparer = Preparer()
    assert preparer.prepare_due() == ["alice"]
    assert preparer.prepare_due() == []
    monkeypatch.setattr(ask_module, "collect", _nobody_asks)

    page = browse().get("/w/alice/").content.decode()
    changes = browse().get("/w/alice/overview/changes/", headers={"HX-Request": "true"})

    view = parse_view_filter({}, filled, store=store)
    shown = gather_tiles(filled, store, shown_metrics(filled, cached_facts(store)), view, budget_s=0)
    assert all(tile.summary for tile in shown)
    assert "tile-loading" not in page
    assert changes.status_code == 200


def test_nothing_is_worked_out_beside_visitors(filled: Workspace) -> None:
    with COURTESY.serving():
        assert Preparer().prepare_due() == []


def _nobody_asks(*asked: object) -> None:
    raise AssertionError("the store was asked again")
