import csv
import io
import string
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rapport.collect.sources.files.read import Limits
from rapport.collect.sources.files.tests.reading import read_whole, write

NASTY = st.text(
    st.one_of(
        st.sampled_from(list("\",;\t|\n\r\\' ")),
        st.sampled_from(list(string.ascii_letters + string.digits)),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=12,
)


def _write_csv(folder: str, rows: list[list[str]], *, delimiter: str, line_end: str) -> Path:
    text = io.StringIO(newline="")
    # Python's writer leaves a lone carriage return without quotes unless its own line end has one.
    if "\r" in line_end:
        csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    else:
        csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows(rows)
    return write(Path(folder) / "nasty.csv", text.getvalue())


@settings(max_examples=300, deadline=None)
@given(
    width=st.integers(1, 5),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    batch_rows=st.integers(1, 4),
    data=st.data(),
)
def test_what_csv_writers_write_is_read_back(
    width: int, delimiter: str, line_end: str, batch_rows: int, data: st.DataObject
) -> None:
    rows = data.draw(st.lists(st.lists(NASTY, min_size=width, max_size=width), min_size=1, max_size=6))
    names = tuple(f"name_{position}" for position in range(width))

    with TemporaryDirectory() as folder:
        path = _write_csv(folder, [list(names), *rows], delimiter=delimiter, line_end=line_end)
        whole = read_whole(path, batch_rows=batch_rows, format="csv", delimiter=delimiter, quote='"', escape="", header=True)

    assert whole.rejects == []
    assert whole.rows == [tuple(row) for row in rows if any(row)]


@settings(max_examples=150, deadline=None)
@given(data=st.data(), block=st.integers(40, 200))
def test_it_does_not_matter_where_blocks_are_cut(data: st.DataObject, block: int) -> None:
    rows = data.draw(st.lists(st.lists(NASTY, min_size=3, max_size=3).filter(any), min_size=1, max_size=40))
    assume(all(len(",".join(row).encode()) < 4 * block for row in rows))

    with TemporaryDirectory() as folder:
        path = _write_csv(folder, [["a", "b", "c"], *rows], delimiter=",", line_end="\n")
        limits = Limits(line_bytes=8 * block, sample_bytes=block)
        whole = read_whole(path, limits=limits, format="csv", delimiter=",", quote='"', escape="", header=("a", "b", "c"))

    assert [tuple(row) for row in rows] == whole.rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_rows_are_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "a.csv", 'id,text\r\n1,"好 ""早餐"", 谢\r\n谢"\r\n2,plain\r\n', encoding=encoding)

    whole = read_whole(path, encoding=encoding)

    assert whole.columns == {"id": ["1", "2"], "text": ['好 "早餐", 谢\r\n谢', "plain"]}
    assert whole.numbers == [2, 4]
