"""A consistent copy of the files of a home, taken while work goes on.

What belongs together lies in several files, so their order makes the copy consistent. The spool comes first: what it had
handed over by then is in the store, and what it had not is copied with it and digested again, which changes nothing where it
was stored meanwhile. The operational database comes last: whoever a stored row belongs to is known in it, and merges that the
store has not followed yet wait in its log.
"""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from rapport.core.home import Home, WorkspaceHome
from rapport.serve.worker.public import TURNS

TRIES = 3


def copy_home(home: Home, folder: Path) -> None:
    """Copy a home into an empty folder. For the process that owns it, in its turn beside others.

    What lies elsewhere, in PostgreSQL or ClickHouse, is left out.
    """
    from rapport.accounts.public import list_workspaces

    slugs = [workspace.slug for workspace in list_workspaces() if home.workspace(workspace.slug).path.is_dir()]
    in_peace(lambda: _copy(home, slugs, folder), erased=lambda: _erased(slugs), again=lambda: _empty(folder))


def in_peace(copy: Callable[[], None], *, erased: Callable[[], object], again: Callable[[], None]) -> None:
    """Copy until nobody was erased meanwhile: else some file could still hold what another no longer knows of.

    Parameters
    ----------
    erased : changes with each erasure.
    again : makes room for the next try. After some tries all others wait.
    """
    for _ in range(TRIES):
        before = erased()
        copy()
        if erased() == before:
            return
        again()
    with TURNS.alone():
        copy()


def _erased(slugs: list[str]) -> list[int]:
    from rapport.record.store.public import current_store, version_of

    return [version_of(current_store(slug)).erased for slug in slugs]


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _copy(home: Home, slugs: list[str], folder: Path) -> None:
    from django.db import connection

    for slug in slugs:
        _copy_workspace(slug, home.workspace(slug), WorkspaceHome(folder / "workspaces" / slug))
    if (home.path / "secret_key").exists():
        shutil.copyfile(home.path / "secret_key", folder / "secret_key")
    if connection.vendor == "sqlite":
        _copy_sqlite(Path(str(connection.settings_dict["NAME"])), folder / "control.db")


def _copy_workspace(slug: str, source: WorkspaceHome, target: WorkspaceHome) -> None:
    from rapport.record.store.public import current_store
    from rapport.spool.public import open_spool

    target.path.mkdir(parents=True)
    if source.spool.exists():
        with open_spool(source.spool) as spool:
            spool.copy_to(target.spool)
    current_store(slug).copy_to(target.store)
    for have, want in ((source.rejects, target.rejects), (source.exports, target.exports)):
        if have.is_dir():
            want.mkdir()
            for file in (path for path in have.iterdir() if path.is_file()):
                with contextlib.suppress(FileNotFoundError):  # somebody deleted it just now
                    shutil.copyfile(file, want / file.name)


def _copy_sqlite(source: Path, target: Path) -> None:
    with contextlib.closing(sqlite3.connect(source)) as database, contextlib.closing(sqlite3.connect(target)) as copy:
        database.backup(copy)
