"""The door of this package: look at a file, read a file."""

from collections.abc import Iterator
from pathlib import Path

from rapport.collect.sources.files.rows import BadRow, Cell, FileFacts, FileOptions, Limits, RowBatch

__all__ = ["BadRow", "Cell", "FileFacts", "FileOptions", "Limits", "RowBatch", "inspect_file", "read_file"]


def inspect_file(path: Path, options: FileOptions = FileOptions(), *, limits: Limits = Limits()) -> FileFacts:  # noqa: B008  # frozen
    """Look at the start of a file."""
    raise NotImplementedError


def read_file(
    path: Path,
    options: FileOptions = FileOptions(),  # noqa: B008  # frozen
    *,
    batch_rows: int = 20_000,
    limits: Limits = Limits(),  # noqa: B008  # frozen
) -> Iterator[RowBatch]:
    """Read a file as a stream of batches."""
    raise NotImplementedError
