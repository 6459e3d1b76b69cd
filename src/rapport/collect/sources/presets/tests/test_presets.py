import msgspec
import pytest

from rapport.collect.sources.files.read import inspect_file
from rapport.collect.sources.mapping.parse import parse_mapping
from rapport.collect.sources.mapping.run import MappedFile
from rapport.collect.sources.presets.catalogue import preset, presets, recognise
from rapport.collect.sources.presets.tests.samples import NOW, Sample, as_interaction, essentials, samples
from rapport.core.errors import UserError

each_sample = pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.path.name)


def test_every_preset_has_a_sample() -> None:
    assert {sample.key for sample in samples()} == set(presets())


@each_sample
def test_an_export_is_recognised_by_its_columns(sample: Sample) -> None:
    facts = inspect_file(sample.path)

    found = recognise(facts.columns, file_format=facts.format)

    assert found is not None
    assert found.key == sample.key


@each_sample
def test_an_export_becomes_what_is_expected(sample: Sample) -> None:
    expected = msgspec.json.decode(sample.expected_path.read_bytes())

    assert [essentials(row) for row in sample.rows()] == expected


@each_sample
def test_no_row_of_an_export_is_rejected(sample: Sample) -> None:
    for part in sample.map():
        assert (part.unreadable, part.mapped.rejects, part.warnings) == ([], [], [])


@each_sample
def test_every_interaction_of_an_export_is_valid(sample: Sample) -> None:
    assert all(as_interaction(row) for row in sample.rows())


@each_sample
def test_an_export_gives_the_same_identities_every_time(sample: Sample) -> None:
    first, second = ([row["source_id"] for row in sample.rows()] for _ in range(2))

    assert first == second
    assert len(set(first)) == len(first)


def test_the_csv_and_the_json_of_one_tool_give_a_thing_one_identity() -> None:
    for one, other in (("zendesk-tickets", "zendesk-tickets-csv"), ("trustpilot-reviews", "trustpilot-reviews-csv")):
        known = {row["source_id"] for sample in samples() if sample.key == one for row in sample.rows()}
        again = {row["source_id"] for sample in samples() if sample.key == other for row in sample.rows()}
        assert known == again


@pytest.mark.parametrize(
    "columns",
    [
        ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"),
        ("RESPNUM", "CCGID", "RUN", "INTDATE", "NETPRO", "LANG", "WEIGHT"),
        ("id", "email", "amount", "currency", "created_at", "status"),
        ("id", "created", "creator", "title", "content", "locale", "product"),
        ("Name", "Email", "Total", "Created at"),
        ("rating", "text", "date"),
        (),
    ],
)
def test_other_files_are_recognised_as_nothing(columns: tuple[str, ...]) -> None:
    assert recognise(columns, file_format="csv") is None


def test_a_format_can_be_part_of_what_an_export_is() -> None:
    columns = ("address", "time", "method", "path", "status")

    assert recognise(columns, file_format="csv") is None
    assert recognise(columns, file_format="log") == preset("access-log")


def test_an_unknown_preset_lists_the_known_ones() -> None:
    with pytest.raises(UserError, match=r"no preset called 'stripe'\. Known: .*stripe-charges"):
        preset("stripe")


@pytest.mark.parametrize("key", [key for key, found in presets().items() if found.questions == "open"])
def test_rules_can_be_written_behind_the_frame_of_a_preset_with_open_questions(key: str) -> None:
    sample = next(each for each in samples() if each.key == key)
    rules = "interactions:\n  - {kind: survey_answered, name: all, question: all, properties: {is: {value: here}}}\n"

    file = MappedFile(sample.path, parse_mapping(preset(key).frame + rules), zone="UTC", now=NOW)

    rows = [row for part in file for row in part.mapped.table.to_pylist()]
    assert rows
    assert all(row["response_id"] and row["survey_id"] for row in rows)
