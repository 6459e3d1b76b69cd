"""How answers look in the terminal and as JSON."""

import json
from dataclasses import replace

import pytest

from rapport.understand.metrics.aligned_table import Column, aligned_table, display_width, shortened
from rapport.understand.metrics.as_json import answer_as_json
from rapport.understand.metrics.as_text import answer_as_text
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.interval_chart import interval_chart
from rapport.understand.metrics.metric import Unit
from rapport.understand.metrics.notation import notation
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.golden import conversations, orders, surveys
from rapport.understand.metrics.tests.streams import ALICE
from rapport.understand.stats.estimate import Estimate


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (39.84, Unit.POINTS, "39.8"),
        (-4.0, Unit.POINTS, "−4.0"),
        (0.5234, Unit.SHARE, "52.3 %"),
        (12_345.0, Unit.COUNT, "12,345"),
        (1.333, Unit.COUNT, "1.33"),
        (33.26, Unit.COUNT, "33.3"),
        (871.95, Unit.COUNT, "872"),
        (42.0, Unit.SECONDS, "42 s"),
        (90.0, Unit.SECONDS, "1.5 min"),
        (4896.0, Unit.SECONDS, "1.36 h"),
        (864_000.0, Unit.SECONDS, "10.0 days"),
        (4.125, Unit.SCORE, "4.12"),
        (2_500_315.63, "USD", "2,500,315.63"),
        (700.0, "JPY", "700"),
        (None, Unit.SHARE, "–"),
    ],
)
def test_figures_are_written_as_people_read_them(value: float | None, unit: str, text: str) -> None:
    assert notation(value, unit) == text


def test_a_change_carries_its_sign() -> None:
    assert notation(3.2, Unit.POINTS, signed=True) == "+3.2"
    assert notation(0.0, Unit.POINTS, signed=True) == "0.0"


def test_columns_line_up_in_every_script() -> None:
    lines = aligned_table([Column("name", ["日本", "Ünï", "e\u0301"]), Column("n", ["1", "22", "333"], is_number=True)])

    assert len({display_width(line) for line in lines}) == 1
    assert shortened("日本語の名前", 7) == "日本語…"


def test_an_interval_is_a_line_with_its_value_as_a_point() -> None:
    estimates = [Estimate(5.0, 0.0, 10.0, 9, 9.0), Estimate(8.0, 6.0, 10.0, 9, 9.0), Estimate.unknown]

    assert interval_chart(estimates, 11) == ["─────●─────", "      ──●──", " " * 11]


def test_what_has_no_interval_is_a_bar() -> None:
    estimates = [Estimate(value, None, None, 9, 9.0) for value in (8.0, 4.5, 0.0)]

    assert interval_chart(estimates, 8) == ["████████", "████▌   ", " " * 8]


def test_the_page_has_title_table_chart_and_what_to_know(open_stream: OpenStream) -> None:
    question = parse_question("nps", zone="UTC", by=["country"], compare="rest")

    page = answer_as_text(ask(ALICE, open_stream(surveys.STREAM, "duckdb"), question), width=140, with_chart=True)

    assert page.startswith("Net promoter score, in points · 2017-05-01 to 2017-05-20\n\ncountry  value")
    assert "DE       100.0" in page
    assert "▲ up ✓ (p < 0.001)" in page
    assert "●" in page
    assert "Interval: adjusted Wald" in page
    assert "mark of Bain & Company" in page
    assert max(len(line) for line in page.splitlines()) <= 140


def test_figures_beside_the_main_one_have_their_own_columns_and_units(open_stream: OpenStream) -> None:
    store = open_stream(surveys.STREAM, "duckdb")
    effort = answer_as_text(ask(ALICE, store, parse_question("ces2", zone="UTC")), width=100, with_chart=False)
    times = parse_question("first_response_time", zone="UTC", first="2026-03", last="2026-03")
    waits = answer_as_text(ask(ALICE, open_stream(conversations.STREAM, "duckdb"), times), width=100, with_chart=False)

    assert "60.0 %" in effort
    assert "5.00" in effort
    assert "8.75 h" in waits
    assert "p90" in waits


def test_a_suppressed_figure_is_said_to_be_of_few(open_stream: OpenStream) -> None:
    guarded = replace(ALICE, minimum_cell=1000)

    page = answer_as_text(
        ask(guarded, open_stream(surveys.STREAM, "duckdb"), parse_question("nps", zone="UTC")), width=100, with_chart=False
    )

    assert "(few)" in page
    assert "Note: 1 of 1 figures rest on fewer than 1,000" in page


def test_the_json_has_exactly_the_documented_fields(open_stream: OpenStream) -> None:
    store = open_stream(surveys.STREAM, "duckdb")

    document = answer_as_json(ask(ALICE, store, parse_question("nps", zone="UTC", first="2017-05", last="2017-05")))

    assert json.loads(json.dumps(document, allow_nan=False)) == {
        "metric": "nps",
        "unit": "points",
        "definition": document["definition"],
        "period": {"from": "2017-05-01", "to": "2017-05-31"},
        "rows": [
            {
                "key": {},
                "value": 30.0,
                "low": pytest.approx(14.05, abs=0.005),
                "high": pytest.approx(44.20, abs=0.005),
                "n": 100,
                "n_eff": 100.0,
                "suppressed": False,
            }
        ],
        "comparison": None,
        "warnings": [],
    }


def test_two_currencies_are_two_rows_and_a_warning(open_stream: OpenStream) -> None:
    question = parse_question("revenue", zone="UTC", first="2026-04", every="month")

    document = answer_as_json(ask(ALICE, open_stream(orders.STREAM, "duckdb"), question))

    assert document["unit"] == "money"
    assert [row["key"] for row in document["rows"]] == [  # type: ignore[attr-defined]  # a list of objects
        {"month": "2026-04-01", "currency": "EUR"},
        {"month": "2026-04-01", "currency": "JPY"},
    ]
    assert "EUR, JPY, which are never added" in str(document["warnings"])


def test_long_tables_say_how_much_they_leave_out(open_stream: OpenStream) -> None:
    question = parse_question("interactions", zone="UTC", first="2017-01", last="2017-12", every="day")

    page = answer_as_text(ask(ALICE, open_stream(surveys.STREAM, "duckdb"), question), width=100, with_chart=False)

    assert "… and 305 more rows (--json prints all)" in page
