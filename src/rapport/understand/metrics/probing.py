"""Facts about a store's rows that many questions need: asked once and kept until the store grows."""

from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from rapport.record.store.public import Store

T = TypeVar("T")
Extent = tuple[datetime, datetime]
"""The first and the last time, naive and UTC, as the store gives them."""

_known: WeakKeyDictionary[Store, tuple[int, dict[Hashable, Any]]] = WeakKeyDictionary()  # Any: whatever was asked


def has_row(store: Store, condition: str, params: Mapping[str, object]) -> bool:
    """Tell whether any row `x` of `interactions` fulfils a condition that names no other params than these."""
    sql = f"-- rapport ask: how are the rows written?\nSELECT 1 FROM interactions AS x WHERE {condition} LIMIT 1"
    return _kept(store, ("row", condition, *params.items()), lambda: bool(store.query(sql, params).rows))


def extent_of(store: Store, condition: str) -> Extent | None:
    """Return from when to when there are rows `x` that fulfil a condition; None where there are none."""
    return _kept(store, ("extent", condition), lambda: _ask_extent(store, condition))


def _ask_extent(store: Store, condition: str) -> Extent | None:
    sql = f"SELECT count(*), min(x.occurred_at), max(x.occurred_at) FROM interactions AS x WHERE {condition}"
    [(count, first, last)] = store.query(f"-- rapport ask: from when to when are there data?\n{sql}").rows
    return (first, last) if count else None  # type: ignore[return-value]  # two times, says the query


def _kept(store: Store, key: Hashable, find: Callable[[], T]) -> T:
    # Rows come and stay: merging and erasing people changes neither their number nor their times. The engines know it.
    [(rows,)] = store.query("-- rapport ask: has the store grown?\nSELECT count(*) FROM interactions").rows
    since, facts = _known.get(store, (rows, {}))
    if since != rows:
        facts = {}
    if key not in facts:
        facts[key] = find()
    _known[store] = (rows, facts)  # type: ignore[assignment]  # a whole number, says the query
    return facts[key]  # type: ignore[no-any-return]  # what `find` gave under this key
