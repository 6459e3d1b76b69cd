"""What is shown of an answer is what was answered."""

import pytest

from rapport.core.errors import UserError
from rapport.record.store.public import Store
from rapport.understand.metrics.public import answer_as_json, ask, parse_question
from rapport.understand.metrics.tests.streams import ALICE
from rapport.understand.views.result.chart import chart_as_props, chart_of
from rapport.understand.views.result.grid import STEPS, grid_of
from rapport.understand.views.result.result import Result, result_of
from rapport.understand.views.result.shape import Shape, shape_of, shapes_of
from rapport.understand.views.result.table import Sorting, parse_sorting, table_of


def explored(store: Store, metric: str, **asked: object) -> Result:
    question = parse_question(metric, zone="UTC", **asked)  # type: ignore[arg-type]  # the arguments of parse_question
    return result_of(ask(ALICE, store, question), link=lambda key: "/evidence?" + "&".join(f"{k}={v}" for k, v in key))


@pytest.mark.parametrize(
    ("asked", "shapes"),
    [
        ({}, "figure table"),
        ({"by": ["channel"]}, "bars table"),
        ({"by": ["channel", "country"]}, "grid bars table"),
        ({"every": "week"}, "lines bars table"),
        ({"every": "week", "by": ["channel"]}, "lines grid table"),
    ],
    ids=["one figure", "one dimension", "two dimensions", "over time", "groups over time"],
)
def test_every_question_has_its_forms(asked: dict[str, object], shapes: str) -> None:
    question = parse_question("nps", zone="UTC", **asked)  # type: ignore[arg-type]  # the arguments of parse_question

    assert " ".join(shapes_of(question)) == shapes
    assert shape_of(question, "table") is Shape.TABLE
    assert shape_of(question, "nonsense") is shapes_of(question)[0]


def test_each_figure_keeps_its_place_and_its_evidence(store: Store) -> None:
    result = explored(store, "nps", every="week", by=["channel"])

    assert result.names == ("channel",)
    assert result.groups == (("web",), ("app",))
    assert result.buckets[0] == "2017-05-01"
    assert result.cells[0].href == "/evidence?week=2017-05-01&channel=web"


def test_a_chart_shows_the_figures_of_the_answer(store: Store) -> None:
    result = explored(store, "nps", every="week", by=["channel"])

    props = chart_as_props(chart_of(result, Shape.LINES))  # type: ignore[arg-type]  # there is one

    told = [(r["value"], r["low"], r["high"], r["n"]) for r in answer_as_json(result.answer)["rows"]]  # type: ignore[attr-defined]
    shown = [(p["value"], p["low"], p["high"], p["n"]) for s in props["series"] for p in s["points"]]  # type: ignore[attr-defined]
    assert shown == told
    assert [s["name"] for s in props["series"]] == ["Web", "App"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("shape", [Shape.BARS, Shape.LINES], ids=["bars", "lines"])
def test_no_chart_draws_a_count_of_half_a_week_beside_whole_ones(store: Store, shape: Shape) -> None:
    result = explored(store, "interactions", every="week", first="2017-05-03", last="2017-06-07")

    props = chart_as_props(chart_of(result, shape))  # type: ignore[arg-type]  # there is one

    whole = ["2017-05-08", "2017-05-15", "2017-05-22", "2017-05-29"]
    assert list(result.buckets) == ["2017-05-01", *whole, "2017-06-05"]
    assert [point["x"] for point in props["series"][0]["points"]] == whole  # type: ignore[index]  # a list of series


def test_a_grid_has_a_row_and_a_column_for_each_dimension(store: Store) -> None:
    grid = grid_of(explored(store, "nps", by=["country", "channel"]))

    assert grid.columns == ("Web", "App")
    assert [row.label for row in grid.rows] == ["DE", "FR"]
    values = [[cell.cell.row.estimate.value if cell.cell else None for cell in row.cells] for row in grid.rows]
    assert values == [[100.0, None], [0.0, -100.0]]
    assert [[cell.shade for cell in row.cells] for row in grid.rows] == [[STEPS, None], [STEPS // 2, 0]]


def test_a_grid_over_time_has_the_buckets_as_columns(store: Store) -> None:
    grid = grid_of(explored(store, "nps", every="week", by=["channel"]))

    assert grid.columns == ("1 May 2017", "8 May 2017", "15 May 2017")


@pytest.mark.parametrize(
    ("sorting", "countries"),
    [
        ("", ["DE", "FR"]),
        ("value", ["FR", "DE"]),
        ("-value", ["DE", "FR"]),
        ("-country", ["FR", "DE"]),
        ("nonsense", ["DE", "FR"]),
    ],
)
def test_rows_are_sorted_as_the_reader_wants(store: Store, sorting: str, countries: list[str]) -> None:
    table = table_of(explored(store, "nps", by=["country"]), parse_sorting(sorting))

    assert [row.labels[0] for row in table.rows] == countries


def test_a_click_on_a_head_turns_the_order() -> None:
    assert str(Sorting().after_click("value")) == "-value"
    assert str(Sorting().after_click("country")) == "country"
    assert str(parse_sorting("-value").after_click("value")) == "value"


def test_a_long_table_says_how_much_it_leaves_out(store: Store) -> None:
    result = explored(store, "nps", every="day")

    table = table_of(result, most=5)

    assert (len(table.rows), table.left_out) == (5, len(result.cells) - 5)


def test_what_cannot_be_asked_is_refused(store: Store) -> None:
    with pytest.raises(UserError, match="Did you mean country"):
        explored(store, "nps", by=["contry"])
