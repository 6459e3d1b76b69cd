"""Records, which are objects with keys, to batches by column. The columns are those seen so far."""

from collections.abc import Iterable, Iterator
from typing import Any

from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.rows import BadRow, Cell, RowBatch
from rapport.core.notice import Notice

_DEEPEST = 8
OVERFLOW = "other_keys"
"""The column that holds, as an object, the keys of a file with too many different ones."""


def flatten(record: dict[str, Any]) -> dict[str, Cell]:
    """Return the record with `{"customer": {"email": …}}` as `customer.email`; lists stay lists."""
    if dict not in map(type, record.values()):
        return record
    flat: dict[str, Cell] = {}
    _flatten(record, "", flat, 0)
    return flat


def _flatten(record: dict[str, Any], prefix: str, flat: dict[str, Cell], depth: int) -> None:
    for key, value in record.items():
        if type(value) is dict and depth < _DEEPEST:
            _flatten(value, f"{prefix}{key}.", flat, depth + 1)
        else:
            flat[prefix + key] = value


class RecordGatherer:
    """Gathers flat records until they make a batch.

    Parameters
    ----------
    columns : names that every batch has. A key that is not among them becomes a column from its batch on.
    """

    def __init__(self, source: Input, columns: Iterable[str], batch_rows: int) -> None:
        self._source = source
        self._columns = dict.fromkeys(columns)
        self._batch_rows = batch_rows
        self._records: list[dict[str, Cell]] = []
        self._numbers: list[int] = []
        self._weight = 0
        self._late: dict[str, int] = {}
        self.rejects: list[BadRow] = []
        self.warnings: list[str] = []

    def add(self, record: dict[str, Cell], number: int, *, weight: int) -> None:
        """Add a record; `weight` is about how many bytes it was."""
        if not record.keys() <= self._columns.keys():
            record = self._admit_keys(record, number)
        self._records.append(record)
        self._numbers.append(number)
        self._weight += weight

    @property
    def is_full(self) -> bool:
        """Whether it is time to take a batch."""
        size = self._batch_rows
        return len(self._records) >= size or self._weight >= self._source.limits.batch_bytes or len(self.rejects) >= size

    def take(self) -> RowBatch:
        """Return what has been gathered, and begin anew."""
        columns = {name: [record.get(name) for record in self._records] for name in self._columns}
        batch = RowBatch(columns, self._numbers, self.rejects, self._source.position, self.warnings)
        self._records, self._numbers, self.rejects, self.warnings, self._weight = [], [], [], [], 0
        return batch

    def rest(self) -> Iterator[RowBatch]:
        """Give what is left."""
        if self._late:
            names = ", ".join(list(self._late)[:8])
            self.warnings.append(
                Notice(
                    "late_columns: %(keys)s keys first turn up late in the file (%(names)s; from record "
                    "%(record)s). They are columns from there on.",
                    keys=len(self._late),
                    names=names,
                    record=min(self._late.values()),
                )
            )
        if self._records or self.rejects or self.warnings:
            yield self.take()

    def _admit_keys(self, record: dict[str, Cell], number: int) -> dict[str, Cell]:
        overflow: dict[str, Any] = {}
        for key in record.keys() - self._columns.keys():
            if len(self._columns) < self._source.limits.columns:
                self._columns[key] = None
                self._late[key] = number
            else:
                overflow[key] = record[key]
        if not overflow:
            return record
        if OVERFLOW not in self._columns:
            self._columns[OVERFLOW] = None
            self.warnings.append(
                Notice(
                    "many_keys: the records have over %(most)s keys; the others are in %(column)s.",
                    most=self._source.limits.columns,
                    column=OVERFLOW,
                )
            )
        return {key: value for key, value in record.items() if key not in overflow} | {OVERFLOW: overflow}


def columns_of(records: Iterable[dict[str, Cell]], limit: int) -> tuple[str, ...]:
    """Return the keys of some records in the order in which they turn up."""
    seen: dict[str, None] = {}
    for record in records:
        for key in record:
            if len(seen) < limit:
                seen.setdefault(key)
    return tuple(seen)
