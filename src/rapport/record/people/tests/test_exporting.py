import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.core.errors import UserError
from rapport.core.formulas import FORMULA_STARTS, escape_formula
from rapport.record.identity.tests.cast import device, email, phone
from rapport.record.people.annotations import add_note, add_tag
from rapport.record.people.erasing import Places
from rapport.record.people.exporting import export_csv, export_json, write_table
from rapport.record.people.person import Person, read_person, whole_timeline
from rapport.record.people.suppression import suppress
from rapport.record.people.tests.factory import happened, imported, number_of

DANA = email("dana@acme.test")


def dana_in(places: Places) -> Person:
    """Dana with something of everything."""
    consent = {"purpose": "marketing", "status": "given", "basis": "consent"}
    imported(
        places,
        [
            happened("1", DANA, phone("+4930123458"), kind="profile_updated", traits={"name": "=Dana", "plan": "pro"}),
            happened("2", DANA, device("d1"), text="-1+1", dimensions={"country": "DE"}),
            happened("3", DANA, kind="order_refunded", amount=-500, currency="EUR"),
            happened("4", DANA, kind="consent_changed", properties=consent),
        ],
    )
    dana = number_of(places, DANA)
    add_note(places.workspace, dana, "@home")
    add_tag(places.workspace, dana, "vip")
    suppress(places.workspace, "email", "dana@acme.test", reason="asked")
    return read_person(places.workspace, places.store, dana)


def test_the_json_export_is_one_document_with_everything(places: Places, tmp_path: Path) -> None:
    person = dana_in(places)

    count = export_json(person, whole_timeline(places.store, person.id), tmp_path / "dana.json")

    document = json.loads((tmp_path / "dana.json").read_text())
    assert count == len(document["timeline"]) == 4
    assert {row["value"] for row in document["identifiers"]} == {"dana@acme.test", "+4930123458", "d1"}
    assert len(document["merges"]) == 2
    assert [document[part] != [] for part in ("notes", "tags", "suppressions")] == [True] * 3
    assert document["consents"]["current"]["marketing"]["status"] == "given"


def test_an_export_of_a_person_without_interactions_is_valid(places: Places, tmp_path: Path) -> None:
    person = dana_in(places)

    export_json(person, [], tmp_path / "dana.json")

    assert json.loads((tmp_path / "dana.json").read_text())["timeline"] == []


def test_the_csv_export_is_a_table_for_each_kind_of_data(places: Places, tmp_path: Path) -> None:
    person = dana_in(places)

    export_csv(person, whole_timeline(places.store, person.id), tmp_path / "dana.zip")
    export_csv(person, whole_timeline(places.store, person.id), tmp_path / "folder")

    with zipfile.ZipFile(tmp_path / "dana.zip") as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert texts == {path.name: path.read_bytes().decode() for path in (tmp_path / "folder").iterdir()}
    assert {name: len(list(csv.DictReader(io.StringIO(text)))) for name, text in texts.items()} == {
        "profile.csv": 1,
        "identifiers.csv": 3,
        "traits.csv": 2,
        "merges.csv": 2,
        "consents.csv": 1,
        "suppressions.csv": 1,
        "notes.csv": 1,
        "tags.csv": 1,
        "timeline.csv": 4,
    }


def test_no_cell_of_the_csv_export_begins_like_a_formula(places: Places, tmp_path: Path) -> None:
    person = dana_in(places)

    export_csv(person, whole_timeline(places.store, person.id), tmp_path / "folder")

    tables = [path.read_text().splitlines() for path in (tmp_path / "folder").iterdir()]
    cells = [cell for table in tables for row in csv.reader(table) for cell in row]
    assert {"'=Dana", "'+4930123458", "'-1+1", "'@home", "-500"} <= set(cells)
    assert [cell for cell in cells if cell.startswith(FORMULA_STARTS)] == ["-500"]


@given(st.text())
def test_an_escaped_cell_is_no_formula_and_holds_the_text(text: str) -> None:
    escaped = escape_formula(text)

    assert not escaped.startswith(FORMULA_STARTS)
    assert escaped in (text, f"'{text}")


@given(
    st.lists(st.dictionaries(st.sampled_from("abc"), st.text(st.characters(exclude_categories=["Cs"]), min_size=1)), min_size=1)
)
def test_a_table_reads_back_as_it_was(rows: list[dict[str, str]]) -> None:
    written = list(csv.DictReader(io.StringIO(write_table(rows), newline="")))  # type: ignore[arg-type]  # documents of texts

    expected = [{name: escape_formula(value) for name, value in row.items()} for row in rows]
    assert [{name: cell for name, cell in row.items() if cell} for row in written if any(row.values())] == [
        row for row in expected if row
    ]


def test_a_place_that_cannot_be_written_to_is_said(places: Places, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(UserError, match="--out"):
        export_json(dana_in(places), [], tmp_path / "file" / "dana.json")
