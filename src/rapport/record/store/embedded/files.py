"""The files of a store: the database, its log, the new file beside it that a rewrite builds, rows spilled while sorting."""

import os
import shutil
from pathlib import Path


def new_file(path: Path) -> Path:
    """Return where a rewrite builds the new file."""
    return path.with_name(path.name + ".new")


def wal_of(path: Path) -> Path:
    """Return the write-ahead log of a file."""
    return path.with_name(path.name + ".wal")


def spill_of(path: Path) -> Path:
    """Return the folder into which the engine writes what does not fit into memory."""
    return path.with_name("store.spill")


def remove_unfinished(path: Path) -> None:
    """Remove what there is of a new file."""
    for leftover in (new_file(path), wal_of(new_file(path))):
        leftover.unlink(missing_ok=True)


def remove_files(path: Path) -> None:
    """Remove a store that nobody has open; nothing happens where there is none."""
    for file in (path, wal_of(path)):
        file.unlink(missing_ok=True)
    remove_unfinished(path)
    shutil.rmtree(spill_of(path), ignore_errors=True)


def prepare_folder(path: Path) -> None:
    """Make the folder, and remove what a crash left in it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    remove_unfinished(path)
    if spill_of(path).exists():
        shutil.rmtree(spill_of(path))


def put_in_place(path: Path) -> None:
    """Put the new file in the place of the old one, so that after a crash one of them is there, whole."""
    _sync(new_file(path))
    new_file(path).replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
