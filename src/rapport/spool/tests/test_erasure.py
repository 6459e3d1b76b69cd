"""Erasing a person from the spool: nothing of them stays on the disk, and an import does not bring it back."""

import dataclasses
import sqlite3
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pytest

from rapport.core.notice import Notice, Quoted, about
from rapport.spool.embedded.mentions import Mentions
from rapport.spool.embedded.schema import APPLICATION_ID, STEPS, VERSION
from rapport.spool.public import ImportRun, Reject, RejectFilter, open_spool


def reject(row: str, *, number: int = 1, file: str = "orders.csv", detail: str = "") -> Reject:
    return Reject("monday", "shop", "kind: order_placed", file, number, row, "bad_amount", detail)


DANA = reject('{"mail": "Dana@Example.com", "total": "zwölf"}', number=1)
ERIN = reject('{"mail": "erin@example.com", "total": "x"}', number=2)


def test_the_rejects_of_a_person_go_and_those_of_others_stay(tmp_path: Path) -> None:
    with open_spool(tmp_path / "spool.db") as spool:
        spool.keep_rejects([DANA, ERIN])

        assert spool.erase_matching(["dana@example.com"]) == 1

        assert [found.reject for found in spool.rejects(RejectFilter(is_replayed=None))] == [ERIN]
        assert spool.results("monday").rejected == 2
        assert spool.erase_matching(["dana@example.com"]) == 0


def test_importing_again_does_not_bring_them_back(tmp_path: Path) -> None:
    with open_spool(tmp_path / "spool.db") as spool:
        spool.keep_rejects([DANA])
        spool.erase_matching(["dana@example.com"])

        spool.keep_rejects([DANA])

        assert list(spool.rejects()) == []
        spool.compact()
    assert not mentioned(tmp_path, "Dana")


def test_the_same_row_in_another_file_does_not_bring_them_back_but_is_counted(tmp_path: Path) -> None:
    again = dataclasses.replace(DANA, import_id="friday", file="all-orders.csv", row_number=17)
    with open_spool(tmp_path / "spool.db") as spool:
        spool.keep_rejects([DANA])
        spool.erase_matching(["dana@example.com"])

        spool.keep_rejects([again, dataclasses.replace(ERIN, import_id="friday")])

        assert [found.reject.row for found in spool.rejects()] == [ERIN.row]
        assert spool.results("friday").rejected == 2
        spool.compact()
    assert not mentioned(tmp_path, "Dana")


@pytest.mark.parametrize("version", range(1, VERSION))
def test_a_spool_of_an_older_version_keeps_what_it_has_and_learns_to_erase(tmp_path: Path, version: int) -> None:
    with sqlite3.connect(tmp_path / "spool.db") as old:
        for statement in chain.from_iterable(STEPS[:version]):
            old.execute(statement)
        old.execute("INSERT INTO mappings VALUES (1, 'kind: order_placed')")
        old.execute(
            "INSERT INTO rejects (identity, import_id, source, mapping_id, file, row_number, row, reason, detail, kept_at) "
            "VALUES (x'00', 'monday', 'shop', 1, 'orders.csv', 1, ?, 'bad_amount', 'Write a number.', 0)",
            (DANA.row,),
        )
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.execute(f"PRAGMA user_version = {version}")
    old.close()

    with open_spool(tmp_path / "spool.db") as spool:
        (kept,) = spool.rejects()
        assert kept.reject == dataclasses.replace(DANA, detail="Write a number.")
        assert type(kept.reject.detail) is str
        assert spool.erase_matching(["dana@example.com"]) == 1


def test_what_a_notice_says_of_a_person_goes_with_it(tmp_path: Path) -> None:
    said = Notice("%(who)s has no amount.", who=Notice("The row of %(mail)s", mail=Quoted("dana@example.com")))
    # What stands in a place that the sentence leaves out is kept all the same.
    unsaid = Notice("It has no amount.", mail="dana@example.com")
    others = Notice("The row of %(mail)s has no amount.", mail="erin@example.com")
    found = [reject("{}", number=number, detail=detail) for number, detail in enumerate((said, unsaid, others), start=1)]
    with open_spool(tmp_path / "spool.db") as spool:
        spool.keep_rejects(found)
        assert mentioned(tmp_path, "dana@example.com")

        assert spool.erase_matching(["dana@example.com"]) == 2
        spool.keep_rejects(found)
        spool.compact()

        assert [kept.reject.detail for kept in spool.rejects(RejectFilter(is_replayed=None))] == [others]
    assert not mentioned(tmp_path, "dana@example.com")


def test_the_names_of_places_are_nobody(tmp_path: Path) -> None:
    with open_spool(tmp_path / "spool.db") as spool:
        spool.keep_rejects([reject("{}", detail=about("time", Notice("%(value)s is no moment.", value=Quoted("x"))))])

        assert spool.erase_matching(["value", "parts", "text", "problem"]) == 0


def test_after_compaction_no_byte_of_them_is_left_in_any_file_even_while_others_have_it_open(tmp_path: Path) -> None:
    run = ImportRun("monday", "shop", ("dana@example.com.csv",), "", datetime(2026, 1, 1, tzinfo=UTC))
    long = reject('{"mail": "dana@example.com", "note": "' + "x" * 50_000 + 'DANA-END"}', number=3, file="dana@example.com.csv")
    with open_spool(tmp_path / "spool.db") as spool, open_spool(tmp_path / "spool.db") as other:
        spool.start_import(run)
        spool.keep_rejects([DANA, long, reject("{}", number=4, file="dana@example.com.csv")])
        assert other.count_rejects() == {"bad_amount": 3}
        assert mentioned(tmp_path, "dana@example.com")

        spool.erase_matching(["dana@example.com"])
        spool.compact()

        assert not any(mentioned(tmp_path, trace) for trace in ("dana@example.com", "Dana@Example.com", "DANA-END"))
        assert spool.imports()[0].files == ("[erased].csv",)
        assert [found.reject.file for found in spool.rejects()] == ["[erased].csv"]


def mentioned(folder: Path, trace: str) -> bool:
    return any(trace.encode() in path.read_bytes() for path in folder.iterdir())


@pytest.mark.parametrize(
    ("needle", "row"),
    [
        ("dana@example.com", '{"mail": "DANA@EXAMPLE.COM"}'),
        ("dana@example.com", '{"note": "write to dana@example.com, please"}'),
        ("dana@example.com", '{"url": "/?mail=dana%40example.com&x=1"}'),
        ("dana@example.com", '{"a": [{"b": "dana@\\u0065xample.com"}]}'),
        ("dana@example.com", "12.3.4.5 - dana@example.com [01/Jan/2026] not JSON"),
        ("Zoë", '{"handle": "Zoe\u0308"}'),
        ("王小明", '{"note": "我是王小明的朋友"}'),
        ("4711", '{"customer": 4711}'),
        ("7", '{"customer": 7}'),
        ("+491512345678", '{"phone": "0151 234 56 78"}'),
        ("+491512345678", '{"phone": "+49 (0)151 / 2345678"}'),
        ("+491512345678", '{"note": "call 0049-151-2345678 after six"}'),
        ("dana@example.com", '{"dana@example.com": "as a column"}'),
    ],
)
def test_a_mention_is_found_however_it_is_written(needle: str, row: str) -> None:
    assert Mentions([needle]).are_in(row)


@pytest.mark.parametrize(
    ("needle", "row"),
    [
        ("dana@example.com", '{"mail": "jordana@example.com"}'),
        ("7", '{"note": "7 days later, order 17"}'),
        ("4711", '{"customer": 147110}'),
        ("+491512345678", '{"phone": "0151 2345679"}'),
        ("+491512345678", '{"n": "345678"}'),
        ("+491512345678", '{"at": "2026-01-02 10:11:12"}'),
    ],
)
def test_others_are_left_alone(needle: str, row: str) -> None:
    assert not Mentions([needle]).are_in(row)


def test_without_needles_nothing_is_found() -> None:
    assert not Mentions(["", "  "]).are_in('{"a": "", "b": " "}')
