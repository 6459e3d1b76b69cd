"""The explore page, saved views and exports, as a browser asks for them."""

import csv
import io
from urllib.parse import quote

import pytest
from django.test import Client

from rapport.accounts.public import Member, Role, Workspace, audit_log
from rapport.accounts.tests.factories import make_member, sign_in
from rapport.record.store.public import current_store
from rapport.understand.metrics.public import ask, parse_question
from rapport.understand.views.public import ViewDraft, add_view, list_views

_MAY = "from=2017-05-01&to=2017-05-31&compare=none"


@pytest.mark.parametrize(
    ("query", "metric", "asked"),
    [
        ("metric=nps", "nps", {}),
        ("metric=nps&by=country", "nps", {"by": ["country"]}),
        ("metric=nps&by=country&and=channel", "nps", {"by": ["country", "channel"]}),
        ("metric=nps&by=channel&grain=week", "nps", {"by": ["channel"], "every": "week"}),
        ("metric=csat&where=" + quote("score > 1"), "csat", {"where": "score > 1"}),
        ("metric=nps&weighted=1&channel=web", "nps", {"is_weighted": True, "where": "channel = web"}),
        ("metric=nps&by=country&rest=1", "nps", {"by": ["country"], "compare": "rest"}),
    ],
    ids=["one figure", "by one", "by two", "over time", "filtered", "weighted", "with the rest"],
)
def test_every_figure_of_the_page_is_the_one_that_ask_gives(
    client: Client, analyst: Member, filled: Workspace, query: str, metric: str, asked: dict[str, object]
) -> None:
    page = client.get(f"/w/alice/explore/?{query}&{_MAY}")

    asked = {"first": "2017-05-01", "last": "2017-05-31", **asked}
    question = parse_question(metric, zone=filled.zone, **asked)  # type: ignore[arg-type]  # the arguments of parse_question
    answer = ask(filled, current_store(filled.slug), question)
    shown = [(row.shown.figure.estimate, row.shown.figure.is_suppressed) for row in page.context["shown"].table.rows]
    assert shown == [(row.estimate, row.is_suppressed) for row in answer.rows]
    assert (answer.comparison is not None) == ("rest" in query)


def test_who_asks_for_nothing_yet_sees_the_first_figure_with_data_over_time(client: Client, analyst: Member) -> None:
    page = client.get(f"/w/alice/explore/?{_MAY}").content.decode()

    assert "Net promoter score, per day" in page
    assert '<option value="day" selected>' in page


def test_each_form_of_a_result_is_drawn(client: Client, analyst: Member) -> None:
    figure = client.get(f"/w/alice/explore/?{_MAY}&metric=nps").content.decode()
    assert "big-figure-value" in figure
    assert "30.0" in figure

    lines = client.get(f"/w/alice/explore/?by=channel&grain=week&{_MAY}").content.decode()
    assert 'data-island="chart"' in lines

    grid = client.get(f"/w/alice/explore/?by=country&and=channel&{_MAY}").content.decode()
    assert "shade-8" in grid
    assert "key.country=DE" in grid

    table = client.get(f"/w/alice/explore/?by=country&as=table&sort=value&{_MAY}").content.decode()
    assert 'aria-sort="ascending"' in table
    assert "data-island" not in table.split('id="result"')[1].split("dialog")[0]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("metric=npz", "There is no metric called"),
        ("by=contry", "Did you mean country"),
        ("where=" + quote("country ="), "expected a name"),
        ("segment=nobody", "no segment called"),
        ("grain=minute", "There is no grain"),
        ("metric=clv_historic", "needs the setting"),
        ("from=never", "Cannot read the time"),
    ],
    ids=["metric", "dimension", "filter", "segment", "grain", "setting", "period"],
)
def test_what_cannot_be_asked_is_said_beside_the_controls(client: Client, analyst: Member, query: str, told: str) -> None:
    page = client.get(f"/w/alice/explore/?{query}")

    assert page.status_code == 200
    assert page.content.decode().replace("&#x27;", "'").count(told) == 1
    assert 'id="control-metric"' in page.content.decode()


def test_the_result_waits_for_what_the_filter_bar_cannot_read_and_tells_what_it_cannot_answer(
    client: Client, analyst: Member
) -> None:
    waiting, both = (
        client.get(f"/w/alice/explore/?{query}&where={quote('contry = DE')}").content.decode().split('id="result"')
        for query in ("metric=nps", "metric=npz")
    )

    assert "Did you mean country" in waiting[0]
    assert "Waiting for a correct filter" in waiting[1]
    assert "There is no metric called" in both[1]
    assert "Did you mean country" not in both[1]


def test_a_period_without_data_says_so(client: Client, analyst: Member) -> None:
    page = client.get("/w/alice/explore/?from=2001-01-01&to=2001-01-02&by=channel")

    assert "Nothing was found" in page.content.decode()


def test_a_view_is_saved_opened_changed_duplicated_and_deleted(client: Client, analyst: Member, filled: Workspace) -> None:
    question = f"metric=nps&by=country&{_MAY}"

    opened = client.post("/w/alice/views/add/", {"name": "NPS by country", "query": question}, follow=True)
    [view] = list_views(filled)
    assert "NPS by country" in opened.content.decode()
    assert view.owner == f"user:{analyst.email}"

    assert client.get(f"/w/alice/views/{view.id}/")["Location"] == f"/w/alice/explore/?view={view.id}&{view.query}"
    changed = client.get(f"/w/alice/explore/?view={view.id}&metric=nps&by=channel&{_MAY}")
    assert "Save changes" in changed.content.decode()

    client.post(f"/w/alice/views/{view.id}/change/", {"name": "By channel", "query": "metric=nps&by=channel"})
    client.post(f"/w/alice/views/{view.id}/duplicate/")
    assert sorted((each.name, each.query) for each in list_views(filled)) == [
        ("By channel", "metric=nps&by=channel"),
        ("By channel (copy)", "metric=nps&by=channel"),
    ]
    assert "By channel (copy)" in client.get("/w/alice/views/").content.decode()

    client.post(f"/w/alice/views/{view.id}/delete/")
    assert [each.name for each in list_views(filled)] == ["By channel (copy)"]


def test_files_hold_what_the_page_shows_and_the_audit_log_says_who_took_them(
    client: Client, analyst: Member, filled: Workspace
) -> None:
    file = client.get(f"/w/alice/explore/export.csv?metric=nps&by=country&{_MAY}")
    book = client.get(f"/w/alice/explore/export.xlsx?metric=nps&by=country&{_MAY}")

    rows = list(csv.DictReader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert [(row["country"], row["nps"], row["n"]) for row in rows] == [("DE", "100.0", "50"), ("FR", "-40.0", "50")]
    assert "nps-country.csv" in file["Content-Disposition"]
    assert book.content.startswith(b"PK")
    taken = [entry.details["form"] for entry in audit_log(filled.slug) if entry.action == "view.export"]
    assert taken == ["xlsx", "csv"]


def test_what_cannot_be_asked_is_not_exported(client: Client, analyst: Member) -> None:
    refused = client.get("/w/alice/explore/export.csv?by=contry")

    assert refused.status_code == 422
    assert "Did you mean country" in refused.content.decode()


def test_a_viewer_sees_figures_but_neither_saves_nor_exports(client: Client, filled: Workspace) -> None:
    sign_in(client, make_member(filled, Role.VIEWER))
    view = add_view(filled, ViewDraft("NPS", "metric=nps"))

    page = client.get(f"/w/alice/explore/?view={view.id}&metric=nps&{_MAY}").content.decode()

    assert "30.0" in page
    assert "/views/add/" not in page
    assert "export.csv" not in page
    assert client.get("/w/alice/explore/export.csv?metric=nps").status_code == 403
    assert client.post("/w/alice/views/add/", {"name": "x", "query": "metric=nps"}).status_code == 403
    assert client.post(f"/w/alice/views/{view.id}/delete/").status_code == 403


def test_a_view_of_another_workspace_is_not_there(client: Client, analyst: Member, other_workspace: Workspace) -> None:
    theirs = add_view(other_workspace, ViewDraft("Secret plan", "metric=nps"))

    assert client.get(f"/w/alice/views/{theirs.id}/").status_code == 404
    assert client.post(f"/w/alice/views/{theirs.id}/delete/").status_code == 404
    assert "Secret plan" not in client.get(f"/w/alice/explore/?view={theirs.id}").content.decode()


def test_hostile_texts_stay_texts(client: Client, analyst: Member, filled: Workspace) -> None:
    evil = "</script><img src=x onerror=alert(1)>"
    view = add_view(filled, ViewDraft(evil, f"metric=nps&where={quote(evil)}", evil))

    for address in (f"/w/alice/explore/?view={view.id}&where={quote(evil)}&by={quote(evil)}", "/w/alice/views/"):
        assert "<img src=x" not in client.get(address).content.decode()
