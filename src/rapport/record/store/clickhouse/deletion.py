"""Deleting what is too old, by mutations. Each statement may be repeated, so a deletion that was cut short is run again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

_OLD = "kind IN {kinds:Array(String)} AND occurred_at < {before:DateTime64(6, 'UTC')}"


def delete_old(client: Any, kinds: Sequence[str], before: datetime) -> int:  # Any: clickhouse_connect is an extra
    """Delete interactions and the traits that they said; return how many interactions."""
    chosen = {"kinds": list(kinds), "before": before}
    count = int(client.query(f"SELECT count() FROM interactions WHERE {_OLD}", parameters=chosen).result_rows[0][0])
    if count:
        client.command(
            f"ALTER TABLE traits DELETE WHERE interaction_id IN (SELECT id FROM interactions WHERE {_OLD})", parameters=chosen
        )
        client.command(f"ALTER TABLE interactions DELETE WHERE {_OLD}", parameters=chosen)
    return count
