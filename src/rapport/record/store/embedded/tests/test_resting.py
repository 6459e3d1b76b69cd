"""A store that nobody uses gives back its memory."""

import threading
from pathlib import Path

import pytest

from rapport.core.errors import UserError
from rapport.record.store.embedded.engine import DuckDBStore
from rapport.record.store.embedded.resting import Rest
from rapport.record.store.tests.batches import SECRET


def test_a_rest_begins_once_after_the_last_use() -> None:
    begun = threading.Semaphore(0)
    rest = Rest(begun.release, after_s=0.05)

    for _ in range(3):
        rest.disturb()

    assert begun.acquire(timeout=5)
    assert not begun.acquire(timeout=0.2)
    rest.disturb()
    assert begun.acquire(timeout=5)


def test_after_the_end_no_rest_begins() -> None:
    begun = threading.Event()
    rest = Rest(begun.set, after_s=0.05)
    rest.disturb()

    rest.end()
    rest.disturb()

    assert not begun.wait(0.2)


def test_cached_blocks_are_forgotten_and_read_again(tmp_path: Path) -> None:
    store = DuckDBStore(tmp_path / "store.duckdb", secret=SECRET)
    with store._database.writing() as con:
        con.execute("CREATE TABLE wide AS SELECT hash(range) AS a, hash(range + 1) AS b FROM range(8_000_000)")
    store.query("CHECKPOINT")
    store.query("SELECT sum(a % 7), sum(b % 7) FROM wide")
    cached = "SELECT sum(memory_usage_bytes) FROM duckdb_memory()"
    before = store.query(cached).rows[0][0]

    store._database._forget_blocks()

    after = store.query(cached).rows[0][0]
    assert after < 70_000_000 < before  # type: ignore[operator]  # numbers of bytes
    assert store.query("SELECT count(a) FROM wide").rows == [(8_000_000,)]
    assert store.query("SELECT value FROM duckdb_settings() WHERE name = 'memory_limit'").rows == [("488.2 MiB",)]
    store.close()


def test_a_memory_limit_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_MEMORY_LIMIT", "lots")

    with pytest.raises(UserError, match="such as 512MB"):
        DuckDBStore(tmp_path / "store.duckdb", secret=SECRET)
