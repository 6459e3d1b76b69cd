"""Compacting clusters the rows and leaves no erased byte; readers go on meanwhile."""

import threading
from pathlib import Path

import duckdb
import pytest

from rapport.core.errors import RetryableError
from rapport.record.store.embedded.connecting import FILE_FORMAT
from rapport.record.store.embedded.engine import DuckDBStore
from rapport.record.store.embedded.tables import prepare_tables
from rapport.record.store.tests.batches import SECRET, batch_of, group_of, said

EMAIL = "dana.visitor@example.com"
PHONE = "+37061234567"


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file()).lower()


@pytest.fixture
def store(tmp_path: Path) -> DuckDBStore:
    return DuckDBStore(tmp_path / "store.duckdb", secret=SECRET)


def fill(store: DuckDBStore, groups: int = 3, rows: int = 2000) -> None:
    for seq in range(1, groups + 1):
        interactions = [
            said(f"{seq}-{n}", text=f"hello {n}", amount=1, traits={"mail": f"{n}@example.com"}, dimensions={"country": "LT"})
            for n in range(rows)
        ]
        store.append(group_of(batch_of(interactions, seq=seq, people=[n % 100 for n in range(rows)]), moves_seq=seq))


def test_no_byte_of_an_erased_person_is_left(store: DuckDBStore, tmp_path: Path) -> None:
    fill(store)
    theirs = said(EMAIL, text=f"{EMAIL} {PHONE}", url=f"https://x.test/{PHONE}", conversation_id=EMAIL, traits={"mail": EMAIL})
    others = said("other", text=f"ask {EMAIL}", properties={"tel": PHONE}, dimensions={"country": EMAIL})
    store.append(group_of(batch_of([theirs, others], seq=9, people=[1001, 1002])))
    fill_more = batch_of([said(f"more-{n}", text="x" * 200) for n in range(500)], seq=10)
    store.append(group_of(fill_more))
    store.query("CHECKPOINT")
    assert EMAIL.encode() in bytes_of(tmp_path)

    store.erase_person(1001, needles=[EMAIL, PHONE])
    store.compact()

    assert EMAIL.encode() not in bytes_of(tmp_path)
    assert PHONE.encode() not in bytes_of(tmp_path)
    assert store.query("SELECT count(*) FROM interactions").rows == [(6502,)]
    store.close()
    assert EMAIL.encode() not in bytes_of(tmp_path)


def test_a_file_of_an_older_format_gets_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    with duckdb.connect(str(path), config={"storage_compatibility_version": "v1.0.0"}) as con:
        prepare_tables(con)
    store = DuckDBStore(path, secret=SECRET)
    fill(store)
    before = store.query(_FORMAT).rows

    store.compact()

    assert (before, store.query(_FORMAT).rows) == ([("v1.0.0+",)], [(f"{FILE_FORMAT}+",)])
    assert store.query("SELECT count(*), count(DISTINCT text) FROM interactions").rows == [(6000, 2000)]
    store.close()
    DuckDBStore(tmp_path / "new.duckdb", secret=SECRET).close()
    with duckdb.connect(str(tmp_path / "new.duckdb")) as con:
        assert con.execute(_FORMAT).fetchall() == [(f"{FILE_FORMAT}+",)]


_FORMAT = "SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal"


def test_everything_is_as_before_and_in_order(store: DuckDBStore) -> None:
    fill(store)
    tables = {
        "interactions": "SELECT * FROM interactions ORDER BY id",
        "traits": "SELECT * FROM traits ORDER BY interaction_id",
        "applied": "SELECT * FROM applied ORDER BY seq",
    }
    before = {table: store.query(sql) for table, sql in tables.items()}

    store.compact()

    assert {table: store.query(sql) for table, sql in tables.items()} == before
    assert store.moves_seq() == 3
    assert store.query(
        "SELECT count(*) FROM (SELECT person_id < lag(person_id) OVER (ORDER BY rowid) AS falls FROM interactions) WHERE falls"
    ).rows == [(0,)]
    assert store.append(group_of(batch_of([said("1-1")], seq=20)))[0].duplicate == 1
    store.close()


def test_a_store_without_rows_can_be_compacted(store: DuckDBStore) -> None:
    store.compact()

    assert store.append(group_of(batch_of([said("a")])))[0].stored == 1
    store.close()


def test_readers_never_fail_and_never_see_less_while_it_runs(store: DuckDBStore) -> None:
    fill(store)
    done = threading.Event()
    problems: list[object] = []

    def read() -> None:
        while not done.is_set():
            rows = store.query("SELECT count(*), sum(amount) FROM interactions").rows
            if rows != [(6000, 6000)]:
                problems.append(rows)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(4):
        store.compact()
    done.set()
    for reader in readers:
        reader.join()

    assert problems == []
    store.close()


def test_closing_interrupts_what_runs(store: DuckDBStore) -> None:
    outcome: list[BaseException] = []

    def ask() -> None:
        try:
            store.query("SELECT count(*) FROM range(100000) a, range(100000) b WHERE a.range + b.range < 0")
        except RetryableError as error:
            outcome.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    while not store._database._busy:
        pass
    store.close()
    asking.join(timeout=10)

    assert len(outcome) == 1
    with pytest.raises(RetryableError, match="closed"):
        store.query("SELECT 1")
