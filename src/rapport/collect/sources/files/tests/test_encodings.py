from pathlib import Path

import pytest

from rapport.collect.sources.files.encodings.detect import detect_encoding
from rapport.collect.sources.files.read import FileOptions, UnreadableFile, inspect_file
from rapport.collect.sources.files.tests.reading import read_whole, write
from rapport.collect.sources.files.tests.texts import TEXTS

LINES = [(name, encoding, line) for name, (encoding, text) in TEXTS.items() for line in text.split("\n")]


@pytest.mark.parametrize(("encoding", "text"), TEXTS.values(), ids=list(TEXTS))
def test_a_file_of_a_few_lines_is_read_as_it_was_written(tmp_path: Path, encoding: str, text: str) -> None:
    lines = text.split("\n")
    content = "id;text\n" + "".join(f"{number};{line}\n" for number, line in enumerate(lines))

    whole = read_whole(write(tmp_path / "a.csv", content, encoding=encoding))

    assert whole.columns["text"] == lines
    assert whole.warnings == []


@pytest.mark.parametrize(("name", "encoding", "line"), LINES, ids=[f"{name} {line[:12]}" for name, _, line in LINES])
def test_one_line_is_enough(name: str, encoding: str, line: str) -> None:
    guess = detect_encoding(line.encode(encoding))

    assert line.encode(encoding).decode(guess.encoding) == line


@pytest.mark.parametrize(("encoding", "text"), TEXTS.values(), ids=list(TEXTS))
@pytest.mark.parametrize("wide", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "utf-8"])
def test_unicode_with_and_without_mark_is_read(tmp_path: Path, encoding: str, text: str, wide: str) -> None:
    content = "id;text\r\n" + "".join(f"{number};{line}\r\n" for number, line in enumerate(text.split("\n")))

    whole = read_whole(write(tmp_path / "a.csv", content, encoding=wide))

    assert whole.columns["text"] == text.split("\n")


@pytest.mark.parametrize(("encoding", "rival"), [("windows-1257", "windows-1252"), ("windows-1252", "windows-1257")])
def test_a_close_call_says_what_was_chosen_and_how_to_set_another(encoding: str, rival: str) -> None:
    letters = {"windows-1257": "taču", "windows-1252": "Ça va"}[encoding]

    guess = detect_encoding(f"id,text\n1,{letters}\n".encode(encoding))

    assert guess.warning is not None
    assert "Set encoding" in guess.warning
    assert rival in guess.warning or encoding in guess.warning


def test_the_encoding_that_is_told_is_used(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"id,text\n1,\xe0\xe8\n")

    assert read_whole(path, encoding="windows-1257").columns["text"] == ["ąč"]
    assert read_whole(path, encoding="windows-1251").columns["text"] == ["аи"]


def test_an_unknown_encoding_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no encoding called 'klingon'"):
        inspect_file(write(tmp_path / "a.csv", "id\n1\n"), FileOptions(encoding="klingon"))


def test_a_stray_line_late_in_a_utf8_file_is_read_and_reported(tmp_path: Path) -> None:
    good = "".join(f"{n},très bien\n" for n in range(60_000))
    content = ("id,text\n" + good).encode() + "60000,déçu\n".encode("windows-1252") + "60001,ravi – merci\n".encode()

    whole = read_whole(write(tmp_path / "a.csv", content))

    assert whole.columns["text"][-3:] == ["très bien", "déçu", "ravi – merci"]
    assert whole.rejects == []
    [warning] = whole.warnings
    assert warning.startswith(
        "mixed_encoding: 1 lines (the first is line 60002) are not in utf-8; they were read as windows-1252"
    )


def test_a_stray_line_at_the_start_does_not_make_the_file_another_encoding(tmp_path: Path) -> None:
    content = b"id,text\n1," + "déçu".encode("windows-1252") + "\n2,très bien\n3,ça va\n4,été\n".encode()

    whole = read_whole(write(tmp_path / "a.csv", content))

    assert whole.columns["text"] == ["déçu", "très bien", "ça va", "été"]


def test_utf8_lines_in_a_single_byte_file_are_read_and_reported(tmp_path: Path) -> None:
    baltic = "".join(f"{n},labai ačiū už prekę\n" for n in range(50)).encode("windows-1257")
    content = b"id,text\n" + baltic + "50,žalia\n".encode()

    whole = read_whole(write(tmp_path / "a.csv", content))

    assert whole.columns["text"][0] == "labai ačiū už prekę"
    assert whole.columns["text"][-1] == "žalia"
    assert any("line 52" in warning and "utf-8" in warning for warning in whole.warnings)


def test_thai_words_that_happen_to_be_utf8_stay_thai(tmp_path: Path) -> None:
    lines = ["แดง", "ราคาแพงมาก ไม่ซื้ออีก", "ส่งช้า พนักงานไม่สุภาพเลย", "เปน"]
    content = "".join(f"{line}\n" for line in lines)

    assert read_whole(write(tmp_path / "a.txt", content, encoding="cp874")).columns["text"] == lines


def test_a_file_whose_first_letters_come_late_is_read_in_their_encoding(tmp_path: Path) -> None:
    ascii_part = "".join(f"{n},fine\n" for n in range(60_000))
    content = ("id,text\n" + ascii_part).encode() + "60000,šilta žiema ačiū\n".encode("windows-1257")

    whole = read_whole(write(tmp_path / "a.csv", content))

    assert whole.columns["text"][-1] == "šilta žiema ačiū"
    assert any(warning.startswith("late_encoding") and "windows-1257" in warning for warning in whole.warnings)


def test_bytes_that_are_no_text_stay_visible(tmp_path: Path) -> None:
    good = "".join(f"{n},酒店很干净，服务员态度也不错\n" for n in range(30)).encode("gb18030")
    content = b"id,text\n" + good + b"30,\xff\xff\n"

    whole = read_whole(write(tmp_path / "a.csv", content))

    assert whole.columns["text"][0] == "酒店很干净，服务员态度也不错"
    assert len(whole.rows) == 31
    assert whole.warnings


def test_japanese_mail_encoding_is_known_by_its_escapes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'id,text\n1,"早い、良い"\n2,残念\n', encoding="iso2022_jp")

    assert read_whole(path).columns["text"] == ["早い、良い", "残念"]


def test_letters_that_no_profile_knows_are_left_to_charset_normalizer_with_a_warning() -> None:
    guess = detect_encoding(bytes(range(0x80, 0xA0)) * 20 + b"\n")

    assert guess.warning is not None
