"""Files of results: the figures of `ask`, and nothing that a spreadsheet would run."""

import csv
import io

import pytest
from openpyxl import load_workbook

from rapport.record.store.public import Store
from rapport.understand.metrics.public import answer_as_json
from rapport.understand.metrics.tests.streams import happened, store_of
from rapport.understand.views.exporting.cells import harmless
from rapport.understand.views.exporting.csv_file import csv_lines
from rapport.understand.views.exporting.workbook import workbook_of
from rapport.understand.views.tests.test_results import explored

_HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', " =1+1", "＝1+1")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store whose countries are formulas."""
    stream = [
        happened("page_viewed", "2026-03-01 10:00", person, channel="web", dimensions={"country": country})
        for person, country in enumerate(_HOSTILE)
    ]
    return store_of(stream, "duckdb", tmp_path_factory.mktemp("hostile"))


def test_a_csv_file_holds_every_figure_of_the_answer(store: Store) -> None:
    result = explored(store, "nps", every="week", by=["channel"])

    rows = list(csv.DictReader(io.StringIO("".join(csv_lines(result)).removeprefix("\ufeff"))))

    told = answer_as_json(result.answer)["rows"]
    assert isinstance(told, list)
    assert [(row["week"], row["channel"], float(row["nps"]), int(row["n"])) for row in rows] == [
        (row["key"]["week"], row["key"]["channel"], row["value"], row["n"]) for row in told
    ]


def test_a_csv_file_says_what_figures_were_compared_with(store: Store) -> None:
    result = explored(store, "nps", first="2017-05-11", last="2017-05-20", compare="previous")

    [row] = csv.DictReader(io.StringIO("".join(csv_lines(result)).removeprefix("\ufeff")))

    assert float(row["compared_with"]) == pytest.approx(62.5)
    assert row["verdict"] == "down"


def test_no_cell_of_a_csv_file_is_a_formula(hostile: Store) -> None:
    text = "".join(csv_lines(explored(hostile, "interactions", by=["country"])))

    countries = [row["country"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))]
    assert sorted(countries) == sorted(f"'{country}" for country in _HOSTILE)


def test_no_cell_of_a_workbook_is_a_formula(hostile: Store) -> None:
    result = explored(hostile, "interactions", by=["country"])

    book = load_workbook(io.BytesIO(workbook_of(result, title="=1+1: a/b", about=[("filter", "=1+1")])))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {"=1+1", "@SUM(A1)"} <= {str(cell.value) for cell in cells}


def test_a_workbook_holds_numbers_with_their_format(store: Store) -> None:
    result = explored(store, "nps", by=["country"])

    sheet = load_workbook(io.BytesIO(workbook_of(result, title="NPS", about=[])))["NPS"]

    assert [cell.value for cell in sheet[1]] == ["country", "nps", "low", "high", "n"]
    assert (sheet["A2"].value, sheet["B2"].value, sheet["B2"].number_format) == ("DE", 100, "0.0")


@pytest.mark.parametrize("text", ["DE", "a=b", "1-2", "", "Grüße"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text
