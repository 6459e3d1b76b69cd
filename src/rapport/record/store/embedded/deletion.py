"""Deleting what is too old, in the transaction that is open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

_OLD = "kind IN $kinds AND occurred_at < $before"


def delete_old(con: Any, kinds: Sequence[str], before: datetime) -> int:  # Any: duckdb has no types
    """Delete interactions and the traits that they said; return how many interactions."""
    chosen = {"kinds": list(kinds), "before": before}
    con.execute(f"DELETE FROM traits WHERE interaction_id IN (SELECT id FROM interactions WHERE {_OLD})", chosen)
    return int(con.execute(f"DELETE FROM interactions WHERE {_OLD}", chosen).fetchone()[0])
