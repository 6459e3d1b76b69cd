"""A copy of a store file while it is in use."""

import shutil
from contextlib import suppress
from pathlib import Path

import duckdb

from rapport.core.errors import UserError
from rapport.record.store.embedded.database import Database
from rapport.record.store.embedded.failures import explained
from rapport.record.store.embedded.files import wal_of


def copy_file(database: Database, target: Path) -> bool:
    """Copy the file and its log while nobody writes; return whether there is a file.

    Bytes of the file only change when something is written, so readers go on. Copying rows to a new file instead would let
    the writer go on as well, and take twenty times as long.
    """
    source = database.path
    if source is None:
        return False
    if target.exists():
        raise UserError(f"{target} exists already. Give the name of a new file.")
    with database.held() as con, explained(target):
        with suppress(duckdb.TransactionException):  # else what is in the log is copied with the log
            con.execute("CHECKPOINT")
        for have, want in ((source, target), (wal_of(source), wal_of(target))):
            if have.exists():
                shutil.copyfile(have, want)
    return True
