from pathlib import Path

import pytest

from rapport.collect.sources.files.read import Limits, inspect_file
from rapport.collect.sources.files.tests.reading import columns_of, read_whole, write


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("id,name\n1,a\n2,b\n", ","),
        ("id;name\n1;a\n2;b\n", ";"),
        ("id\tname\n1\ta\n2\tb\n", "\t"),
        ("id|name\n1|a\n2|b\n", "|"),
        ("id^name\n1^a\n2^b\n", "^"),
        (" id  amount\n 00001 11.77\n 00002  1.00\n 00003  5.00\n", " "),
        ("price;amount\n1,50;2,25\n3,00;4,75\n", ";"),
        ("1,50;2,25\n3,00;4,75\n", ";"),
        ("id,tags,text\n1,a;b,x\n2,a;b;c,y\n3,a;b,z\n", ","),
        ('id,text\n1,"a;b;c;d"\n2,"e;f;g;h"\n', ","),
        ("sep=|\nid|name\n1|a\n", "|"),
        ("id\tcomment\n1\tone, two, three\n2\tfour, five, six\n", "\t"),
    ],
)
def test_the_delimiter_is_found(tmp_path: Path, text: str, delimiter: str) -> None:
    facts = inspect_file(write(tmp_path / "a.csv", text))

    assert facts.delimiter == delimiter


def test_a_column_of_one_is_a_table_too(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", "comment\nvery good\nbad\n"))

    assert whole.columns == {"comment": ["very good", "bad"]}


@pytest.mark.parametrize(
    ("text", "has_header"),
    [
        ("id,score\n1,9\n2,7\n", True),
        ("1,9\n2,7\n", False),
        ("review,mood\ngood food,pos\nbad food,neg\nnice,pos\n", True),
        ("good food,pos\nbad food,neg\nnice,pos\nugly,neg\n", False),
        ("dana@example.org,yes\nbob@example.org,no\n", False),
        ("2024-01-01,3\n2024-01-02,4\n", False),
        ("region,2022,2023\nnorth,5,6\nsouth,7,8\n", True),
        ("How likely are you to recommend us to a friend or colleague of yours?,Why?\n9,\n3,late\n", True),
        ("id,name\n", True),
        ("T,x,t_x\n1,2,3\n", True),
    ],
)
def test_a_header_is_told_from_data(tmp_path: Path, text: str, has_header: bool) -> None:
    assert inspect_file(write(tmp_path / "a.csv", text)).header is has_header


def test_columns_without_a_header_are_numbered_and_this_is_said(tmp_path: Path) -> None:
    facts = inspect_file(write(tmp_path / "a.csv", "1,9\n2,7\n"))

    assert facts.columns == ("column_1", "column_2")
    assert any("Set header" in warning for warning in facts.warnings)


def test_blank_and_repeated_names_become_unique(tmp_path: Path) -> None:
    assert columns_of(write(tmp_path / "a.csv", "id,,score, score ,id\n1,2,3,4,5\n6,7,8,9,10\n"), header=True) == (
        "id",
        "column_2",
        "score",
        "score_2",
        "id_2",
    )


def test_names_that_are_given_are_not_looked_for_in_the_file(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", "1,9\n2,7\n"), header=("id", "score"))

    assert whole.columns == {"id": ["1", "2"], "score": ["9", "7"]}


def test_given_names_that_stand_in_the_file_are_no_row(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", "id,score\n2,7\n"), header=("id", "score"))

    assert whole.rows == [("2", "7")]


def test_titles_above_the_table_are_skipped_and_this_is_said(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Report of May\n\nid,score,text\n1,9,x\n2,7,y\n")

    whole = read_whole(path)

    assert whole.columns == {"id": ["1", "2"], "score": ["9", "7"], "text": ["x", "y"]}
    assert whole.numbers == [4, 5]
    assert any("skip_lines" in warning for warning in inspect_file(path).warnings)


def test_lines_are_skipped_when_told(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", "x,y\nid,score\n1,9\n"), skip_lines=1)

    assert whole.columns == {"id": ["1"], "score": ["9"]}


def test_the_three_heading_rows_of_qualtrics_are_no_data(tmp_path: Path) -> None:
    text = 'Q1,Q2\n"How likely, 0 to 10?",Why?\n"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n9,fast\n'
    path = write(tmp_path / "a.csv", text)

    whole = read_whole(path)

    assert whole.columns == {"Q1": ["9"], "Q2": ["fast"]}
    assert whole.numbers == [4]
    assert inspect_file(path).column_labels == {"Q1": "How likely, 0 to 10?", "Q2": "Why?"}


def test_row_names_of_r_get_a_column_of_their_own(tmp_path: Path) -> None:
    assert columns_of(write(tmp_path / "a.csv", '"id" "score"\n"1" "a" 9\n"2" "b" 7\n"3" "c" 5\n')) == ("row", "id", "score")


def test_a_header_longer_than_the_sample_is_seen_whole(tmp_path: Path) -> None:
    names = [f"question number {n} of a very long survey" for n in range(900)]

    whole = read_whole(write(tmp_path / "a.csv", ",".join(names) + "\n" + "9," * 899 + "8\n"), limits=Limits(sample_bytes=4096))

    assert tuple(whole.columns) == tuple(names)
    assert whole.rows == [("9",) * 899 + ("8",)]


def test_a_header_over_several_lines_is_one_header(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", '"Your\nscore",Why\n9,fast\n8,good\n'))

    assert whole.columns == {"Your score": ["9", "8"], "Why": ["fast", "good"]}
    assert whole.numbers == [3, 4]


def test_backslashes_before_quotes_are_understood(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", 'id,text\n1,"say \\"hi\\", now"\n2,"no"\n'))

    assert whole.columns["text"] == ['say "hi", now', "no"]


def test_apostrophes_quote_only_where_all_of_them_do(tmp_path: Path) -> None:
    quoted = read_whole(write(tmp_path / "a.csv", "id,text\n1,'a, b'\n2,'c'\n"))
    words = read_whole(write(tmp_path / "b.csv", "id,text\n1,'tis the season\n2,'70s'\n3,'best'\n"))

    assert quoted.columns["text"] == ["a, b", "c"]
    assert words.columns["text"] == ["'tis the season", "'70s'", "'best'"]


def test_backslashes_that_escape_nothing_stay(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", 'id,folder\n1,"C:\\data\\"\n2,"D:\\"\n'))

    assert whole.columns["folder"] == ["C:\\data\\", "D:\\"]


def test_spaces_before_a_quote_are_no_part_of_the_cell(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", 'id, text\n1, "a, b"\n2, "c"\n'))

    assert whole.columns == {"id": ["1", "2"], "text": ["a, b", "c"]}


def test_tabs_without_quoting_keep_their_quotes(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.tsv", 'id\ttext\n1\t"Best" food\n2\t"never again\n3\tfine\n'))

    assert whole.columns["text"] == ['"Best" food', '"never again', "fine"]


def test_line_ends_of_old_macs_end_lines(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.csv", "id,name\r1,a\r2,b"))

    assert whole.columns == {"id": ["1", "2"], "name": ["a", "b"]}
    assert whole.numbers == [2, 3]


def test_white_space_between_quoted_words_does_not_split_them(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.txt", 'id name n\n1 "Dana D" 5\n2 "Bob B" 6\n3 "Al A" 7\n'))

    assert whole.columns["name"] == ["Dana D", "Bob B", "Al A"]


def test_what_was_found_reads_the_file_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Report\n\nid;score;text\n1;9;'x; y'\n2;7;'z'\n")

    facts = inspect_file(path)

    assert inspect_file(path, facts.options).columns == facts.columns
    assert read_whole(path).rows == [("1", "9", "x; y"), ("2", "7", "z")]
