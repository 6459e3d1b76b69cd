"""Rows gathered until they make a batch."""

from collections.abc import Iterator, Sequence

from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.rows import BadRow, Cell, RowBatch


class RowGatherer:
    """Gathers rows of a fixed set of columns.

    Parameters
    ----------
    columns : names; every row has as many cells.
    batch_rows : rows of a full batch.
    """

    def __init__(self, source: Input, columns: Sequence[str], batch_rows: int) -> None:
        self._source = source
        self._columns = columns
        self._batch_rows = batch_rows
        self._rows: list[Sequence[Cell]] = []
        self._numbers: list[int] = []
        self._weight = 0
        self.rejects: list[BadRow] = []
        self.warnings: list[str] = []

    def add(self, rows: Sequence[Sequence[Cell]], numbers: Sequence[int], *, weight: int) -> None:
        """Add rows; `weight` is about how many bytes they were."""
        self._rows.extend(rows)
        self._numbers.extend(numbers)
        self._weight += weight

    def full(self) -> Iterator[RowBatch]:
        """Give the batches that are full."""
        size = self._batch_rows
        while len(self._rows) >= size:
            yield self._batch(size)
        if self._weight >= self._source.limits.batch_bytes or len(self.rejects) >= size:
            yield self._batch(size)

    def rest(self) -> Iterator[RowBatch]:
        """Give what is left."""
        if self._rows or self.rejects or self.warnings:
            yield self._batch(self._batch_rows)

    def _batch(self, size: int) -> RowBatch:
        rows, self._rows = self._rows[:size], self._rows[size:]
        numbers, self._numbers = self._numbers[:size], self._numbers[size:]
        rejects, self.rejects = self.rejects, []
        warnings, self.warnings = self.warnings, []
        if not self._rows:
            self._weight = 0
        cells = [list(cells) for cells in zip(*rows)] if rows else [[] for _ in self._columns]
        return RowBatch(dict(zip(self._columns, cells)), numbers, rejects, self._source.position, warnings)
