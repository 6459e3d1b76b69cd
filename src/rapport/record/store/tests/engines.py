"""Opens an empty store on each engine, for this package's tests and others'.

ClickHouse's engine runs in the process and takes one folder for its lifetime, so every test gets a database of its own in
the one folder of the process.
"""

import atexit
import itertools
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

from rapport.record.store.public import Store
from rapport.record.store.tests.batches import SECRET

ENGINES = ("duckdb", pytest.param("clickhouse", marks=pytest.mark.clickhouse))
"""Parameters for `pytest.mark.parametrize` or a fixture."""

_numbers = itertools.count()


def open_empty_store(engine: str, folder: Path, *, slug: str = "default") -> Store:
    """Return an empty store; DuckDB's file lies in the folder."""
    if engine == "duckdb":
        from rapport.record.store.embedded.engine import DuckDBStore

        return DuckDBStore(folder / slug / "store.duckdb", secret=SECRET)
    return open_clickhouse(f"t{next(_numbers)}", slug=slug)


def open_clickhouse(prefix: str, *, slug: str = "default") -> Store:
    """Return the store in the database `<prefix>_<slug>` of the process's folder."""
    pytest.importorskip("chdb", reason="ClickHouse's engine (chdb) is not installed")
    from rapport.record.store.clickhouse.connection import address_of
    from rapport.record.store.clickhouse.engine import ClickHouseStore

    return ClickHouseStore(address_of(f"chdb://{clickhouse_folder()}?prefix={prefix}", slug), secret=SECRET)


@cache
def clickhouse_folder() -> str:
    """Return the folder of this process's ClickHouse engine."""
    folder = tempfile.mkdtemp(prefix="rapport-chdb-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
