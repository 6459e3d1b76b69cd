"""A store that is killed at any moment opens again and holds exactly what it said it holds."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rapport.record.store.embedded.engine import DuckDBStore
from rapport.record.store.embedded.tests.working_process import ROWS
from rapport.record.store.tests.batches import SECRET, batch_of, group_of, said

KILLS = 6


def run_and_kill(path: Path, start: int, does: str, after_s: float) -> int:
    """Run the working process, kill it so long after it opened, and return the last seq that it acknowledged."""
    command = [sys.executable, "-m", "rapport.record.store.embedded.tests.working_process", str(path), str(start), does]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(after_s)
        process.send_signal(signal.SIGKILL)
        said_done = [int(line) for line in process.stdout if line.strip().isdigit() and line.endswith("\n")]
    return max(said_done, default=start - 1)


@pytest.mark.parametrize("does", ["append", "compact"])
def test_what_was_acknowledged_is_there_once_and_nothing_by_halves(tmp_path: Path, does: str) -> None:
    path = tmp_path / "store.duckdb"
    chance = random.Random(does)
    acknowledged = 0
    for _ in range(KILLS):
        acknowledged = run_and_kill(path, acknowledged + 1, does, chance.uniform(0.05, 1.0))

        store = DuckDBStore(path, secret=SECRET)
        applied = store.applied()
        assert applied in (acknowledged, acknowledged + 1)
        rows = store.query("SELECT count(*), count(DISTINCT id), sum(amount) FROM interactions").rows
        traits = store.query("SELECT count(*) FROM traits").rows
        store.close()
        assert rows == [(applied * ROWS, applied * ROWS, applied * ROWS if applied else None)]
        assert traits == [(applied * ROWS,)]
        assert sorted(file.name for file in tmp_path.iterdir()) == ["store.duckdb"]
        acknowledged = applied
    assert acknowledged > 0


def test_a_group_that_was_cut_off_is_stored_by_its_second_delivery(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    acknowledged = run_and_kill(path, 1, "append", 0.3)
    store = DuckDBStore(path, secret=SECRET)

    for seq in range(max(acknowledged, 1), acknowledged + 2):  # it may be killed before its first group
        rows = [said(f"{seq}-{n}", amount=1) for n in range(ROWS)]
        store.append(group_of(batch_of(rows, seq=seq)))

    assert store.query("SELECT count(*) FROM interactions").rows == [((acknowledged + 1) * ROWS,)]
    store.close()


def test_a_log_that_was_cut_off_is_gone_once_the_store_is_open_and_does_not_stop_a_rewrite(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    run_and_kill(path, 1, "append", 1.0)
    log = path.with_name("store.duckdb.wal")
    with log.open("r+b") as file:
        file.truncate(600)  # the head of the log and a piece of its first transaction

    store = DuckDBStore(path, secret=SECRET)

    assert not log.exists()
    assert store.applied() == 0
    store.compact()
    store.append(group_of(batch_of([said("1", amount=1)], seq=1)))
    store.close()
    assert [file.name for file in tmp_path.iterdir()] == ["store.duckdb"]


def test_leftovers_of_a_crash_are_removed_when_the_store_opens(tmp_path: Path) -> None:
    DuckDBStore(tmp_path / "store.duckdb", secret=SECRET).close()
    (tmp_path / "store.duckdb.new").write_bytes(b"half a file with dana@example.com")
    (tmp_path / "store.duckdb.new.wal").write_bytes(b"half a log")
    (tmp_path / "store.spill").mkdir()
    (tmp_path / "store.spill" / "duckdb_temp_block-1.block").write_bytes(b"dana@example.com")

    DuckDBStore(tmp_path / "store.duckdb", secret=SECRET).close()

    assert [file.name for file in tmp_path.iterdir()] == ["store.duckdb"]
