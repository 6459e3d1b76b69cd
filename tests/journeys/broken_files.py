"""Files that people really try to import, and that are broken, hostile, or no data at all. Each function writes one."""

import csv
import gzip
import io
import json
import os
import sqlite3
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import openpyxl

HEADER = "id,date,email,score,comment"


def rows(count: int, *, start: int = 0) -> str:
    """Answers of a small survey, a line each, without a header."""
    return "".join(
        f"{number},2026-01-{number % 28 + 1:02},guest{number}@example.com,{number % 11},fine {number}\n"
        for number in range(start, start + count)
    )


def answers(count: int = 50) -> str:
    return f"{HEADER}\n{rows(count)}"


def empty(path: Path) -> None:
    path.write_bytes(b"")


def only_a_header(path: Path) -> None:
    path.write_text(f"{HEADER}\n")


def only_blank_lines(path: Path) -> None:
    path.write_text("\n" * 500)


def truncated_gzip(path: Path) -> None:
    path.write_bytes(gzip.compress(answers(50_000).encode())[:-2000])


def gzip_with_a_flipped_byte(path: Path) -> None:
    packed = bytearray(gzip.compress(answers(20_000).encode()))
    packed[len(packed) // 2] ^= 0xFF
    path.write_bytes(packed)


def gzip_with_rubbish_after_it(path: Path) -> None:
    path.write_bytes(gzip.compress(answers(500).encode()) + b"rubbish" * 10)


def picture(path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + bytes(range(256)) * 3 for _ in range(256)))
    header = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE answers (id, email)")
        connection.executemany("INSERT INTO answers VALUES (?, ?)", [(n, f"guest{n}@example.com") for n in range(1000)])
    connection.close()


def program(path: Path) -> None:
    with Path(sys.executable).resolve().open("rb") as file:
        path.write_bytes(file.read(400_000))


def one_long_line(path: Path, *, megabytes: int) -> None:
    with path.open("wb") as file:
        for _ in range(megabytes):
            file.write(b"x" * 2**20)


def one_long_cell_among_good_rows(path: Path, *, megabytes: int) -> None:
    with path.open("w") as file:
        file.write(f"{HEADER}\n{rows(100)}")
        file.write("100,2026-01-05,guest100@example.com,4,")
        for _ in range(megabytes):
            file.write("y" * 2**20)
        file.write(f"\n{rows(100, start=101)}")


def mixed_encodings(path: Path) -> None:
    lines = [HEADER.encode()]
    for number in range(300):
        encoding = ("utf-8", "windows-1257", "utf-8")[number % 3]
        lines.append(f"{number},2026-01-05,guest{number}@example.com,{number % 11},Āda grib žāvētu ķiršu".encode(encoding))
    path.write_bytes(b"\n".join(lines) + b"\n")


def billion_laughs_workbook(path: Path) -> None:
    laugh = '<row><c t="inlineStr"><is><t>&lol9;</t></is></c></row>'
    _write_workbook(path, {"xl/worksheets/sheet1.xml": _sheet(laugh * 2, before=_laughs("worksheet"))})


def _laughs(root: str) -> str:
    """Declarations by which ten characters become three thousand million."""
    entities = "".join(f'<!ENTITY lol{level} "{f"&lol{level - 1};" * 10}">' for level in range(1, 10))
    return f'<!DOCTYPE {root} [<!ENTITY lol0 "lol">{entities}]>'


def workbook_bomb(path: Path) -> None:
    row = "<row>" + '<c t="inlineStr"><is><t>a</t></is></c>' * 50 + "</row>"
    _write_workbook(path, {"xl/worksheets/sheet1.xml": _sheet(row * 150_000)})


def truncated_workbook(path: Path) -> None:
    sheet = _sheet("".join(f"<row><c><v>{n}</v></c><c><v>{n}</v></c></row>" for n in range(20_000)))
    _write_workbook(path, {"xl/worksheets/sheet1.xml": sheet})
    path.write_bytes(path.read_bytes()[:-3000])


def _sheet(cells: str, *, before: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    )


def _write_workbook(path: Path, parts: dict[str, str]) -> None:
    """Write a workbook, with some of its parts replaced."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["text"])
    whole = io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as honest, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in honest.namelist():
            archive.writestr(name, parts.get(name) or honest.read(name))


def billion_laughs_event_log(path: Path) -> None:
    path.write_text(
        f'<?xml version="1.0"?>\n{_laughs("log")}\n<log><trace>'
        '<string key="concept:name" value="case 1"/><event><string key="concept:name" value="&lol9;"/>'
        '<date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event></trace></log>'
    )


def event_log_that_reads_a_secret(path: Path) -> None:
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE log [<!ENTITY secret SYSTEM "file:///etc/passwd">]>\n<log><trace>'
        '<string key="concept:name" value="case 1"/><event><string key="concept:name" value="a"/>'
        '<string key="stolen">&secret;</string>'
        '<date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event></trace></log>'
    )


def truncated_event_log(path: Path) -> None:
    event = '<event><string key="concept:name" value="open"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event>'
    traces = "".join(f'<trace><string key="concept:name" value="case {n}"/>{event}</trace>' for n in range(200))
    path.write_text(f'<?xml version="1.0"?>\n<log>{traces}'[:-40])


def zip_bomb(path: Path, *, gigabytes: int = 4) -> None:
    block = b"a" * 2**20
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("answers.csv", "w", force_zip64=True) as member,
    ):
        for _ in range(gigabytes * 1024):
            member.write(block)


def gzip_bomb(path: Path, *, gigabytes: int = 4) -> None:
    block = b"a" * 2**20
    with gzip.open(path, "wb") as file:
        for _ in range(gigabytes * 1024):
            file.write(block)


def zip_in_a_zip(path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("answers.csv", answers())
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())


def empty_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w"):
        pass


def zip_with_a_password(path: Path) -> None:
    """Set the flag of encryption; the reader has to notice before it tries."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("answers.csv", answers())
    packed = bytearray(path.read_bytes())
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(packed)


def folder(path: Path) -> None:
    path.mkdir()


def missing(path: Path) -> None:
    """Writes nothing."""


def nul_bytes(path: Path) -> None:
    path.write_bytes(answers(50).encode().replace(b"fine 7", b"fi\0ne 7") + b"\0" * 300)


def ten_thousand_columns(path: Path) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "date", "email", "score", *(f"question {n}" for n in range(9_996))])
        writer.writerows([n, "2026-01-05", f"guest{n}@example.com", n % 11, *([n % 5] * 9_996)] for n in range(20))


def duplicated_column_names(path: Path) -> None:
    path.write_text(
        "id,date,email,score,score,comment,comment\n"
        + "".join(f"{n},2026-01-05,guest{n}@example.com,{n % 11},{n % 6},yes,no\n" for n in range(50))
    )


def an_unclosed_quote(path: Path) -> None:
    path.write_text(f'{HEADER}\n{rows(100)}100,2026-01-05,guest100@example.com,4,"it was\n{rows(100, start=101)}')


def carriage_returns_only(path: Path) -> None:
    path.write_bytes(answers().replace("\n", "\r").encode())


def ragged_rows(path: Path) -> None:
    path.write_text(answers(100) + "100,2026-01-05\n" * 5 + "101,2026-01-05,guest101@example.com,4,fine,and,more,cells\n" * 5)


def only_broken_rows(path: Path) -> None:
    path.write_text(f"{HEADER}\n" + "".join(f"{n},soon,nobody,many,?\n" for n in range(50)))


def broken_json(path: Path) -> None:
    whole = json.dumps([{"id": n, "date": "2026-01-05", "email": f"guest{n}@example.com", "score": n % 11} for n in range(200)])
    path.write_text(whole[: len(whole) // 2])


def deep_json(path: Path) -> None:
    path.write_text("[" * 100_000 + "]" * 100_000)


def json_lines_with_bad_lines(path: Path) -> None:
    with path.open("w") as file:
        for n in range(200):
            file.write(json.dumps({"id": n, "date": "2026-01-05", "email": f"guest{n}@example.com", "score": n % 11}) + "\n")
            if n % 50 == 0:
                file.write('{"id": 12, "date": \n')


def broken_parquet(path: Path) -> None:
    path.write_bytes(b"PAR1" + b"\0" * 400 + b"PAR1")


def broken_sav(path: Path) -> None:
    path.write_bytes(b"$FL2@(#) SPSS DATA FILE" + b"\xff" * 400)


def a_pipe_that_says_nothing(path: Path) -> None:
    os.mkfifo(path)


def a_web_page(path: Path) -> None:
    path.write_text(
        "<!DOCTYPE html>\n<html><head><title>Log in</title></head><body>" + "<p>Please log in</p>\n" * 50 + "</body></html>"
    )


def a_letter(path: Path) -> None:
    path.write_text("Dear all,\n\nplease find the answers in the other file.\n\nKind regards\nDana\n")
