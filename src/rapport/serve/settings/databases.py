"""Which operational database to use, and how it is opened."""

import os
from typing import Any

import dj_database_url

from rapport.core.errors import UserError
from rapport.core.home import Home

# Any: Django's own type of a database entry is dict[str, Any].
DatabaseEntry = dict[str, Any]

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # FULL: the store must never hold people that a power cut took out of the operational database.
    "PRAGMA synchronous=FULL",
    # Erased identifiers are overwritten at once, not only when their page is used again.
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32000",
    "PRAGMA journal_size_limit=16777216",
)
LOCK_TIMEOUT_S = 30


def operational_database(home: Home) -> DatabaseEntry:
    """Return Django's entry for the database that `DATABASE_URL` names, or for the file in the home."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return _sqlite(str(home.control_db))
    try:
        entry = dict(dj_database_url.parse(url, conn_health_checks=True))
    except ValueError as error:
        raise UserError(f"DATABASE_URL cannot be read: {error} Write it as postgresql://USER:PASSWORD@HOST:PORT/NAME.") from error
    if entry["ENGINE"] == "django.db.backends.sqlite3":
        return _sqlite(str(entry["NAME"]))
    if entry["ENGINE"] != "django.db.backends.postgresql":
        raise UserError("DATABASE_URL must name a PostgreSQL or SQLite database: postgresql://USER:PASSWORD@HOST:PORT/NAME.")
    # The owner keeps its connections; commands end before the limit matters.
    entry["CONN_MAX_AGE"] = None
    return entry


def _sqlite(path: str) -> DatabaseEntry:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # IMMEDIATE: a transaction that reads and then writes would fail at once instead of waiting for its turn.
            "transaction_mode": "IMMEDIATE",
            "timeout": LOCK_TIMEOUT_S,
            "init_command": ";".join(SQLITE_PRAGMAS),
        },
    }
