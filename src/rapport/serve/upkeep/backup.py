"""Takes a backup of a whole home while work goes on."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rapport import __version__
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.serve.upkeep.archive import FORMAT, Manifest, describe_files, write_archive
from rapport.serve.upkeep.home_copy import copy_home


def back_up(home: Home, target: Path, *, force: bool = False) -> Manifest:
    """Write a backup of the home to a new file. For the process that owns the home.

    Others work on meanwhile; the digest waits for the seconds in which the store of its workspace is copied. Needs room
    beside `target` for an uncompressed copy.

    Raises
    ------
    UserError : the file exists already, or lies in the home.
    """
    _check_target(home, target, force=force)
    draft = target.with_name(target.name + ".partial")
    with _staging(target.parent) as folder:
        copy_home(home, folder)
        manifest = _describe(folder)
        try:
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
            write_archive(draft, folder, manifest)
            _sync(draft)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    return manifest


def _check_target(home: Home, target: Path, *, force: bool) -> None:
    if target.exists() and not force:
        raise UserError(f"{target} exists already. Give another name, or --force to replace it.")
    if not target.parent.is_dir():
        raise UserError(f"There is no folder {target.parent}. Make it first, or give another.")
    if home.path in (target.parent, *target.parent.parents):
        raise UserError(f"{target} lies in the home folder, which the backup is of. Give a place outside of {home.path}.")


@contextlib.contextmanager
def _staging(parent: Path) -> Iterator[Path]:
    """A folder beside the target, closed to others, that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=".rapport-backup-", dir=parent) as name:
        yield Path(name)


def _describe(folder: Path) -> Manifest:
    from django.db import connection

    not_included = []
    if connection.vendor == "postgresql":
        not_included.append(
            "The operational database lies in PostgreSQL. Save it right after this with: "
            'pg_dump --format=custom --file=rapport.pgdump "$DATABASE_URL"'
        )
    if os.environ.get("STORE_URL", "").startswith("clickhouse:"):
        not_included.append("The store lies in ClickHouse. Save its databases with ClickHouse's own BACKUP DATABASE.")
    return Manifest(
        format=FORMAT,
        rapport=__version__,
        created_at=f"{now():%Y-%m-%dT%H:%M:%SZ}",
        files=describe_files(folder),
        database=connection.vendor,
        not_included=not_included,
    )


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
