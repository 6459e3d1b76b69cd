"""The file of rejected rows: the original columns and why, so that people can correct it and import it again."""

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from rapport.core.errors import UserError
from rapport.core.formulas import escape_formula
from rapport.core.notice import Notice
from rapport.spool.public import KeptReject, Reject

OWN_COLUMNS = ("$row", "$file", "$reason", "$detail")
"""Columns that begin with $ are ours: an import of the corrected file takes the identity from `$id` and leaves the others."""


def write_rejects(path: Path, read: Callable[[], Iterable[KeptReject]]) -> int:
    """Write rejects as CSV that only the user can read; return how many there are.

    Parameters
    ----------
    read : gives the rejects; called twice, first for the columns, since files may differ.
    """
    columns = dict.fromkeys(name for kept in read() for name in _cells(kept.reject))
    count = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(path, "w", encoding="utf-8", newline="", opener=_private) as file:  # Path.open has no opener
            writer = csv.DictWriter(file, [*columns, *OWN_COLUMNS], restval="", extrasaction="ignore")
            writer.writeheader()
            for row in _rows(read()):
                writer.writerow(row)
                count += 1
    except OSError as error:
        raise UserError(
            Notice(
                "The rejects cannot be written to %(path)s: %(why)s. They are kept all the same.",
                path=str(path),
                why=str(error.strerror),
            )
        ) from error
    return count


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _rows(rejects: Iterable[KeptReject]) -> Iterator[dict[str, str]]:
    for kept in rejects:
        reject = kept.reject
        own = (str(reject.row_number), reject.file, reject.reason, reject.detail)
        cells = {**_cells(reject), **dict(zip(OWN_COLUMNS, own))}
        # The cells are what strangers wrote; an import of the corrected file takes the sign off again.
        yield {name: escape_formula(value) for name, value in cells.items()}


def _cells(reject: Reject) -> dict[str, str]:
    row: dict[str, Any] = msgspec.json.decode(reject.row)
    return {name: value if isinstance(value, str) else msgspec.json.encode(value).decode() for name, value in row.items()}
