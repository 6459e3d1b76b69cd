"""Interactions of everybody, newest first: what a stream page, an export or a program of the customer goes through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapport.record.store.protocol import Store, StoredInteraction
from rapport.record.store.reading import as_interactions


@dataclass(frozen=True, slots=True)
class InteractionFilter:
    """Which interactions are meant; empty and None mean any.

    Parameters
    ----------
    first, end : from that moment of happening up to before this one.
    received_first : from that moment of arrival: what a program has not seen yet.
    text : what their words, place, product, question or address hold, whatever the case of its letters.
    words : what was said or written in them holds this.
    conversation_id, session_id, order_id : what belongs together.
    """

    kinds: Sequence[str] = ()
    sources: Sequence[str] = ()
    channels: Sequence[str] = ()
    person_id: int | None = None
    import_id: str | None = None
    first: datetime | None = None
    end: datetime | None = None
    received_first: datetime | None = None
    text: str = ""
    words: str = ""
    conversation_id: str | None = None
    session_id: str | None = None
    order_id: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The last interaction of a page; the next page begins behind it."""

    occurred_at: datetime
    id: UUID


def list_interactions(
    store: Store, which: InteractionFilter, *, behind: Place | None = None, limit: int, timeout_s: float | None = None
) -> list[StoredInteraction]:
    """Return interactions, newest first; what arrives meanwhile shifts no page."""
    conditions, params = conditions_of(store, which)
    params["limit"] = limit
    if behind is not None:
        params |= {"before": behind.occurred_at, "before_id": behind.id}
        conditions.append("(occurred_at < $before OR (occurred_at = $before AND id < CAST($before_id AS UUID)))")
    sql = f"""
        -- What happened, whoever did it?
        SELECT * FROM interactions
        WHERE {" AND ".join(conditions) or "1 = 1"}
        ORDER BY occurred_at DESC, id DESC
        LIMIT $limit"""
    return as_interactions(store.query(sql, params, timeout_s=timeout_s))


def first_with_keys(store: Store, keys: Sequence[int], *, person_id: int) -> dict[int, UUID]:
    """Return for each of some identity keys the interaction of a person that came in first with it."""
    if not keys:
        return {}
    first = store.dialect.first_value("x.id", "x.received_at")
    # Which rows first named these identifiers together?
    sql = f"""
        SELECT x.identity_key, {first} FROM interactions AS x
        WHERE x.person_id = $person_id AND x.identity_key IN $keys GROUP BY x.identity_key"""
    rows = store.query(sql, {"person_id": person_id, "keys": list(keys)}).rows
    return {int(str(key)): UUID(str(name)) for key, name in rows}


def conditions_of(store: Store, which: InteractionFilter) -> tuple[list[str], dict[str, object]]:
    """Return a filter as conditions on rows, with the values to bind."""
    given: dict[str, object] = {
        "kind IN $kinds": list(which.kinds),
        "source IN $sources": list(which.sources),
        "channel IN $channels": list(which.channels),
        "person_id = $person_id": which.person_id,
        "import_id = $import_id": which.import_id,
        "occurred_at >= $first": which.first,
        "occurred_at < $end": which.end,
        "received_at >= $received_first": which.received_first,
        "conversation_id = $conversation_id": which.conversation_id,
        "session_id = $session_id": which.session_id,
        "order_id = $order_id": which.order_id,
    }
    conditions = [condition for condition, value in given.items() if value not in (None, [])]
    if which.text:
        conditions.append(_holds_text(store))
    if which.words:
        conditions.append(f"text IS NOT NULL AND {store.dialect.contains('text', '$words')}")
    bound = {condition.rpartition("$")[2]: value for condition, value in given.items()}
    return conditions, bound | {"searched": which.text, "words": which.words}


def _holds_text(store: Store) -> str:
    columns = ("text", "touchpoint", "product", "question_id", "url", "order_id", "conversation_id")
    either = (f"coalesce({store.dialect.contains(name, '$searched')}, FALSE)" for name in columns)
    return f"({' OR '.join(either)})"


def find_interaction(store: Store, interaction_id: UUID, *, person_id: int | None = None) -> StoredInteraction | None:
    """Return the interaction of that id; who knows whose it probably is, says so, and need not wait for all rows."""
    if person_id is not None and (found := _find(store, interaction_id, "person_id = $person_id AND", person_id)):
        return found
    return _find(store, interaction_id, "", None)


def _find(store: Store, interaction_id: UUID, among: str, person_id: int | None) -> StoredInteraction | None:
    sql = f"""
        -- What was this interaction?
        SELECT * FROM interactions WHERE {among} id = CAST($id AS UUID)"""
    found = as_interactions(store.query(sql, {"id": interaction_id, "person_id": person_id}))
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation, an order or a contract, and whose it is."""

    column: str
    name: str
    person_id: int


_THREADS = ("conversation_id", "order_id", "subscription_id")


def find_threads(store: Store, name: str, *, limit: int, timeout_s: float | None = None) -> list[Thread]:
    """Return the conversations, orders and contracts of known people that are called so, in either case of letters."""
    # Bound one by one: engines look up single values, and go through every row with a list.
    named = " UNION ALL ".join(
        f"SELECT DISTINCT '{column}' AS of_kind, {column} AS called, person_id FROM interactions "
        f"WHERE {column} IN ($written, $upper, $lower) AND person_id IS NOT NULL AND identity_key <> 0"
        for column in _THREADS
    )
    # What is called so?
    sql = f"SELECT t.of_kind, t.called, t.person_id FROM ({named}) AS t ORDER BY 1, 2, 3 LIMIT $limit"
    params = {"written": name, "upper": name.upper(), "lower": name.lower(), "limit": limit}
    rows = store.query(sql, params, timeout_s=timeout_s).rows
    return [Thread(str(column), str(called), int(str(person))) for column, called, person in rows]
