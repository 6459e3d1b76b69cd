"""Facts about how a store's rows are written, asked once and kept until the store grows."""

from weakref import WeakKeyDictionary

from rapport.record.store.public import Store

_known: WeakKeyDictionary[Store, tuple[int, dict[str, bool]]] = WeakKeyDictionary()


def has_row(store: Store, condition: str) -> bool:
    """Tell whether any row `x` of `interactions` fulfils a condition."""
    applied = store.applied()
    since, facts = _known.get(store, (applied, {}))
    if since != applied:
        facts = {}
    if condition not in facts:
        sql = f"-- rapport ask: how are the rows written?\nSELECT 1 FROM interactions AS x WHERE {condition} LIMIT 1"
        facts[condition] = bool(store.query(sql).rows)
    _known[store] = (applied, facts)
    return facts[condition]
