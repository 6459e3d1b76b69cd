import bz2
import gzip
import lzma
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from rapport.collect.sources.files.read import (
    FileEndsEarly,
    FileOptions,
    Limits,
    UnreadableFile,
    inspect_file,
    read_file,
    until_damage,
)
from rapport.collect.sources.files.tests.reading import Whole, gather, read_whole, write
from rapport.core.errors import UserError

CSV = b"id,text\n" + b"".join(b"%d,text number %d\n" % (n, n * 7919) for n in range(20_000))
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bz2": lambda data: bz2.compress(data, 1),
    "xz": lambda data: lzma.compress(data, preset=0),
    "zstd": lambda data: pa.compress(data, codec="zstd", asbytes=True),
}


@pytest.mark.parametrize("compression", PACKERS)
def test_compression_is_known_by_its_bytes_not_by_the_name(tmp_path: Path, compression: str) -> None:
    path = write(tmp_path / "misnamed.csv", PACKERS[compression](CSV))

    whole = read_whole(path)

    assert inspect_file(path).compression == compression
    assert len(whole.rows) == 20_000
    assert whole.bytes_read == path.stat().st_size


@pytest.mark.parametrize("compression", ["gzip", "bz2", "xz"])
def test_packed_parts_after_one_another_are_one_file(tmp_path: Path, compression: str) -> None:
    pack = PACKERS[compression]

    whole = read_whole(write(tmp_path / "a.csv", pack(CSV[:100_000]) + pack(CSV[100_000:])))

    assert len(whole.rows) == 20_000


def test_zeros_after_packed_content_are_padding(tmp_path: Path) -> None:
    assert len(read_whole(write(tmp_path / "a.csv.gz", gzip.compress(CSV) + b"\0" * 512)).rows) == 20_000


def test_layers_of_packing_are_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv.gz", gzip.compress(CSV))

    assert inspect_file(path).compression == "zip+gzip"
    assert len(read_whole(path).rows) == 20_000


def test_endless_layers_are_refused(tmp_path: Path) -> None:
    data = CSV
    for _ in range(6):
        data = gzip.compress(data)

    with pytest.raises(UnreadableFile, match="times over"):
        inspect_file(write(tmp_path / "a.gz", data))


@pytest.mark.parametrize("compression", PACKERS)
def test_a_cut_off_file_gives_what_is_there_and_then_says_so(tmp_path: Path, compression: str) -> None:
    packed = PACKERS[compression](CSV)
    path = write(tmp_path / "a.csv", packed[: len(packed) * 2 // 3])
    whole = Whole()

    with pytest.raises(FileEndsEarly, match=r"only .* rows could be read.*whole copy") as caught:
        gather(read_file(path), into=whole)

    assert isinstance(caught.value, UserError)
    assert len(whole.rows) > 3_000
    assert caught.value.rows_read == len(whole.rows)
    assert whole.rows == [(str(n), f"text number {n * 7919}") for n in range(len(whole.rows))]


def test_whoever_only_looks_is_not_told_of_damage(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv.gz", gzip.compress(CSV)[:-8])

    assert gather(until_damage(read_file(path))).rows


def test_the_row_that_the_cut_goes_through_is_a_reject(tmp_path: Path) -> None:
    packed = gzip.compress(b"id,text\n1,whole\n2,also whole\n3,cut he")
    path = write(tmp_path / "a.csv.gz", packed[:-8])
    whole = Whole()

    with pytest.raises(FileEndsEarly):
        gather(read_file(path), into=whole)

    assert [row[0] for row in whole.rows] == ["1", "2"]
    assert whole.reasons == [(4, "cut_off")]
    assert whole.rejects[0].raw == "3,cut he"


def test_a_broken_checksum_is_damage(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(CSV))
    packed[-6] ^= 0xFF

    with pytest.raises(FileEndsEarly, match="is damaged"):
        gather(read_file(write(tmp_path / "a.gz", bytes(packed))))


def test_nothing_of_a_cut_off_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="before its first row"):
        inspect_file(write(tmp_path / "a.gz", gzip.compress(CSV)[:12]))


def _archive(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def test_members_of_one_shape_are_read_in_turn_with_rising_numbers(tmp_path: Path) -> None:
    path = _archive(tmp_path / "a.zip", {"2024.csv": "id,n\n1,a\n2,b\n", "2025.csv": "id,n\n3,c\n", "__MACOSX/._2024.csv": "x"})

    whole = read_whole(path)

    assert whole.rows == [("1", "a"), ("2", "b"), ("3", "c")]
    assert whole.numbers == [2, 3, 5]
    assert inspect_file(path).sheets == ("2024.csv", "2025.csv")


def test_members_of_different_shapes_are_listed_and_one_can_be_chosen(tmp_path: Path) -> None:
    path = _archive(tmp_path / "a.zip", {"people.csv": "id,name\n1,a\n", "orders.csv": "order,amount\n7,5\n"})

    with pytest.raises(UnreadableFile, match=r"people\.csv \(id, name…\); orders\.csv \(order, amount…\)"):
        inspect_file(path)
    assert read_whole(path, sheet="orders.csv").rows == [("7", "5")]


def test_members_without_rows_are_left_out_and_this_is_said(tmp_path: Path) -> None:
    path = _archive(tmp_path / "a.zip", {"people.csv": "id,name\n1,a\n", "manual.pdf": "%PDF-1.7"})

    assert read_whole(path).rows == [("1", "a")]
    assert inspect_file(path).warnings[0].startswith("Left out: a.zip: manual.pdf looks like a PDF document")


def test_names_of_members_lead_nowhere(tmp_path: Path) -> None:
    path = _archive(tmp_path / "a.zip", {"../../outside.csv": "id,name\n1,a\n"})

    assert read_whole(path).rows == [("1", "a")]
    assert [each.name for each in tmp_path.rglob("*")] == ["a.zip"]


def test_an_archive_without_files_or_cut_off_is_a_clear_error(tmp_path: Path) -> None:
    empty = _archive(tmp_path / "empty.zip", {})
    cut = _archive(tmp_path / "cut.zip", {"a.csv": "id,name\n" * 1000})
    cut.write_bytes(cut.read_bytes()[:-30])

    with pytest.raises(UnreadableFile, match="without any file"):
        inspect_file(empty)
    with pytest.raises(UnreadableFile, match="damaged or cut off"):
        inspect_file(cut)


def test_what_must_be_unpacked_to_disk_has_a_limit(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet.gz", gzip.compress(b"PAR1" + b"\0" * 5_000_000))

    with pytest.raises(UnreadableFile, match="more than fits"):
        inspect_file(path, limits=Limits(unpacked_bytes=1_000_000))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "a PNG picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "a JPEG picture"),
        (b"%PDF-1.7\n%abc\n", "a PDF document"),
        (b"SQLite format 3\x00" + b"\0" * 100, "an SQLite database"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 100, "an ELF program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, r"an old Office document \(\.xls or \.doc\); save it as \.xlsx"),
        (b"<!DOCTYPE html>\n<html><body>Log in</body></html>", r"a web page \(HTML\)"),
        (b"<?xml version='1.0'?><orders><order/></orders>", "an XML file that is no XES event log"),
        (bytes(range(256)) * 40, "binary data"),
    ],
)
def test_a_binary_file_called_csv_is_named_for_what_it_is(tmp_path: Path, head: bytes, kind: str) -> None:
    with pytest.raises(UnreadableFile, match=f"data.csv looks like {kind}"):
        inspect_file(write(tmp_path / "data.csv", head))


def test_random_bytes_are_no_table(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="binary data"):
        inspect_file(write(tmp_path / "data.csv", os.urandom(100_000)))


def test_a_text_that_begins_like_a_binary_file_is_a_text(tmp_path: Path) -> None:
    assert read_whole(write(tmp_path / "a.csv", "ID3,BZh\n1,2\n")).columns == {"ID3": ["1"], "BZh": ["2"]}
    assert read_whole(write(tmp_path / "b.csv", "BZhours,n\n1,2\n")).columns == {"BZhours": ["1"], "n": ["2"]}


def test_a_folder_a_missing_file_and_an_empty_file_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a folder"):
        inspect_file(tmp_path)
    with pytest.raises(UnreadableFile, match="There is no file"):
        inspect_file(tmp_path / "missing.csv")
    with pytest.raises(UnreadableFile, match=r"is empty \(0 bytes\)"):
        inspect_file(write(tmp_path / "empty.csv", ""))
    with pytest.raises(UnreadableFile, match="has nothing in it"):
        inspect_file(write(tmp_path / "blank.csv", "\r\n \n\n"))
    with pytest.raises(UnreadableFile, match="has nothing in it"):
        inspect_file(write(tmp_path / "empty.csv.gz", gzip.compress(b"")))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_clear_error(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id\n1\n")
    path.chmod(0)

    with pytest.raises(UnreadableFile, match="You may not read"):
        inspect_file(path)


def test_a_device_is_a_clear_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(UnreadableFile, match="not a regular file"):
        inspect_file(tmp_path / "pipe")


def test_a_text_that_ends_in_zeros_is_a_text(tmp_path: Path) -> None:
    assert read_whole(write(tmp_path / "a.csv", CSV[:300] + b"\0" * 4000)).rows[0] == ("0", "text number 0")


def test_an_archive_within_an_archive_is_a_clear_error_and_a_workbook_is_none(tmp_path: Path) -> None:
    inner = _archive(tmp_path / "inner.zip", {"a.csv": "id,name\n1,a\n"})
    nested = tmp_path / "nested.zip"
    with zipfile.ZipFile(nested, "w") as archive:
        archive.write(inner, "inner.zip")

    with pytest.raises(UnreadableFile, match="an archive within an archive; unpack the inner one"):
        inspect_file(nested)
    with pytest.raises(UnreadableFile, match="an archive within an archive"):
        inspect_file(write(tmp_path / "a.zip.gz", gzip.compress(inner.read_bytes())))


def test_errors_come_at_once_not_with_the_first_batch(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read_file(tmp_path / "missing.csv")


def test_an_unknown_format_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="csv, json"):
        inspect_file(write(tmp_path / "a.csv", "id\n1\n"), FileOptions(format="dbf"))
