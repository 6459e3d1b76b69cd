import random
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.collect.sources.files.read import Limits
from rapport.collect.sources.files.tests.reading import read_whole, write


def test_a_row_with_too_many_cells_is_rejected_with_its_line(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", "id,text\n1,a\n2,b,c\n3,d\n"))

    assert whole.reasons == [(3, "wrong_number_of_fields")]
    assert whole.rejects[0].raw == "2,b,c"
    assert "3 cells" in whole.rejects[0].detail
    assert whole.numbers == [2, 4]


def test_empty_cells_beyond_the_last_column_are_left_out(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", "id,text\n1,a,,\n2,b\n"))

    assert whole.rows == [("1", "a"), ("2", "b")]


def test_rows_of_empty_cells_are_no_rows(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", "id,text\n1,a\n,\n\n2,b\n,\n"))

    assert whole.rows == [("1", "a"), ("2", "b")]
    assert whole.numbers == [2, 5]


def test_missing_cells_are_empty_where_other_rows_leave_them_empty(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", "id,score,why,tag\n1,9,x,y\n2,7,,\n3,5\n4,4,z\n5,6,a,b\n"))

    assert whole.rows == [("1", "9", "x", "y"), ("2", "7", "", ""), ("3", "5", "", ""), ("4", "4", "z", ""), ("5", "6", "a", "b")]


def test_missing_cells_that_no_other_row_leaves_empty_reject_the_row(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", "id,score,why\n1,9,x\n2,7\n3,5,y\n"))

    assert whole.reasons == [(3, "wrong_number_of_fields")]


def test_short_rows_follow_what_was_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id,score,why\n1,9,x\n2,7\n3,5,\n")

    assert read_whole(path, short_rows="pad").rows == [("1", "9", "x"), ("2", "7", ""), ("3", "5", "")]
    assert read_whole(path, short_rows="reject").reasons == [(3, "wrong_number_of_fields")]


def test_the_halves_of_a_torn_row_are_not_taken_for_rows(tmp_path: Path) -> None:
    text = "id,score,why,tag,more\n1,9,x,,\n2,7,first half\nsecond half,t,m\n3,5,y,,\n"

    whole = read_whole(write(tmp_path / "a.csv", text))

    assert whole.reasons == [(3, "wrong_number_of_fields"), (4, "wrong_number_of_fields")]
    assert [row[0] for row in whole.rows] == ["1", "3"]


def test_a_last_line_that_is_cut_off_is_rejected(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", "id,score,why\n1,9,\n2,7,\n3,"))

    assert whole.reasons == [(4, "wrong_number_of_fields")]


def test_an_unclosed_quote_costs_one_row(tmp_path: Path) -> None:
    rows = [f'{n},"text {n}"\n' for n in range(1, 2001)]
    rows[999] = '1000,"never closed\n'

    whole = read_whole(write(tmp_path / "a.csv", "id,text\n" + "".join(rows)))

    assert whole.reasons == [(1001, "unclosed_quote")]
    assert whole.rejects[0].raw == '1000,"never closed'
    assert whole.columns["id"] == [str(n) for n in range(1, 2001) if n != 1000]


def test_an_unclosed_quote_with_no_quote_after_it_costs_one_row(tmp_path: Path) -> None:
    rows = [f"{n},text {n}\n" for n in range(1, 30_001)]
    rows[999] = '1000,"never closed\n'

    whole = read_whole(write(tmp_path / "a.csv", "id,text\n" + "".join(rows)))

    assert whole.reasons == [(1001, "unclosed_quote")]
    assert len(whole.rows) == 29_999


def test_a_quote_that_opens_in_the_last_line_costs_that_line(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", 'id,text\n1,a\n2,"b\n'))

    assert whole.rows == [("1", "a")]
    assert whole.reasons == [(3, "unclosed_quote")]


def test_many_unclosed_quotes_do_not_take_forever(tmp_path: Path) -> None:
    rows = [f'{n},"a","b{n}\n' if n % 2 else f"{n},plain,text\n" for n in range(1, 20_001)]

    whole = read_whole(write(tmp_path / "a.csv", "id,text,more\n" + "".join(rows)))

    assert len(whole.rows) + len(whole.rejects) == 20_000
    assert len(whole.rows) >= 10_000


def test_quotes_inside_a_quoted_cell_are_kept_when_the_row_is_clear(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", 'id,text,n\n1,"say "hi" now",5\n2,"x",6\n'))

    assert whole.columns["text"] == ['say "hi" now', "x"]


def test_long_cells_over_many_lines_are_whole(tmp_path: Path) -> None:
    text = "".join(f"line {n}, with a comma\n" for n in range(5_000))

    whole = read_whole(write(tmp_path / "a.csv", f'id,text\n1,"{text}"\n2,x\n'))

    assert whole.columns["text"] == [text, "x"]
    assert whole.numbers == [2, 5003]


def test_a_line_over_the_limit_is_rejected_and_reading_goes_on(tmp_path: Path) -> None:
    long = "9," + "x" * 5_000
    path = write(tmp_path / "a.csv", f"id,text\n1,a\n{long}\n3,c\n")

    whole = read_whole(path, limits=Limits(line_bytes=1_000, raw_chars=100))

    assert whole.rows == [("1", "a"), ("3", "c")]
    assert whole.numbers == [2, 4]
    assert whole.reasons == [(3, "line_too_long")]
    assert whole.rejects[0].raw == long[:100]
    assert "5,002 bytes" in whole.rejects[0].detail


def test_a_line_over_the_limit_ends_an_open_quote(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'id,text\n1,"open\n' + "x" * 5_000 + "\n3,c\n4,d\n")

    whole = read_whole(path, limits=Limits(line_bytes=1_000))

    assert whole.rows == [("3", "c"), ("4", "d")]
    assert sorted(whole.reasons) == [(2, "unclosed_quote"), (3, "line_too_long")]


def test_a_long_line_is_never_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(b"id,text\n1,a\n")
        for _ in range(40):
            file.write(b"x" * (1 << 20))
        file.write(b"\n3,c\n")
    read_whole(write(tmp_path / "warm.csv", "id,text\n1,a\n"))

    tracemalloc.start()
    whole = read_whole(path, limits=Limits(line_bytes=1 << 20, sample_bytes=1 << 16))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert whole.rows == [("1", "a"), ("3", "c")]
    assert peak < 12 << 20


@pytest.mark.soak
def test_a_line_of_200_mb_is_rejected_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(b"id,text\n1,a\n2,")
        for _ in range(200):
            file.write(b"x" * (1 << 20))
        file.write(b"\n3,c\n")

    tracemalloc.start()
    whole = read_whole(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert whole.numbers == [2, 4]
    assert whole.reasons == [(3, "line_too_long")]
    assert peak < 100 << 20


def test_zero_bytes_are_left_out_and_counted(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", "id,text\n1,a\0b\n2,c\n" + "3,word\n" * 50))

    assert whole.columns["text"][:2] == ["ab", "c"]
    assert any(warning.startswith("zero_bytes: 1 ") for warning in whole.warnings)


@settings(max_examples=120, deadline=None)
@given(seed=st.integers(0, 1 << 30), kind=st.sampled_from(["flip", "cut", "insert", "drop"]))
def test_damage_anywhere_neither_stops_reading_nor_loses_far_rows(
    seed: int, kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    clean = "id,score,text\n" + "".join(f'{n},{n % 11},"a ""word"" {n},\nand more"\n' for n in range(300))
    raw = bytearray(clean.encode())
    place = chance.randrange(20, len(raw))
    if kind == "flip":
        raw[place] = chance.randrange(256)
    elif kind == "cut":
        del raw[place:]
    elif kind == "insert":
        raw[place:place] = chance.choice([b'"', b"\n", b",", b"\xff", b"\0", b"\r"])
    else:
        del raw[place]

    whole = read_whole(write(tmp_path_factory.mktemp("damage") / "a.csv", bytes(raw)), format="csv")

    untouched = [str(n) for n in range(300) if clean.index(f"\n{n},") + 40 < place]
    assert set(untouched) <= set(whole.columns["id"])
    assert len(whole.rows) >= len(untouched)
    if kind != "cut":
        assert len(whole.rows) >= 290
