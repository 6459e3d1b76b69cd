"""What goes wrong with a file is said with what to do, and the store works again afterwards."""

import os
import resource
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from rapport.core.errors import NoRoomError, PermanentError, UserError
from rapport.record.store.embedded.engine import DuckDBStore
from rapport.record.store.tests.batches import SECRET, batch_of, group_of, said

BIG = 40_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.duckdb"


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Let every write beyond that fail, as on a full disk. (Python ignores the signal that comes with it.)"""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def large_group(seq: int) -> list[object]:
    return [said(f"{seq}-{n}", text=os.urandom(60).hex()) for n in range(BIG)]


@pytest.mark.parametrize("room", [0, 100_000, 3_000_000])
def test_a_full_disk_loses_nothing_and_the_store_goes_on_when_there_is_room(path: Path, room: int) -> None:
    store = DuckDBStore(path, secret=SECRET)
    store.append(group_of(batch_of([said(f"1-{n}") for n in range(1000)], seq=1)))
    second = group_of(batch_of(large_group(2), seq=2))  # type: ignore[arg-type]  # interactions

    with files_no_larger_than(path.stat().st_size + room), pytest.raises(NoRoomError, match="disk is full"):
        store.append(second)

    assert store.query("SELECT count(*) FROM interactions").rows == [(1000,)]
    assert store.append(second)[0].stored == BIG
    assert store.query("SELECT count(*) FROM interactions").rows == [(1000 + BIG,)]
    store.close()


def test_a_full_disk_while_compacting_changes_nothing(path: Path) -> None:
    store = DuckDBStore(path, secret=SECRET)
    store.append(group_of(batch_of(large_group(1), seq=1)))  # type: ignore[arg-type]  # interactions
    store.query("CHECKPOINT")

    with files_no_larger_than(path.stat().st_size // 2), pytest.raises(NoRoomError, match="disk is full"):
        store.compact()

    assert store.query("SELECT count(*) FROM interactions").rows == [(BIG,)]
    assert not path.with_name("store.duckdb.new").exists()
    store.compact()
    assert store.query("SELECT count(*) FROM interactions").rows == [(BIG,)]
    store.close()


def test_a_file_that_another_process_uses_is_named_with_the_process(path: Path) -> None:
    hold = f"import duckdb, sys; c = duckdb.connect({str(path)!r}); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()

        with pytest.raises(UserError, match=f"Another process uses store.duckdb: .*{process.pid}"):
            DuckDBStore(path, secret=SECRET)

        process.communicate("")
    DuckDBStore(path, secret=SECRET).close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; run as another user to see this")
def test_a_read_only_home_says_so(path: Path) -> None:
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)

    with pytest.raises(UserError, match="cannot be written"):
        DuckDBStore(path, secret=SECRET)

    path.parent.chmod(stat.S_IRWXU)


@pytest.mark.parametrize("content", [b"", b"hello, this is no store at all" * 1000, b"\0" * 20_000])
def test_a_file_that_is_no_store_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    with pytest.raises(PermanentError, match="rapport restore"):
        DuckDBStore(path, secret=SECRET)
    assert path.read_bytes() == content


def test_a_damaged_file_says_to_restore_a_backup(path: Path) -> None:
    store = DuckDBStore(path, secret=SECRET)
    store.append(group_of(batch_of(large_group(1), seq=1)))  # type: ignore[arg-type]  # interactions
    store.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        for position in range(12_288, size, 4096):
            file.seek(position)
            file.write(b"\xff" * 512)

    with pytest.raises(PermanentError, match="rapport restore"):
        DuckDBStore(path, secret=SECRET).query("SELECT max(text), max(source_id), max(occurred_at) FROM interactions")


def test_a_store_of_a_newer_version_is_not_touched(path: Path) -> None:
    DuckDBStore(path, secret=SECRET).close()
    with duckdb.connect(str(path)) as con:
        con.execute("UPDATE state SET value = 99 WHERE name = 'schema_version'")

    with pytest.raises(UserError, match="newer Rapport"):
        DuckDBStore(path, secret=SECRET)


def test_a_store_of_an_older_version_gets_the_columns_it_lacks(path: Path) -> None:
    store = DuckDBStore(path, secret=SECRET)
    store.append(group_of(batch_of([said("a", url="https://example.com")], people=[1])))
    store.close()
    with duckdb.connect(str(path)) as con:
        con.execute("ALTER TABLE interactions DROP COLUMN weight")
        con.execute("DELETE FROM state WHERE name = 'moved_rows'")

    store = DuckDBStore(path, secret=SECRET)

    assert (store.timeline(1)[0].weight, store.timeline(1)[0].url) == (None, "https://example.com")
    assert store.append(group_of(batch_of([said("b", weight=0.5)], seq=2, people=[2])))[0].stored == 1
    assert store.timeline(2)[0].weight == 0.5
    store.close()
