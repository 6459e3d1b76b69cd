import json
import math
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.collect.sources.files.read import FileEndsEarly, FileOptions, Limits, UnreadableFile, inspect_file, read_file
from rapport.collect.sources.files.records import flatten
from rapport.collect.sources.files.tests.reading import Whole, gather, read_whole, write

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), st.text()
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3), max_leaves=6
)
RECORDS = st.lists(
    st.builds(lambda record: record | {"id": 1}, st.dictionaries(st.text(max_size=4), VALUES, max_size=4)),
    min_size=1,
    max_size=12,
)


def _records(whole: Whole) -> list[dict[str, Any]]:
    return [{name: cell for name, cell in zip(whole.columns, row) if cell is not None} for row in whole.rows]


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in flatten(record).items() if value is not None}


@settings(max_examples=120, deadline=None)
@given(
    records=RECORDS,
    indent=st.sampled_from([None, 1]),
    wrap=st.sampled_from(["list", "object", "lines", "sequence"]),
    ascii_only=st.booleans(),
)
def test_what_json_writers_write_is_read_back(
    records: list[dict[str, Any]], indent: int | None, wrap: str, ascii_only: bool
) -> None:
    def dumped(value: Any) -> str:
        return json.dumps(value, indent=None if wrap == "lines" else indent, ensure_ascii=ascii_only)

    text = {
        "list": lambda: dumped(records),
        "object": lambda: dumped({"count": 3, "data": {"tickets": records}, "next": None}),
        "lines": lambda: "\n".join(map(dumped, records)) + "\n",
        "sequence": lambda: "\n\n".join(map(dumped, records)),
    }[wrap]()
    path = {"list": "", "object": "data.tickets", "lines": None, "sequence": ""}[wrap]

    with TemporaryDirectory() as folder:
        file = write(Path(folder) / "a.json", text.encode("utf-8", "surrogatepass") if ascii_only else text)
        whole = read_whole(file, batch_rows=3, format="jsonl" if wrap == "lines" else "json", records=path)

    assert whole.rejects == []
    assert _records(whole) == [_filled(record) for record in records]


@settings(max_examples=100, deadline=None)
@given(records=RECORDS, block=st.integers(1, 50))
def test_it_does_not_matter_where_the_text_is_cut_into_blocks(
    records: list[dict[str, Any]], block: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from rapport.collect.sources.files.formats.json_document.find import iterate_records
    from rapport.collect.sources.files.formats.json_document.scan import JsonScanner

    data = json.dumps({"x": [1, {"y": "]}"}], "rows": records}, ensure_ascii=False).encode("utf-8", "replace")

    class Trickle:
        damage: str | None = None
        position = 0

        def read(self, _size: int = 0) -> bytes:
            self.position += block
            return data[self.position - block : self.position]

    found = list(iterate_records(JsonScanner(Trickle(), "utf-8", Limits()), "rows"))

    assert found == json.loads(data)["rows"]


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ('[{"id": 1}]', ""),
        ('{"tickets": [{"id": 1}], "count": 1}', "tickets"),
        ('{"meta": {"pages": [1, 2]}, "data": {"items": [{"id": 1}]}}', "data.items"),
        ('{"users": [{"id": 1}], "tickets": [{"id": 1, "text": "a longer list of them"}, {"id": 2}]}', "tickets"),
        ('{"id": 1}\n\n{\n"id": 2}', ""),
        ('{"id": 1, "score": 9}', ""),
    ],
)
def test_the_records_are_found_inside_the_document(tmp_path: Path, text: str, records: str) -> None:
    facts = inspect_file(write(tmp_path / "a.json", text))

    assert facts.format == "json"
    assert facts.options.records == records


def test_objects_inside_records_become_columns_and_lists_stay_lists(tmp_path: Path) -> None:
    whole = read_whole(
        write(
            tmp_path / "a.json",
            '[{"id": 1, "customer": {"email": "d@x.org", "place": {"city": "V"}}, "tags": ["a", "b"]}, {"id": 2}]',
        )
    )

    assert whole.columns == {
        "id": [1, 2],
        "customer.email": ["d@x.org", None],
        "customer.place.city": ["V", None],
        "tags": [["a", "b"], None],
    }
    assert whole.numbers == [1, 2]


def test_a_told_path_is_followed_through_lists_of_pages(tmp_path: Path) -> None:
    pages = '[{"tickets": [{"id": 1}, {"id": 2}]}, {"tickets": [{"id": 3}]}]'

    assert read_whole(write(tmp_path / "a.json", pages), records="tickets").columns == {"id": [1, 2, 3]}


def test_a_path_without_records_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no records at 'orders'"):
        inspect_file(write(tmp_path / "a.json", '{"tickets": [{"id": 1}]}'), FileOptions(records="orders"))


def test_not_a_number_is_no_number(tmp_path: Path) -> None:
    assert read_whole(write(tmp_path / "a.json", '[{"n": NaN}, {"n": -Infinity}, {"n": 1}]')).columns == {"n": [None, None, 1]}
    assert read_whole(write(tmp_path / "a.jsonl", '{"n": NaN}\n{"n": 2}\n')).columns == {"n": [None, 2]}


def test_marks_and_wide_encodings_are_read(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le"):
        assert read_whole(write(tmp_path / "a.json", '[{"t": "ačiū"}, {"t": "b"}]', encoding=encoding)).columns == {
            "t": ["ačiū", "b"]
        }


def test_bytes_of_another_encoding_are_read_and_reported(tmp_path: Path) -> None:
    content = '[{"t": "l’été à Besançon"}, {"t": "'.encode() + "déçu".encode("windows-1252") + b'"}]'

    whole = read_whole(write(tmp_path / "a.json", content))

    assert whole.columns == {"t": ["l’été à Besançon", "déçu"]}
    assert [warning.split(":")[0] for warning in whole.warnings] == ["mixed_encoding"]


@pytest.mark.parametrize(
    ("broken", "lost"),
    [
        ('{"id": 2,, "t": "b"}', 1),
        ('{"id": 2, "t": b}', 1),
        ('{"id": 2, "t": "b}', 1),
        ('{"id": 2, "t": "b"', 1),
        ('{"id": 2 "t": "b"}', 1),
        ("}", 1),
        ('{"id": 2, "t": "b"}}', 1),
    ],
)
def test_a_broken_record_costs_that_record(tmp_path: Path, broken: str, lost: int) -> None:
    good = [f'{{"id": {n}, "t": "x"}}' for n in (1, 3, 4, 5, 6)]
    text = "[" + ",\n".join([good[0], broken, *good[1:]]) + "]"

    whole = read_whole(write(tmp_path / "a.json", text))

    assert {3, 4, 5, 6, 1} <= set(whole.columns["id"])
    assert len(whole.rejects) == lost
    assert whole.rejects[0].reason == "bad_json"


def test_a_broken_line_of_json_lines_costs_that_line(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.jsonl", '{"id": 1}\n{"id": 2\n\n{"id": 3}\n'))

    assert whole.columns == {"id": [1, 3]}
    assert whole.numbers == [1, 4]
    assert whole.reasons == [(2, "bad_json")]


def test_a_document_that_ends_early_gives_its_records_and_says_so(tmp_path: Path) -> None:
    whole = Whole()

    with pytest.raises(FileEndsEarly, match="2 rows"):
        gather(read_file(write(tmp_path / "a.json", '{"data": [{"id": 1}, {"id": 2}, {"id": 3, "t": "cut')), into=whole)

    assert whole.columns["id"] == [1, 2]
    assert whole.reasons == [(3, "cut_off")]


def test_a_record_over_the_limit_is_rejected_and_reading_goes_on(tmp_path: Path) -> None:
    records = [{"id": 1, "t": "a"}, {"id": 2, "t": "x" * 900_000}, {"id": 3, "t": "c"}]

    whole = read_whole(write(tmp_path / "a.json", json.dumps(records)), limits=Limits(line_bytes=100_000))

    assert whole.columns["id"] == [1, 3]
    assert whole.reasons == [(2, "record_too_long")]
    assert len(whole.rejects[0].raw) == 10_000


def test_a_key_that_turns_up_late_becomes_a_column_and_this_is_said(tmp_path: Path) -> None:
    lines = '{"id": 1}\n' * 1500 + '{"id": 2, "late": "x"}\n'

    batches = list(read_file(write(tmp_path / "a.jsonl", lines), batch_rows=1000))

    assert list(batches[0].columns) == ["id"]
    assert batches[-1].columns["late"] == [None] * 500 + ["x"]
    assert batches[-1].warnings[0].startswith("late_columns: 1 keys")


def test_too_many_different_keys_share_a_column(tmp_path: Path) -> None:
    records = [{f"key {n}": n} for n in range(50)]

    whole = read_whole(write(tmp_path / "a.json", json.dumps(records)), limits=Limits(columns=20))

    assert len(whole.columns) == 21
    assert whole.columns["other_keys"][49] == {"key 49": 49}
    assert any(warning.startswith("many_keys") for warning in whole.warnings)


def test_deep_nesting_is_a_reject_not_a_crash(tmp_path: Path) -> None:
    deep = "[" * 100_000 + "]" * 100_000

    whole = read_whole(write(tmp_path / "a.json", f'[{{"id": 1}}, {{"id": 2, "t": {deep}}}, {{"id": 3}}]'))

    assert whole.columns["id"] == [1, 3]
    assert whole.reasons == [(2, "bad_json")]


def test_values_that_are_no_objects_are_rows_of_one_cell(tmp_path: Path) -> None:
    assert read_whole(write(tmp_path / "a.json", '["a", 2, [3]]')).columns == {"value": ["a", 2, [3]]}


def test_a_log_that_begins_with_a_bracket_is_no_json(tmp_path: Path) -> None:
    assert inspect_file(write(tmp_path / "a.log", "[error] out of paper\n[info] paper is back\n")).format == "lines"


def test_a_big_document_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    record = json.dumps({"id": 1, "text": "x" * 200, "who": {"mail": "d@x.org"}})
    with path.open("w") as file:
        file.write('{"tickets": [')
        file.write(",".join([record] * 15_000))
        file.write("]}")
    tracemalloc.start()
    rows = sum(len(batch.row_numbers) for batch in read_file(path, batch_rows=500))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert rows == 15_000
    assert peak < 5 << 20


def test_numbers_keep_their_kind(tmp_path: Path) -> None:
    [row] = read_whole(write(tmp_path / "a.json", '[{"a": 1, "b": 1.0, "c": true, "d": 12345678901234567890}]')).rows

    assert [type(cell) for cell in row] == [int, float, bool, int]
    assert math.isclose(row[1], 1.0)
