"""What can go wrong with the disk is told to the one who must act, and nothing acknowledged is lost."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from rapport.core.errors import NoRoomError, PermanentError, RetryableError, UserError
from rapport.spool.embedded.spool import EmbeddedSpool
from rapport.spool.public import NewBatch, open_spool


def batch(size: int = 10) -> NewBatch:
    return NewBatch("import", "shop", "json", b"x" * size, 1)


def test_a_full_disk_says_what_to_do_and_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    with EmbeddedSpool(tmp_path / "spool.db") as spool:
        seqs = spool.append([batch()])
        with spool._connections.alone() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 2}")  # SQLite then answers as on a full disk

        with pytest.raises(NoRoomError, match=r"is full\. Free some space.*nothing that was acknowledged is lost"):
            spool.append([batch(), batch(10**6)])
        seqs += spool.append([batch()])

        assert [held.seq for held in spool.pending(after=0, limit_rows=10)] == seqs


def test_a_file_that_is_no_database_is_called_damaged_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    path.write_bytes(b"What is this? " * 1000)

    with pytest.raises(PermanentError, match=r"damaged.*rapport restore"):
        open_spool(path)

    assert path.read_bytes() == b"What is this? " * 1000


def test_a_page_that_was_overwritten_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    with open_spool(path) as spool:
        spool.append([batch(100_000) for _ in range(5)])
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(path.stat().st_size - 8192))

    with open_spool(path) as spool, pytest.raises(PermanentError, match="damaged"):
        spool.pending(after=0, limit_rows=10)


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text TEXT)")
    connection.close()

    with pytest.raises(PermanentError, match="another program"):
        open_spool(path)


def test_the_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    open_spool(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(PermanentError, match="newer version"):
        open_spool(path)


def test_a_folder_that_cannot_be_made_is_the_users_matter(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(UserError, match="Cannot make the folder"):
        open_spool(tmp_path / "file" / "spool.db")


def test_a_path_that_cannot_be_opened_is_the_users_matter(tmp_path: Path) -> None:
    (tmp_path / "spool.db").mkdir()

    with pytest.raises(UserError, match="cannot be written to"):
        open_spool(tmp_path / "spool.db")


APPEND_AS_SOMEBODY_WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from rapport.core.errors import UserError
from rapport.spool.embedded.spool import EmbeddedSpool
from rapport.spool.public import NewBatch
if os.geteuid() == 0:
    os.setuid(65534)
try:
    with EmbeddedSpool(Path(sys.argv[1])) as spool:
        spool.append([NewBatch("import", "shop", "json", b"[]", 0)])
except UserError as error:
    print(error)
"""


def test_a_read_only_home_is_the_users_matter() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        open_spool(home / "spool.db").close()
        (home / "spool.db").chmod(0o444)
        home.chmod(0o555)

        arguments = [sys.executable, "-c", APPEND_AS_SOMEBODY_WITHOUT_RIGHTS, str(home / "spool.db")]
        said = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout

    assert "cannot be written to" in said
    assert "--home" in said


def test_a_spool_that_others_hold_for_too_long_can_be_tried_again(tmp_path: Path) -> None:
    with EmbeddedSpool(tmp_path / "spool.db") as first, EmbeddedSpool(tmp_path / "spool.db", wait_s=0.05) as second:
        with first._connections.writing(), pytest.raises(RetryableError, match="busy"):
            second.append([batch()])

        assert second.append([batch()])
