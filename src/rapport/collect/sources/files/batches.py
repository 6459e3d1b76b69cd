"""Rows gathered until they make a batch."""

from collections.abc import Iterator, Sequence

from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.rows import BadRow, Cell, RowBatch

_ROWS_HELD = 1_000


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
        self._cells: list[list[Cell]] = [[] for _ in columns]
        self._numbers: list[int] = []
        self._weight = 0
        self.rejects: list[BadRow] = []
        self.warnings: list[str] = []

    def add(self, rows: Sequence[Sequence[Cell]], numbers: Sequence[int], *, weight: int) -> None:
        """Add rows; `weight` is about how many bytes they were."""
        self._rows.extend(rows)
        self._numbers.extend(numbers)
        self._weight += weight
        # Rows become columns soon: the garbage collector looks at every list that lives, and there is one for each row.
        if len(self._rows) >= _ROWS_HELD:
            self._turn()

    def full(self) -> Iterator[RowBatch]:
        """Give the batches that are full."""
        while len(self._numbers) >= self._batch_rows:
            yield self._batch(self._batch_rows)
        if self._weight >= self._source.limits.batch_bytes or len(self.rejects) >= self._batch_rows:
            yield self._batch(len(self._numbers))

    def rest(self) -> Iterator[RowBatch]:
        """Give what is left."""
        if self._numbers or self.rejects or self.warnings:
            yield self._batch(len(self._numbers))

    def _turn(self) -> None:
        for column, cells in zip(self._cells, zip(*self._rows)):
            column.extend(cells)
        self._rows = []

    def _batch(self, size: int) -> RowBatch:
        self._turn()
        cells, self._cells = self._cells, [column[size:] for column in self._cells]
        numbers, self._numbers = self._numbers[:size], self._numbers[size:]
        for column in cells:
            del column[size:]
        rejects, self.rejects = self.rejects, []
        warnings, self.warnings = self.warnings, []
        self._weight = self._weight * len(self._numbers) // max(len(numbers) + len(self._numbers), 1)
        return RowBatch(dict(zip(self._columns, cells)), numbers, rejects, self._source.position, warnings)
