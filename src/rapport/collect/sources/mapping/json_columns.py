"""JSON objects made by column: pieces of text for each distinct cell, joined row by row."""

from collections.abc import Mapping

import msgspec

from rapport.collect.sources.mapping.cells import Bad, Cell, Memo, Scalar, text_of


class JsonColumns:
    """Writes columns as JSON objects, one for each row; empty cells are left out."""

    def __init__(self) -> None:
        self._memos: dict[str, Memo] = {}

    def pieces(self, columns: Mapping[str, list[Cell]], size: int) -> list[str]:
        """Return the inside of the objects: ``"a":1,"b":"x"``, or an empty text."""
        written = [self._memo(name).of(cells) for name, cells in columns.items()]
        if not written:
            return [""] * size
        return [",".join(filter(None, row)) for row in zip(*written)]

    def objects(self, columns: Mapping[str, list[Cell]], size: int) -> list[str | None]:
        """Return the objects; None where nothing is in one."""
        return [f"{{{piece}}}" if piece else None for piece in self.pieces(columns, size)]

    def _memo(self, name: str) -> Memo:
        if name not in self._memos:
            self._memos[name] = Memo(_writer(name))
        return self._memos[name]


def _writer(name: str) -> Scalar:
    key = msgspec.json.encode(name).decode()

    def write(cell: Cell) -> str | None:
        if cell is None or type(cell) is Bad or (isinstance(cell, str) and not cell.strip()):
            return None
        return f"{key}:{to_json(cell)}"

    return write


def to_json(cell: Cell) -> str:
    """Write a cell as JSON; what JSON has no form for becomes text."""
    try:
        return msgspec.json.encode(cell, enc_hook=text_of).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode(text_of(cell).encode("utf-8", "replace").decode()).decode()
