"""Opening the engine on a file."""

import os
import re
from pathlib import Path
from typing import Any

import duckdb

from rapport.core.errors import UserError
from rapport.record.store.embedded.files import new_file, prepare_folder, put_in_place, spill_of, wal_of
from rapport.record.store.embedded.tables import prepare_tables

DEFAULT_MEMORY_LIMIT = "512MB"
FILE_FORMAT = "v1.4.0"
"""The oldest DuckDB that can read new files. Its texts have one dictionary for each row group, compressed: beside the format
of 1.0, which is the default, questions take 5 to 40 % less and timelines a third less. A file gets it when it is compacted."""


def connect(path: Path | None) -> Any:  # Any: duckdb has no types
    """Return a connection to a file with all its tables, or to a store in memory."""
    if path is not None:
        prepare_folder(path)
        if not path.exists():
            _create(path)
    connection = _connect(path)
    try:
        prepare_tables(connection)
        if path is not None:
            _end_log(connection, wal_of(path))
    except BaseException:
        connection.close()
        raise
    return connection


def memory_limit() -> str:
    """Return how much memory the engine may use before it spills."""
    limit = os.environ.get("RAPPORT_MEMORY_LIMIT") or DEFAULT_MEMORY_LIMIT
    if not re.fullmatch(r"\d+(\.\d+)? ?[KMGT]i?B", limit):
        raise UserError(f"RAPPORT_MEMORY_LIMIT is {limit!r}. Write a size such as 512MB or 2GB.")
    return limit


def _create(path: Path) -> None:
    # Beside its place: DuckDB refuses a file that a crash left without its three headers.
    with duckdb.connect(str(new_file(path)), config={"storage_compatibility_version": FILE_FORMAT}) as connection:
        prepare_tables(connection)
    put_in_place(path)


def _end_log(connection: Any, log: Path) -> None:
    """Bring the log that a killed process left into the file.

    The engine keeps a log whose only transaction was cut off until something else is written: rows that nobody
    acknowledged would lie beside the file, and a rewrite would refuse to replace it.
    """
    if log.exists():
        # Nothing less counts: the engine passes over an update to an equal value.
        connection.execute("BEGIN; CREATE TABLE end_of_log (n INTEGER); DROP TABLE end_of_log; COMMIT")
        connection.execute("CHECKPOINT")


def _connect(path: Path | None) -> Any:
    settings: dict[str, Any] = {  # Any: as duckdb takes them
        "memory_limit": memory_limit(),
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
    }
    if path is not None:
        settings["temp_directory"] = str(spill_of(path))
    connection = duckdb.connect(path or ":memory:", config=settings)
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    return connection
