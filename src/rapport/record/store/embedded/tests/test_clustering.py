"""Rows that came since the last rewrite are put in order a run at a time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rapport.record.store.embedded.clustering import Tolerance, recluster
from rapport.record.store.embedded.engine import DuckDBStore
from rapport.record.store.embedded.state import read_state
from rapport.record.store.public import Move
from rapport.record.store.tests.batches import SECRET

TAIL = 5_000
SMALL = Tolerance(tail_rows=TAIL, since_rows=4 * TAIL)
SUMS = "SELECT count(*), count(DISTINCT id), sum(amount), sum(person_id * amount % 1000003) FROM interactions"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DuckDBStore]:
    store = DuckDBStore(tmp_path / "store.duckdb", secret=SECRET)
    yield store
    store.close()


def arrive(store: DuckDBStore, rows: int, *, people: int = 1000) -> None:
    """Let rows come in an order that has nothing to do with people."""
    with store._database.writing() as con:
        con.execute(
            """
            INSERT INTO interactions BY NAME
            SELECT uuid() AS id, person AS person_id, person AS identity_key, now()::TIMESTAMP AS occurred_at,
                now()::TIMESTAMP AS received_at, 's' AS "source", 'k' AS kind, n AS amount
            FROM (SELECT range AS n, hash(range) % $people AS person FROM range($rows))""",
            {"rows": rows, "people": people},
        )


def falls(store: DuckDBStore) -> object:
    """Count where a row's person comes before the person of the row above."""
    sql = "SELECT count(*) FROM (SELECT person_id < lag(person_id) OVER (ORDER BY rowid) AS falls FROM interactions) WHERE falls"
    return store.query(sql).rows[0][0]


def state(store: DuckDBStore) -> dict[str, int]:
    with store._database.reading() as cursor:
        return read_state(cursor)


def test_a_short_tail_is_left_alone(store: DuckDBStore) -> None:
    arrive(store, TAIL)

    assert not recluster(store._database, SMALL)
    assert not store.maybe_recluster()


def test_a_long_tail_becomes_a_run_in_order(store: DuckDBStore) -> None:
    arrive(store, TAIL + 1)
    before = store.query(SUMS)

    assert recluster(store._database, SMALL)

    assert store.query(SUMS) == before
    assert falls(store) == 0
    assert (state(store)["sorted_rows"], state(store)["runs"]) == (TAIL + 1, 1)
    assert not recluster(store._database, SMALL)


def test_the_next_tail_becomes_the_next_run(store: DuckDBStore) -> None:
    for _ in range(2):
        arrive(store, TAIL + 1)
        before = store.query(SUMS)
        assert recluster(store._database, SMALL)
        assert store.query(SUMS) == before

    assert falls(store) in (0, 1)
    assert state(store)["runs"] == 2


def test_many_runs_become_one(store: DuckDBStore) -> None:
    arrive(store, TAIL + 1)
    with store._database.writing() as con:
        con.execute("UPDATE state SET value = $runs WHERE name = 'runs'", {"runs": SMALL.runs})
    before = store.query(SUMS)

    assert recluster(store._database, SMALL)

    assert store.query(SUMS) == before
    assert (falls(store), state(store)["runs"]) == (0, 1)


def test_much_that_came_since_writes_the_file_anew(store: DuckDBStore) -> None:
    arrive(store, 4 * TAIL + 1)
    before = store.query(SUMS)

    assert recluster(store._database, SMALL)

    assert store.query(SUMS) == before
    assert falls(store) == 0
    assert (state(store)["clustered_rows"], state(store)["runs"]) == (4 * TAIL + 1, 0)


def test_many_moved_rows_write_the_file_anew(store: DuckDBStore) -> None:
    arrive(store, TAIL + 1, people=2)
    recluster(store._database, SMALL)

    moved = [store.apply_moves([Move(1, person)], moves_seq=person) for person in (2, 3, 4)]

    assert sum(moved) > TAIL
    assert state(store)["moved_rows"] == sum(moved)
    assert recluster(store._database, SMALL)
    assert (state(store)["moved_rows"], falls(store)) == (0, 0)


def test_rows_of_nobody_survive_every_order(store: DuckDBStore) -> None:
    arrive(store, TAIL + 1)
    with store._database.writing() as con:
        con.execute("UPDATE interactions SET person_id = NULL WHERE amount % 10 = 0")
    before = store.query(SUMS)

    recluster(store._database, SMALL)
    assert store.query(SUMS) == before
    store.compact()
    assert store.query(SUMS) == before
