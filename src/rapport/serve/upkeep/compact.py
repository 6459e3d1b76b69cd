"""Rewrites the files of a home, so that what was erased is gone from the disk."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TextIO

from rapport.core.home import Home


@dataclass(frozen=True, slots=True)
class Compacted:
    """A part that was rewritten, and its size in bytes before and after."""

    part: str
    before: int
    after: int


def compact_home(home: Home, slugs: list[str], *, progress: TextIO) -> list[Compacted]:
    """Rewrite the stores and spools of some workspaces, and the operational database. For the process that owns the home."""
    done = []
    for slug in slugs:
        files = home.workspace(slug)
        if files.spool.exists():
            done.append(_measured(f"spool of {slug}", files.spool, partial(_compact_spool, files.spool), progress))
        done.append(_measured(f"store of {slug}", files.store, partial(_compact_store, slug), progress))
    done.append(_measured("operational database", home.control_db, _compact_database, progress))
    _empty_log(home)
    return done


def _measured(part: str, path: Path, compact: Callable[[], None], progress: TextIO) -> Compacted:
    progress.write(f"Rewriting the {part} …\n")
    before = _size(path)
    compact()
    return Compacted(part, before, _size(path))


def _size(path: Path) -> int:
    """The size of a database with its log; 0 when it lies elsewhere."""
    files = (path, path.with_name(path.name + "-wal"), path.with_name(path.name + ".wal"))
    return sum(file.stat().st_size for file in files if file.exists())


def _compact_spool(path: Path) -> None:
    from rapport.spool.public import open_spool

    with open_spool(path) as spool:
        spool.compact()


def _compact_store(slug: str) -> None:
    from rapport.record.store.public import current_store

    current_store(slug).compact()


def _compact_database() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        # An ordinary VACUUM leaves the old bytes in their pages. FULL writes new files; it locks a table at a time.
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table)}")
        cursor.execute("CHECKPOINT")


def _empty_log(home: Home) -> None:
    with contextlib.suppress(FileNotFoundError), (home.path / "owner.log").open("r+b") as log:
        log.truncate(0)
