"""What the tests of readers share: write a file, read it whole, and get the data of others."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from rapport.collect.sources.files.read import BadRow, FileOptions, Limits, inspect_file, read_file

SHARED_DATA = Path(os.environ.get("RAPPORT_SHARED_DATA", Path(__file__).parents[6].parent / "shared" / "data"))


@dataclass
class Whole:
    """All that a reader gave."""

    columns: dict[str, list[Any]] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    rejects: list[BadRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    bytes_read: int = 0

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        return list(zip(*self.columns.values()))

    @property
    def reasons(self) -> list[tuple[int, str]]:
        return [(bad.row_number, bad.reason) for bad in self.rejects]


def read_whole(path: Path, *, batch_rows: int = 20_000, limits: Limits | None = None, **options: Any) -> Whole:
    """Read a file, and check on the way what holds for every batch."""
    return gather(
        read_file(path, FileOptions(**options), batch_rows=batch_rows, limits=limits or Limits()), batch_rows=batch_rows
    )


def gather(batches: Any, *, batch_rows: int = 20_000, into: Whole | None = None) -> Whole:
    """Put batches together; `into` keeps what came before an error."""
    whole = into if into is not None else Whole()
    for batch in batches:
        assert all(len(cells) == len(batch.row_numbers) for cells in batch.columns.values())
        assert len(batch.row_numbers) <= batch_rows
        assert batch.bytes_read >= whole.bytes_read
        for name, cells in batch.columns.items():
            whole.columns.setdefault(name, [None] * len(whole.numbers)).extend(cells)
        whole.numbers += batch.row_numbers
        whole.rejects += batch.rejects
        whole.warnings += batch.warnings
        whole.bytes_read = batch.bytes_read
    assert whole.numbers == sorted(set(whole.numbers))
    return whole


def write(path: Path, content: str | bytes, *, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def columns_of(path: Path, **options: Any) -> tuple[str, ...]:
    return inspect_file(path, FileOptions(**options)).columns


def shared(name: str) -> Path:
    path = SHARED_DATA / name
    if not path.exists():
        pytest.skip(f"the shared data set {name} is not at {SHARED_DATA}; set RAPPORT_SHARED_DATA")
    return path
