"""A copy is of one moment, whatever goes on meanwhile."""

import threading
from pathlib import Path

import duckdb
import pytest

from rapport.core.errors import UserError
from rapport.record.store.embedded.engine import DuckDBStore
from rapport.record.store.tests.batches import SECRET, batch_of, group_of, said

ROWS = 500


@pytest.fixture
def store(tmp_path: Path) -> DuckDBStore:
    return DuckDBStore(tmp_path / "home" / "store.duckdb", secret=SECRET)


def append(store: DuckDBStore, seq: int) -> None:
    rows = [said(f"{seq}-{n}", traits={"plan": "pro"}) for n in range(ROWS)]
    store.append(group_of(batch_of(rows, seq=seq, people=list(range(ROWS)))))


def test_a_copy_opens_as_a_store_with_the_same_content(store: DuckDBStore, tmp_path: Path) -> None:
    append(store, 1)

    assert store.copy_to(tmp_path / "copy.duckdb")
    append(store, 2)

    copy = DuckDBStore(tmp_path / "copy.duckdb", secret=SECRET)
    assert (copy.applied(), copy.check().interactions, len(copy.traits_of(1))) == (1, ROWS, 1)
    assert copy.check().is_whole
    copy.close()
    assert store.check().interactions == 2 * ROWS
    store.close()


def test_what_is_only_in_the_log_is_copied_too(store: DuckDBStore, tmp_path: Path) -> None:
    append(store, 1)
    # Somebody who changes something elsewhere in the file keeps the log from being taken up.
    with store._database.reading() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("CREATE TEMP TABLE held AS SELECT * FROM interactions")
        cursor.execute("CREATE TABLE other (x INTEGER)")

        store.copy_to(tmp_path / "copy.duckdb")
        cursor.execute("ROLLBACK")

    assert (tmp_path / "copy.duckdb.wal").stat().st_size
    copy = DuckDBStore(tmp_path / "copy.duckdb", secret=SECRET)
    assert copy.check().interactions == ROWS
    copy.close()
    store.close()


def test_readers_go_on_and_a_writer_comes_before_or_after(store: DuckDBStore, tmp_path: Path) -> None:
    append(store, 1)
    is_over = threading.Event()
    counted: list[int] = []

    def write() -> None:
        for seq in range(2, 30):
            append(store, seq)
        is_over.set()

    def read() -> None:
        while not is_over.is_set():
            counted.append(store.check().interactions)

    threads = [threading.Thread(target=write), threading.Thread(target=read)]
    for thread in threads:
        thread.start()
    copies = 0
    while not is_over.is_set():
        store.copy_to(tmp_path / f"copy-{copies}.duckdb")
        copies += 1
    for thread in threads:
        thread.join()

    for number in range(copies):
        copy = DuckDBStore(tmp_path / f"copy-{number}.duckdb", secret=SECRET)
        # Batches are there as a whole, with the note that they are.
        assert copy.check().interactions == ROWS * copy.applied()
        copy.close()
    assert counted == sorted(counted)
    assert copies > 1
    store.close()


def test_a_file_that_is_there_is_not_replaced(store: DuckDBStore, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")

    with pytest.raises(UserError, match="exists already"):
        store.copy_to(tmp_path / "mine")

    assert (tmp_path / "mine").read_text() == "mine"
    store.close()


def test_in_memory_there_is_nothing_to_copy(tmp_path: Path) -> None:
    store = DuckDBStore(None, secret=SECRET)

    assert not store.copy_to(tmp_path / "copy.duckdb")
    assert not (tmp_path / "copy.duckdb").exists()
    store.close()


def test_a_copy_is_one_that_the_engine_takes_for_whole(store: DuckDBStore, tmp_path: Path) -> None:
    append(store, 1)
    store.compact()
    store.copy_to(tmp_path / "copy.duckdb")
    store.close()

    with duckdb.connect(str(tmp_path / "copy.duckdb"), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM interactions").fetchall() == [(ROWS,)]
