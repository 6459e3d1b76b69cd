"""Showing an Arrow table to SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa


@contextmanager
def registered(con: Any, name: str, table: pa.Table) -> Iterator[None]:  # Any: duckdb has no types
    """Make a table visible under a name while the block runs."""
    con.register(name, table)
    try:
        yield
    finally:
        con.unregister(name)
