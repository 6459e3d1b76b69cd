"""What a row is known by: its own id, or a hash of its cells and how often it occurred before."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import msgspec
import numpy as np

from rapport.collect.sources.mapping.cells import Bad, Cell, shorten, text_of
from rapport.collect.sources.mapping.occurrences import OccurrenceCounter
from rapport.core.notice import Notice, Quoted

OWN_COLUMNS_PREFIX = "$"
ID_COLUMN = "$id"
"""A column that our own reject files carry: the identity that the row had, so that a corrected row keeps it."""

_LONGEST_ID = 900
LONGEST_SOURCE_ID = 1024
"""What `core.interaction` allows."""
_BETWEEN_CELLS = "\x1f"


class ContentIdentity:
    """Names rows by their cells. Identical rows count as many: the second is `hash#1`, the third `hash#2`.

    Importing the same file again gives the same names, and so does a file that has grown at its end. The order of the
    columns, and the file's name and packing, do not matter where rows name their own columns (JSON).
    """

    def __init__(self, columns: Sequence[str], *, is_open: bool) -> None:
        self._columns = [column for column in columns if not column.startswith(OWN_COLUMNS_PREFIX)]
        self._is_open = is_open
        self._counter = OccurrenceCounter()

    def names(self, columns: dict[str, list[Cell]], size: int) -> list[str]:
        """Return the name of every row of a batch."""
        texts = _objects(columns, size) if self._is_open else _joined([columns[name] for name in self._columns], size)
        digests = [blake2b(text, digest_size=16).digest() for text in texts]
        if not digests:
            return []
        keys = np.frombuffer(b"".join(digests), dtype="<u8")[::2]
        names = [digest.hex() for digest in digests]
        earlier = self._counter.count(keys)
        for place in np.flatnonzero(earlier):
            names[place] += f"#{earlier[place]}"
        return names


def _joined(columns: list[list[Cell]], size: int) -> list[bytes]:
    if not columns:
        return [b""] * size
    texts = [column if set(map(type, column)) == {str} else list(map(text_of, column)) for column in columns]
    return [text.encode("utf-8", "surrogatepass") for text in map(_BETWEEN_CELLS.join, zip(*texts))]


def _objects(columns: dict[str, list[Cell]], size: int) -> list[bytes]:
    names = [name for name in columns if not name.startswith(OWN_COLUMNS_PREFIX)]
    rows = zip(*(columns[name] for name in names)) if names else iter([()] * size)
    return [row_json(names, row).encode() for row in rows]


def row_json(names: Sequence[str], cells: Sequence[Cell]) -> str:
    """Write a row as a JSON object; cells that are not there are left out."""
    row: dict[str, Any] = {name: cell for name, cell in zip(names, cells) if cell is not None}
    try:
        return msgspec.json.encode(row, enc_hook=text_of, order="deterministic").decode()
    except UnicodeEncodeError:
        clean = {name: text_of(cell).encode("utf-8", "replace").decode() for name, cell in row.items()}
        return msgspec.json.encode(clean, order="deterministic").decode()


class GivenIdentity:
    """Checks the ids that a file gives its rows, and counts those that name two rows."""

    def __init__(self) -> None:
        self._counter = OccurrenceCounter()
        self.repeated = 0
        self.example = ""

    def names(self, values: list[Any]) -> list[Any]:
        """Return the ids, Bad where a row has none."""
        names = [_check_id(value) for value in values]
        keys = np.fromiter((hash(name) & 0xFFFFFFFFFFFFFFFF for name in names), dtype=np.uint64, count=len(names))
        again = np.flatnonzero(self._counter.count(keys))
        for name in (names[place] for place in again):
            if isinstance(name, str):
                self.repeated += 1
                self.example = self.example or name
        return names


def bounded(names: list[str]) -> list[str]:
    """Return names that are never too long: the end of a long one, which often is the text of a question, becomes a hash.

    Two that differ anywhere still do, and the same one is the same in every import.
    """
    if not names or max(map(len, names)) <= LONGEST_SOURCE_ID:
        return names
    return [name if len(name) <= LONGEST_SOURCE_ID else _with_hash(name) for name in names]


def _with_hash(name: str) -> str:
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{name[: LONGEST_SOURCE_ID - len(digest) - 1]}~{digest}"


_NO_ID = Bad(
    "missing_id",
    Notice("the row has no id. Give it one, or leave `id:` out of the mapping: rows are then known by their cells."),
)


def _check_id(value: Any) -> str | Bad:
    if value is None or type(value) is Bad:
        return value or _NO_ID
    text = text_of(value)
    if len(text) > _LONGEST_ID:
        return Bad(
            "too_long",
            Notice(
                "the id %(id)s has more than %(most)s characters. Leave `id:` out of the mapping.",
                id=Quoted(shorten(text)),
                most=str(_LONGEST_ID),
            ),
        )
    return text
