"""A frame: the rows that a rule works on, by column, with the names that only we know (`$row`, `$file`…)."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Protocol

from rapport.collect.sources.mapping.cells import Cell, dig, paths_into

PSEUDO_COLUMNS = {
    "$row": "number of the row in its file",
    "$file": "name of the file, without .gz",
    "$id": "identity of the row",
    "$hash": "hash of the row's cells, with #1, #2… for further identical rows",
    "$now": "time of the import",
    "$column": "name of the column at hand, in a rule with for_each",
    "$value": "cell of the column at hand, in a rule with for_each",
    "$item": "element at hand, in a rule with each ($item.sku looks inside)",
    "$index": "number of the element or repetition at hand, from 1, in a rule with each or repeat",
}
"""Names that every mapping can use beside the file's columns."""


class RowGetter(Protocol):
    """Gives one value for every row of a frame."""

    @property
    def run(self) -> "Callable[[Frame], list[Any]]": ...


class Frame:
    """Rows by column. `places` are the numbers (from 0) that its rows have in the batch they come from; `picked` are those
    that they have in the parent."""

    def __init__(
        self,
        columns: dict[str, list[Cell]],
        size: int,
        *,
        parent: "Frame | None" = None,
        places: list[int] | None = None,
        picked: list[int] | None = None,
    ) -> None:
        self._columns = columns
        self._parent = parent
        self._picked = picked or []
        self._values: dict[int, list[Any]] = {}
        self._arrays: dict[int, Any] = {}
        self.size = size
        self.places: Sequence[int] = range(size) if places is None else places

    def column(self, name: str) -> list[Cell]:
        """Return the cells of a column; all None where the batch has none of that name."""
        cells = self._columns.get(name)
        if cells is None:
            cells = self._columns[name] = self._find(name)
        return cells

    def has(self, name: str) -> bool:
        return name in self._columns or (self._parent is not None and self._parent.has(name))

    def put(self, name: str, cells: list[Cell]) -> None:
        """Add a column that only this frame and those picked from it have."""
        self._columns[name] = cells

    def pick(self, rows: list[int]) -> "Frame":
        """Return a frame of some of these rows, in that order, each as often as asked for."""
        if len(rows) == self.size and rows == list(range(self.size)):
            return self
        return Frame({}, len(rows), parent=self, places=[self.places[row] for row in rows], picked=rows)

    def values(self, getter: "RowGetter") -> list[Any]:
        """Return what a getter gives for these rows; asked again, by another rule that shares it, the same list."""
        if id(getter) not in self._values:
            self._values[id(getter)] = getter.run(self)
        return self._values[id(getter)]

    def array(self, getter: "RowGetter", make: Callable[[list[Any]], Any]) -> Any:
        """Return the values of a getter as an array, made once."""
        if id(getter) not in self._arrays:
            self._arrays[id(getter)] = make(self.values(getter))
        return self._arrays[id(getter)]

    def _find(self, name: str) -> list[Cell]:
        if not self.has(name):
            for column, path in paths_into(self._known(), name):
                return [dig(cell, path) for cell in self.column(column)]
        if self._parent is None:
            return [None] * self.size
        cells = self._parent.column(name)
        return list(itemgetter(*self._picked)(cells)) if self.size > 1 else [cells[row] for row in self._picked]

    def _known(self) -> set[str]:
        return set(self._columns) | (self._parent._known() if self._parent else set())
