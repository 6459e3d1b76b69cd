"""The way to ClickHouse: a server over HTTP, or its engine in this process for tests (chdb); the client is the same."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from rapport.core.errors import UserError
from rapport.record.store.clickhouse.failures import explained

_SETTINGS = {
    "join_use_nulls": 1,
    "cast_keep_nullable": 1,
    "session_timezone": "UTC",
    "mutations_sync": 2,
    # A group becomes visible at once only when it is one part: one block, squashed from whatever the client sends.
    "max_insert_block_size": 100_000_000,
    "min_insert_block_size_rows": 100_000_000,
    "min_insert_block_size_bytes": 0,
    "max_insert_threads": 1,
    "async_insert": 0,
    # A segment's IN (subquery) stays on the shard that holds its people.
    "distributed_product_mode": "local",
    "input_format_null_as_default": 0,
    # A log of statements would keep the identifiers that an erasure looks for.
    "log_queries": 0,
    "max_query_size": 16_000_000,
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a workspace's database is."""

    database: str
    options: dict[str, Any]  # Any: keyword arguments of clickhouse_connect


def address_of(url: str, slug: str) -> Address:
    """Read `clickhouse://user:password@host:port/prefix?secure=1` or `chdb:///folder?prefix=name`."""
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if parts.scheme == "chdb":
        return Address(_database(query.get("prefix", ""), slug), {"interface": "chdb", "path": unquote(parts.path)})
    if not parts.hostname:
        raise UserError("STORE_URL names no host. Write clickhouse://user:password@host:8123/prefix.")
    options = {
        "host": parts.hostname,
        "port": parts.port or (8443 if "secure" in query else 8123),
        "username": unquote(parts.username or "default"),
        "password": unquote(parts.password or ""),
        "secure": "secure" in query,
        # A session allows one query at a time.
        "autogenerate_session_id": False,
    }
    return Address(_database(parts.path.strip("/"), slug), options)


def connect(address: Address) -> Any:
    """Return a client of the workspace's database, which is created where it is missing."""
    import clickhouse_connect

    with explained():
        first = clickhouse_connect.get_client(**address.options)
        first.command(f"CREATE DATABASE IF NOT EXISTS `{address.database}`")
        client = clickhouse_connect.get_client(
            **address.options, database=address.database, settings=_SETTINGS, tz_mode="naive_utc"
        )
        first.close()
    return client


def drop_database(address: Address) -> None:
    """Delete a workspace's database with all that is in it; nothing happens where it is missing."""
    import clickhouse_connect

    with explained():
        client = clickhouse_connect.get_client(**address.options)
        client.command(f"DROP DATABASE IF EXISTS `{address.database}`")
        client.close()


def _database(prefix: str, slug: str) -> str:
    return f"{prefix or 'rapport'}_{slug}".replace("-", "_")
