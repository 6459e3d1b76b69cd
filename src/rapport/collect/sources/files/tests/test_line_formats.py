from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from rapport.collect.sources.files.formats.access_log import COLUMNS, parse_line
from rapport.collect.sources.files.read import Limits, UnreadableFile, inspect_file
from rapport.collect.sources.files.tests.reading import read_whole, write

TIME = "10/Oct/2024:13:55:36 -0700"
COMBINED = f'192.0.2.7 - dana [{TIME}] "GET /cart?item=5 HTTP/1.1" 200 2326 "https://example.org/" "Mozilla/5.0 (X11)"'


def test_a_combined_line_becomes_typed_cells() -> None:
    assert dict(zip(COLUMNS, parse_line(COMBINED) or ())) == {
        "address": "192.0.2.7",
        "user": "dana",
        "time": datetime(2024, 10, 10, 13, 55, 36, tzinfo=timezone(timedelta(hours=-7))),
        "method": "GET",
        "path": "/cart?item=5",
        "protocol": "HTTP/1.1",
        "status": 200,
        "bytes": 2326,
        "referrer": "https://example.org/",
        "agent": "Mozilla/5.0 (X11)",
        "host": None,
        "more": None,
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('::1 - - [{T}] "GET / HTTP/1.0" 304 -', {"address": "::1", "bytes": None, "agent": None}),
        ('shop:443 192.0.2.7 - - [{T}] "GET / HTTP/2.0" 200 5 "-" "a"', {"host": "shop:443", "referrer": None}),
        ('192.0.2.7 - Dana D [{T}] "GET / HTTP/1.1" 200 5', {"user": "Dana D"}),
        ('192.0.2.7 - - [{T}] "\\x16\\x03\\x01" 400 226 "-" "-"', {"method": None, "path": "\\x16\\x03\\x01"}),
        ('192.0.2.7 - - [{T}] "-" 408 -', {"method": None, "path": None, "status": 408}),
        ('192.0.2.7 - - [{T}] "GET /a b HTTP/1.1" 200 5 "-" "say \\"x\\""', {"path": "/a b", "agent": 'say "x"'}),
        ('192.0.2.7 - - [2024-10-10T13:55:36+00:00] "GET / HTTP/1.1" 200 5 "-" "a" 0.012 "x"', {"more": '0.012 "x"'}),
    ],
)  # fmt: skip
def test_variants_of_the_format_are_read(line: str, expected: dict[str, object]) -> None:
    cells = dict(zip(COLUMNS, parse_line(line.replace("{T}", "10/Oct/2024:13:55:36 +0000")) or ()))

    assert {name: cells[name] for name in expected} == expected


@pytest.mark.parametrize(
    "line",
    [
        COMBINED[:60],
        COMBINED[:-1],
        COMBINED.replace("Oct", "Foo"),
        COMBINED.replace("10/Oct", "32/Oct"),
        COMBINED.replace("200", "twohundred"),
        "kernel: out of memory",
    ],
)
def test_other_lines_are_not_taken_for_visits(line: str) -> None:
    assert parse_line(line) is None


def test_a_log_is_known_by_its_lines_and_bad_lines_are_rejected(tmp_path: Path) -> None:
    path = write(tmp_path / "access", f"{COMBINED}\n{COMBINED[:70]}\n\n{COMBINED}\n")

    whole = read_whole(path)

    assert inspect_file(path).format == "log"
    assert whole.numbers == [1, 4]
    assert whole.reasons == [(2, "bad_log_line")]
    assert whole.columns["time"][0].astimezone(UTC).hour == 20


def test_a_pattern_names_the_columns(tmp_path: Path) -> None:
    path = write(tmp_path / "a.log", "2024-01-01 dana: hello\nnoise\n2024-01-02 bob: bye\n")

    whole = read_whole(path, pattern=r"(?P<day>\S+) (?P<who>\w+): (?P<text>.*)(?P<rest>never)?")

    assert whole.columns == {
        "day": ["2024-01-01", "2024-01-02"],
        "who": ["dana", "bob"],
        "text": ["hello", "bye"],
        "rest": [None, None],
    }
    assert whole.reasons == [(2, "no_match")]


@pytest.mark.parametrize(("pattern", "message"), [("(", "not a regular expression"), (r"(\w+)", "no named group")])
def test_a_useless_pattern_is_a_clear_error(tmp_path: Path, pattern: str, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        read_whole(write(tmp_path / "a.log", "x\n"), pattern=pattern)


def test_a_text_is_a_row_a_line(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "pos.txt", "great, really\n\n  \nok\nso so"))

    assert whole.columns == {"text": ["great, really", "ok", "so so"], "line": [1, 4, 5]}


def test_lines_end_at_line_feeds_only(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.txt", "one\u2028still one\x0band\x85on\r\ntwo\n"))

    assert whole.columns["text"] == ["one\u2028still one\x0band\x85on", "two"]


def test_long_lines_are_rejected(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.txt", "short\n" + "x" * 5000 + "\nlast"), limits=Limits(line_bytes=1000))

    assert whole.columns["text"] == ["short", "last"]
    assert whole.reasons == [(2, "line_too_long")]
