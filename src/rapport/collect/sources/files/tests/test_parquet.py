import datetime as dt
import gzip
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rapport.collect.sources.files.read import FileEndsEarly, UnreadableFile, inspect_file, read_file
from rapport.collect.sources.files.tests.reading import Whole, gather, read_whole, write


def _write(path: Path, columns: dict[str, object], **options: object) -> Path:
    pq.write_table(pa.table(columns), path, **options)
    return path


def test_types_come_through(tmp_path: Path) -> None:
    vilnius = pa.timestamp("us", tz="Europe/Vilnius")
    path = _write(
        tmp_path / "a.parquet",
        {
            "id": [1, None],
            "amount": pa.array([Decimal("1.20"), None]),
            "at": pa.array([dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC), None], vilnius),
            "exact": pa.array([1_714_564_800_123_456_789, None], pa.timestamp("ns")),
            "day": [dt.date(2024, 5, 1), None],
            "clock": pa.array([dt.time(8, 30), None], pa.time64("ns")),
            "took": pa.array([1500, None], pa.duration("ms")),
            "code": pa.array(["a", None]).dictionary_encode(),
            "raw": [b"text", b"\xff"],
            "who": [{"mail": "d@x.org", "place": {"city": "V"}}, None],
            "tags": [["a", "b"], None],
            "props": pa.array([[("k", 1)], None], pa.map_(pa.string(), pa.int64())),
        },
    )

    first, second = read_whole(path).rows

    assert first == (
        *(1, Decimal("1.20"), dt.datetime(2024, 5, 1, 15, tzinfo=ZoneInfo("Europe/Vilnius"))),
        *(dt.datetime.fromisoformat("2024-05-01T12:00:00.123456"), dt.date(2024, 5, 1), dt.time(8, 30), 1.5),
        *("a", "text", "d@x.org", "V", ["a", "b"], {"k": 1}),
    )
    assert second == (*[None] * 8, "\\xff", *[None] * 4)


def test_objects_are_columns_of_their_own(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.parquet", {"who": [{"mail": "d@x.org", "place": {"city": "V"}}]})

    assert inspect_file(path).columns == ("who.mail", "who.place.city")


def test_batches_are_small_and_rows_are_numbered_from_one(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.parquet", {"id": list(range(1000))}, row_group_size=300)

    batches = list(read_file(path, batch_rows=64))

    assert max(len(batch.row_numbers) for batch in batches) <= 64
    assert [number for batch in batches for number in batch.row_numbers] == list(range(1, 1001))
    assert batches[-1].bytes_read == path.stat().st_size


def test_a_packed_file_is_unpacked_beside(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.parquet", {"id": [1, 2]})
    packed = write(tmp_path / "b.parquet.gz", gzip.compress(path.read_bytes()))

    assert read_whole(packed).columns == {"id": [1, 2]}


def test_a_cut_off_file_is_a_clear_error(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.parquet", {"id": list(range(1000))})
    path.write_bytes(path.read_bytes()[:-10])

    with pytest.raises(UnreadableFile, match="cut off or damaged"):
        inspect_file(path)


def test_a_damaged_row_group_ends_the_file_after_the_rows_before_it(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.parquet", {"id": [f"text {n}" for n in range(9000)]}, row_group_size=3000, use_dictionary=False)
    start = pq.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    raw = bytearray(path.read_bytes())
    raw[start : start + 4000] = b"\xff" * 4000
    path.write_bytes(bytes(raw))
    whole = Whole()

    with pytest.raises(FileEndsEarly, match="3,000 rows"):
        gather(read_file(path, batch_rows=1000), into=whole)

    assert len(whole.rows) == 3000
