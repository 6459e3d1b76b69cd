"""The few numbers that a store file keeps about itself."""

from typing import Any

START = {"schema_version": 1, "moves_seq": 0, "clustered_rows": 0, "sorted_rows": 0, "runs": 0, "moved_rows": 0}
"""`clustered_rows` counts the base, `sorted_rows` the base and the runs, `moved_rows` the rows moved since the base was
written; see clustering."""


def read_state(con: Any) -> dict[str, int]:  # Any: duckdb has no types
    return START | dict(con.execute("SELECT name, value FROM state").fetchall())


def write_state(con: Any, *, table: str = "state", **values: int) -> None:
    for name, value in values.items():
        con.execute(f"UPDATE {table} SET value = $value WHERE name = $name", {"name": name, "value": value})
