"""Looks for texts in all bytes of a folder, in every form in which a program may have written them."""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import duckdb

from rapport.core.home import Home


def find_in_bytes(folder: Path, texts: Iterable[str]) -> list[str]:
    """Return "file: form" for each form of each text that is found in the name or the bytes of a file, in any case."""
    wanted = {form: encoded for text in texts for form, encoded in _encoded_forms(text)}
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = str(path.relative_to(folder)).encode() + b"\n" + path.read_bytes()
        # bytes.lower() folds ASCII only; the other letters are folded before they are encoded.
        lowered = content.lower()
        found += [f"{path.relative_to(folder)}: {form}" for form, encoded in wanted.items() if any(e in lowered for e in encoded)]
    return found


def find_in_store(home: Home, texts: Iterable[str]) -> list[str]:
    """Return "column: value" for each cell of the store that holds a text: the file itself is compressed."""
    wanted = [encoded.decode() for text in texts for form, both in _encoded_forms(text) for encoded in both[:1] if form]
    found = []
    with duckdb.connect(home.workspace("default").store, read_only=True) as store:
        for (table,) in store.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            columns = [row[0] for row in store.execute(f"DESCRIBE {table}").fetchall()]
            for row in store.execute(f"SELECT * FROM {table}").fetchall():
                found += [
                    f"{table}.{column}: {cell}" for column, cell in zip(columns, row, strict=True) if _holds(str(cell), wanted)
                ]
    return found


def _holds(cell: str, wanted: list[str]) -> bool:
    lowered = cell.lower()
    return any(text in lowered for text in wanted)


def _encoded_forms(text: str) -> Iterator[tuple[str, tuple[bytes, ...]]]:
    """Yield each form, with its bytes in lower case: UTF-8 first, then UTF-16."""
    cases = {text, text.lower(), text.upper(), text.casefold()}
    written = {unicodedata.normalize(normal, case) for case in cases for normal in ("NFC", "NFD")}
    forms = set(written)
    for each in written:
        forms |= {quote(each), quote(each, safe=""), quote_plus(each), quote(quote(each, safe=""), safe="")}
        forms |= {json.dumps(each)[1:-1], json.dumps(each, ensure_ascii=False)[1:-1]}
    for form in forms:
        lowered = _lower_ascii(form)
        yield form, (lowered.encode(), lowered.encode("utf-16-le"), lowered.encode("utf-16-be"))


def _lower_ascii(text: str) -> str:
    return text.encode().lower().decode()
