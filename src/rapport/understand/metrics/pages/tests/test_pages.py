"""The pages of the metrics show what `rapport ask` says, to those who may see it."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client

from rapport.accounts.public import Role, Workspace, audit_log
from rapport.record.store.public import current_store
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.metric import METRICS
from rapport.understand.metrics.pages.breakdown import break_down
from rapport.understand.metrics.pages.catalogue_view import view_catalogue
from rapport.understand.metrics.pages.metric_view import view_metric
from rapport.understand.metrics.pages.summary import summarise
from rapport.understand.metrics.pages.view_filter import parse_view_filter
from rapport.understand.metrics.parse import parse_question

Browse = Callable[..., Client]
FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"period": "all"},
    {"from": "2026-03-01", "to": "2026-04-15", "channel": "email", "compare": "year"},
    {"where": "country in (DE, FR)", "compare": "2026-01-01..2026-02-28", "every": "month"},
)

SOME = ("nps", "revenue", "active_people", "backlog", "first_response_time", "retention_rate")
"""Of each shape one; the usual filter asks for all."""


@pytest.mark.parametrize("parameters", FILTERS, ids=["usual", "all", "email", "countries"])
def test_every_figure_is_what_the_command_line_says(filled: Workspace, parameters: dict[str, str]) -> None:
    store = current_store(filled.slug)
    view = parse_view_filter(parameters, filled, store=store)
    first, last = (day.isoformat() if day else None for day in (view.first, view.last))
    where, compare, every = view.condition or None, view.compared_with, (view.every or view.grain).value
    for key in SOME if parameters else METRICS:
        if METRICS[key].needs:
            continue
        ask_for = partial(parse_question, key, zone=filled.zone, first=first, last=last, where=where, compare=compare)
        whole, course = ask(filled, store, ask_for()), ask(filled, store, ask_for(every=every))

        shown, short = view_metric(filled, store, key, view), summarise(filled, store, key, view)

        assert [each.figure.estimate for each in shown.figures] == [row.estimate for row in whole.rows]
        if whole.comparison:
            tested = [row.tested for row in whole.comparison.rows if row.tested and row.tested.difference.is_known]
            assert [each.change.tested for each in shown.figures if each.change] == tested
        drawn = {point["value"] for series in shown.chart["series"] for point in series["points"]}  # type: ignore[attr-defined]
        assert drawn <= {row.estimate.value for row in course.rows} | {
            row.tested.before.value for row in (course.comparison.rows if course.comparison else ()) if row.tested
        } | {None}
        if whole.rows:
            assert short.figure.estimate == whole.rows[0].estimate


def test_a_breakdown_is_what_the_command_line_says(filled: Workspace) -> None:
    store = current_store(filled.slug)
    view = parse_view_filter({}, filled, store=store)
    first, last = str(view.first), str(view.last)
    asked = ask(filled, store, parse_question("nps", zone="UTC", first=first, last=last, by=["country"], compare="rest"))

    table = break_down(filled, store, "nps", view, by="country")

    assert {row.key: row.figure.estimate for row in table.rows} == {row.key: row.estimate for row in asked.rows}
    assert asked.comparison
    assert {row.key: row.difference.tested for row in table.rows if row.difference} == {
        row.key: row.tested for row in asked.comparison.rows
    }
    assert [row.figure.estimate.n for row in table.rows] == sorted((row.estimate.n for row in asked.rows), reverse=True)
    by_value = break_down(filled, store, "nps", view, by="country", sort="value")
    values = [row.figure.estimate.value or 0 for row in by_value.rows]
    assert values == sorted(values)


def test_few_people_are_held_back_in_every_part_of_a_page(browse: Browse, filled: Workspace) -> None:
    client = browse(Role.VIEWER)
    address = "/w/alice/metrics/nps/{}?period=7d&where=country+%3D+LT+and+trait.plan+%3D+pro"

    page, table = client.get(address.format("")).content.decode(), client.get(address.format("breakdown/")).content.decode()
    behind = client.get(address.format("evidence/")).content.decode()

    assert "too few" in page
    assert "too few" in table
    assert "Too few to show" in behind
    assert "<blockquote" not in behind


def test_the_catalogue_lists_every_metric_and_finds_them(browse: Browse, filled: Workspace) -> None:
    client = browse()
    store = current_store(filled.slug)

    groups = view_catalogue(filled, store, parse_view_filter({}, filled, store=store))

    assert sorted(entry.metric.key for group in groups for entry in group.entries) == sorted(METRICS)
    page = client.get("/w/alice/metrics/").content.decode()
    assert "Net promoter score" in page
    assert "No data yet" in page
    assert "Needs a setting" in page
    found = client.get("/w/alice/metrics/", {"q": "promoter score", "part": "list"}).content.decode()
    assert "Net promoter score" in found
    assert "Refund rate" not in found
    assert "No metric is called" in client.get("/w/alice/metrics/", {"q": "zzz"}).content.decode()


def test_a_metric_page_explains_compares_and_leads_on(browse: Browse, filled: Workspace) -> None:
    client = browse()

    page = client.get("/w/alice/metrics/nps/").content.decode()

    for said in ("Share of promoters", "95% interval", "Rests on", "compared with", "Detractors", 'data-island="chart"'):
        assert said in page
    assert "/w/alice/metrics/nps/evidence/?scores=detractor" in page
    summary = client.get("/w/alice/metrics/nps/summary/").content.decode()
    assert '<svg class="sparkline' in summary
    spread = client.get("/w/alice/metrics/nps/spread/").content.decode()
    assert "spread-props" in spread
    for drawn in (page, spread):
        assert '"download": "Download as a picture"' in drawn
    assert client.get("/w/alice/metrics/nothing/").status_code == 404


def test_a_question_that_cannot_be_answered_is_explained_and_no_figure_shown(browse: Browse, filled: Workspace) -> None:
    client = browse()

    wrong = client.get("/w/alice/metrics/nps/", {"where": "contry = DE"})
    unset = client.get("/w/alice/metrics/clv_historic/")
    bad_cell = client.get("/w/alice/metrics/nps/evidence/", {"bucket": "soon", "every": "day"})

    assert "Did you mean country?" in wrong.content.decode()
    assert "figure-huge" not in wrong.content.decode()
    assert "needs the setting margin" in unset.content.decode()
    assert "which is no day" in bad_cell.content.decode()


@pytest.mark.parametrize(
    "address", ["metrics/nps/", "metrics/nps/evidence/", "metrics/"], ids=["metric", "evidence", "catalogue"]
)
def test_a_filter_that_cannot_be_read_is_told_once_and_corrected_there(browse: Browse, filled: Workspace, address: str) -> None:
    page = browse().get(f"/w/alice/{address}", {"where": "contry = DE", "period": "30d"}).content.decode()

    assert page.count("Did you mean country?") == 1
    assert re.search(r'name="where" value="contry = DE"[^>]*aria-invalid="true" aria-describedby="filter-error ', page)
    assert re.search(r'id="filter-error"[^>]*>.*Did you mean country', page)
    assert "Waiting for a correct filter" in page
    assert 'href="?period=30d">Take the filter away' in page
    assert 'href="?period=7d&amp;where=contry+%3D+DE"' in page


def test_from_a_figure_to_a_person_in_two_clicks(browse: Browse, known: Workspace) -> None:
    client = browse(Role.AGENT)

    page = client.get("/w/alice/metrics/nps/evidence/?scores=detractor").content.decode()

    assert "Dana " in page
    assert "Siunta vėlavo, rašykite dana@example.com" in page
    assert 'lang="lt"' in page
    assert "evidence.see" in [entry.action for entry in audit_log(known.slug)]


def test_who_sees_figures_only_reads_words_without_their_writers(browse: Browse, known: Workspace) -> None:
    client = browse(Role.VIEWER)

    page = client.get("/w/alice/metrics/nps/evidence/?scores=detractor").content.decode()

    assert "Siunta vėlavo, rašykite •••" in page
    assert "dana@example.com" not in page
    assert "Dana " not in page
    assert "/people/" not in page
    assert ">People<" not in page


def test_a_point_and_a_cell_lead_to_their_own_rows(browse: Browse, filled: Workspace) -> None:
    client = browse()
    store = current_store(filled.slug)
    view = parse_view_filter({}, filled, store=store)
    shown = view_metric(filled, store, "nps", view)
    point = shown.chart["series"][0]["points"][3]  # type: ignore[index]

    behind = client.get(point["href"])

    assert f"n {point['n']}" in behind.content.decode()
    assert f'<span class="tab-count">{point["n"]}</span>' in behind.content.decode()
    table = break_down(filled, store, "first_response_time", view, by="country")
    cell = client.get(table.rows[0].evidence_href).content.decode()
    assert f'<span class="tab-count">{table.rows[0].figure.n}</span>' in cell
    assert "Conversations" in cell


def test_long_evidence_comes_in_pages(browse: Browse, filled: Workspace) -> None:
    client = browse()

    first = client.get("/w/alice/metrics/orders/evidence/?period=all&tab=counted").content.decode()
    second = client.get("/w/alice/metrics/orders/evidence/?period=all&tab=counted&offset=50", headers={"HX-Request": "true"})

    assert first.count('<li class="evidence-row">') == 50
    assert "offset=50" in first
    assert second.content.decode().count('<li class="evidence-row">') == 50
    assert "<html" not in second.content.decode()
