"""Puts a backup into a home."""

import os
import shutil
import tempfile
from pathlib import Path

from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.serve.upkeep.archive import Manifest, extract_archive
from rapport.serve.worker.public import OwnerLock, read_address

RESTORED = ("control.db", "secret_key", "workspaces")


def restore(source: Path, home: Home, *, force: bool = False) -> Manifest:
    """Put the files of a backup into a home, after verifying all of them.

    Raises
    ------
    UserError : the backup is damaged or is none; a process works in the home; or the home is not empty and not `force`.
    """
    if not source.is_file():
        raise UserError(f"There is no file {source}.")
    home.create()
    with OwnerLock(home) as lock:
        if not lock.take():
            address = read_address(home)
            who = f"Process {address.pid}" if address else "A process"
            raise UserError(f"{who} works in {home.path}. End it first.")
        if not force and _is_used(home):
            raise UserError(f"{home.path} is not empty. Give another with --home, or --force to replace what it holds.")
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=home.path) as name:
            new, old = Path(name, "new"), Path(name, "old")
            new.mkdir()
            old.mkdir()
            manifest = extract_archive(source, new)
            _refuse_other_database(manifest)
            _exchange(home.path, new, old)
    home.create()
    return manifest


def _is_used(home: Home) -> bool:
    workspaces = home.path / "workspaces"
    return home.control_db.exists() or any(workspaces.iterdir())


def _refuse_other_database(manifest: Manifest) -> None:
    is_elsewhere = bool(os.environ.get("DATABASE_URL"))
    if manifest.database == "sqlite" and is_elsewhere:
        raise UserError(
            "This backup holds its operational database as a file, and DATABASE_URL names another. Unset it to restore."
        )
    if manifest.database != "sqlite" and not is_elsewhere:
        raise UserError(
            "The operational database of this backup lies in PostgreSQL. Restore its pg_dump, set DATABASE_URL, then try again."
        )


def _exchange(home: Path, new: Path, old: Path) -> None:
    """Move what is there away and what was restored in: renames only, so that it takes no time."""
    for name in (*RESTORED, "control.db-wal", "control.db-shm"):
        if (home / name).exists():
            (home / name).rename(old / name)
    for name in RESTORED:
        if (new / name).exists():
            (new / name).rename(home / name)
    shutil.rmtree(old)
