"""What has come in lately, in the order in which it was stored: what a live tail shows."""

from dataclasses import dataclass
from datetime import UTC, datetime

from rapport.record.store.listing import InteractionFilter, conditions_of
from rapport.record.store.protocol import Store, StoredInteraction
from rapport.record.store.reading import as_interactions

EVERYTHING = InteractionFilter()


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came in behind a number.

    Parameters
    ----------
    seq : the number to ask with next time.
    stored : how many interactions came in.
    rows : the latest of them, newest first; fewer than `stored` where there are many.
    """

    seq: int
    stored: int
    rows: list[StoredInteraction]


def arrivals_after(store: Store, seq: int, *, limit: int) -> Arrivals:
    """Return what was stored after the batch of a number."""
    params: dict[str, object] = {"seq": seq, "limit": limit}
    # How much has come in since?
    since = (
        "SELECT coalesce(max(seq), 0), coalesce(sum(stored), 0), min(received_at), max(received_at) FROM applied WHERE seq > $seq"
    )
    [(last, stored, first_at, last_at)] = store.query(since, params).rows
    last, count = int(str(last)), int(str(stored))
    if not count:
        return Arrivals(max(seq, last), 0, [])
    # What were the latest of it? The range spares the engine all rows that lie elsewhere.
    sql = """
        SELECT * FROM interactions
        WHERE received_at >= $first_at AND received_at <= $last_at
          AND (source, coalesce(import_id, ''), received_at) IN (
            SELECT source, import_id, received_at FROM applied WHERE seq > $seq)
        ORDER BY received_at DESC, occurred_at DESC, id DESC
        LIMIT $limit"""
    rows = as_interactions(store.query(sql, params | {"first_at": first_at, "last_at": last_at}))
    return Arrivals(last, count, rows)


def latest_arrivals(store: Store, which: InteractionFilter = EVERYTHING, *, limit: int) -> list[StoredInteraction]:
    """Return the interactions that came in last, however long ago, newest first."""
    conditions, params = conditions_of(store, which)
    # What came in last?
    sql = f"""
        SELECT * FROM interactions {f"WHERE {' AND '.join(conditions)}" if conditions else ""}
        ORDER BY received_at DESC, occurred_at DESC, id DESC
        LIMIT $limit"""
    return as_interactions(store.query(sql, params | {"limit": limit}))


@dataclass(frozen=True, slots=True)
class MinuteCount:
    """How much came in during a minute: what was new, and what was known already."""

    minute: datetime
    stored: int
    duplicate: int


def arrivals_by_minute(store: Store, *, since: datetime) -> list[MinuteCount]:
    """Return the minutes since a moment in which anything came in, in order."""
    minute = f"floor({store.dialect.microseconds('received_at')} / 60000000)"
    # How much came in, minute by minute?
    sql = f"""
        SELECT {minute} AS minute_no, sum(stored), sum(duplicate) FROM applied
        WHERE received_at >= $since GROUP BY 1 ORDER BY 1"""
    return [
        MinuteCount(datetime.fromtimestamp(60 * float(str(minute_no)), UTC), int(str(stored)), int(str(duplicate)))
        for minute_no, stored, duplicate in store.query(sql, {"since": since}).rows
    ]
