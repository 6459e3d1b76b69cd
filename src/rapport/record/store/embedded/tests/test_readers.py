"""Readers beside a writer see whole groups only, and never wait for it."""

import threading
import time
from pathlib import Path

from rapport.record.store.embedded.engine import DuckDBStore
from rapport.record.store.public import Move
from rapport.record.store.tests.batches import SECRET, batch_of, group_of, said

TOTALS = """
    SELECT (SELECT count(*) FROM interactions), (SELECT count(*) FROM traits),
        (SELECT coalesce(sum(stored), 0) FROM applied), (SELECT count(DISTINCT person_id) FROM interactions)"""
ROWS = 300
GROUPS = 25


def test_no_reader_ever_sees_half_a_group(tmp_path: Path) -> None:
    store = DuckDBStore(tmp_path / "store.duckdb", secret=SECRET)
    done = threading.Event()
    torn: list[object] = []
    looks = 0

    def read() -> None:
        nonlocal looks
        while not done.is_set():
            rows, traits, applied, people = store.query(TOTALS).rows[0]
            looks += 1
            if not rows == traits == applied or rows % ROWS or people not in (0, 1):  # type: ignore[operator]  # numbers, says the query
                torn.append((rows, traits, applied, people))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for seq in range(1, GROUPS + 1):
        # Every group gives all rows, old and new, to one new person.
        rows = [said(f"{seq}-{n}", traits={"n": n}, dimensions={f"x{seq}": "1"}) for n in range(ROWS)]
        batch = batch_of(rows, seq=seq, people=[seq] * ROWS, keys=[11] * ROWS)
        store.append(group_of(batch, moves=[Move(11, seq)], moves_seq=seq))
    done.set()
    for reader in readers:
        reader.join()

    assert torn == []
    assert looks > 3
    assert store.query("SELECT count(*) FROM interactions").rows == [(ROWS * GROUPS,)]
    store.close()


def test_a_reader_does_not_wait_for_an_open_transaction(tmp_path: Path) -> None:
    store = DuckDBStore(tmp_path / "store.duckdb", secret=SECRET)
    store.append(group_of(batch_of([said("a", text="before")])))

    with store._database.writing() as con:
        con.execute("UPDATE interactions SET text = 'after'")
        started = time.monotonic()
        seen = store.query("SELECT text FROM interactions").rows
        waited_s = time.monotonic() - started

    assert seen == [("before",)]
    assert waited_s < 2
    assert store.query("SELECT text FROM interactions").rows == [("after",)]
    store.close()
