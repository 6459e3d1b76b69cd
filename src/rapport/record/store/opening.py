"""Which engine holds a workspace's store, and the stores that are open in this process."""

import os
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rapport.core.errors import UserError
from rapport.core.home import WorkspaceHome, current_home
from rapport.record.store.protocol import Store

if TYPE_CHECKING:
    from rapport.accounts.public import Workspace

_open: dict[str, Store] = {}
_lock = threading.Lock()


def open_store(workspace: "Workspace", home: WorkspaceHome) -> Store:
    """Open the store of a workspace where `STORE_URL` says, or in the home.

    Parameters
    ----------
    workspace : gives the name and the key for hashes.
    home : gives the file for the embedded engine.

    Raises
    ------
    UserError : the URL is of no known form, the file is used by another process or cannot be written.
    PermanentError : the file is damaged.
    NoRoomError : the disk is full.
    """
    url = os.environ.get("STORE_URL", "")
    scheme = urlsplit(url).scheme
    if scheme in ("", "duckdb"):
        from rapport.record.store.embedded.engine import DuckDBStore

        return DuckDBStore(None if url.endswith(":memory:") else home.store, secret=workspace.secret)
    if scheme in ("clickhouse", "clickhouses", "chdb"):
        return _open_clickhouse(url, workspace)
    raise UserError(
        f"STORE_URL begins with {scheme}:, which is no known store. Leave it out, or write clickhouse://user:password@host:8123/prefix."
    )


def remove_store(workspace: "Workspace", home: WorkspaceHome) -> None:
    """Close the store of a workspace in this process, and delete all that is in it. For the owner process only."""
    with _lock:
        store = _open.pop(workspace.slug, None)
    if store is not None:
        store.close()
    url = os.environ.get("STORE_URL", "")
    if urlsplit(url).scheme in ("clickhouse", "clickhouses", "chdb"):
        from rapport.record.store.clickhouse.connection import address_of, drop_database

        drop_database(address_of(url, workspace.slug))
        return
    from rapport.record.store.embedded.files import remove_files

    remove_files(home.store)


def _open_clickhouse(url: str, workspace: "Workspace") -> Store:
    try:
        from rapport.record.store.clickhouse.connection import address_of
        from rapport.record.store.clickhouse.engine import ClickHouseStore
    except ImportError as error:
        raise UserError("STORE_URL needs the ClickHouse client. Install it: pip install 'rapport[clickhouse]'.") from error
    return ClickHouseStore(address_of(url, workspace.slug), secret=workspace.secret)


def current_store(slug: str) -> Store:
    """Return the open store of a workspace of the current home, opening it at first use. For the owner process only."""
    from rapport.accounts.public import get_workspace

    with _lock:
        if slug not in _open:
            _open[slug] = open_store(get_workspace(slug), current_home().workspace(slug))
        return _open[slug]


def close_all() -> None:
    """Close every store that `current_store` opened."""
    with _lock:
        stores = list(_open.values())
        _open.clear()
    for store in stores:
        store.close()
