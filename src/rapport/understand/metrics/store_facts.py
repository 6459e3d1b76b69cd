"""Facts about what a store holds, for pages: which metrics have data, which channels, how fresh each source is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rapport.core.clock import now
from rapport.record.store.public import Store
from rapport.understand.metrics.metric import METRICS
from rapport.understand.metrics.preparing import aware


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What came from a source: how much, from when to when, and when it last came in."""

    source: str
    rows: int
    first_at: datetime
    last_at: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What the rows of a store are like.

    Parameters
    ----------
    anonymous : rows of nobody known that a person brought about.
    future : rows that happened after now, by their source's clock.
    with_data : how many rows each metric looks at, by its key.
    """

    rows: int
    anonymous: int
    inbound: int
    future: int
    with_data: Mapping[str, int]
    channels: tuple[str, ...]

    def has(self, metric: str) -> bool:
        return self.with_data.get(metric, 0) > 0


def store_facts(store: Store) -> StoreFacts:
    """Look once at all rows."""
    metrics = list(METRICS.values())
    conditions = list(dict.fromkeys(metric.population.looks_at for metric in metrics))
    by_person = "(x.direction = 'inbound' OR x.direction IS NULL)"
    columns = [
        "count(*)",
        f"count(CASE WHEN {by_person} AND x.person_id IS NULL THEN 1 END)",
        f"count(CASE WHEN {by_person} THEN 1 END)",
        "count(CASE WHEN x.occurred_at > $now THEN 1 END)",
        *(f"count(CASE WHEN {condition} THEN 1 END)" for condition in conditions),
    ]
    sql = f"-- rapport pages: which figures have data?\nSELECT {', '.join(columns)} FROM interactions AS x"
    [(rows, anonymous, inbound, future, *found)] = store.query(sql, {"now": now()}).rows
    counts = dict(zip(conditions, map(_count, found), strict=True))
    return StoreFacts(
        rows=_count(rows),
        anonymous=_count(anonymous),
        inbound=_count(inbound),
        future=_count(future),
        with_data={metric.key: counts[metric.population.looks_at] for metric in metrics},
        channels=_channels(store),
    )


def _channels(store: Store) -> tuple[str, ...]:
    counted = "SELECT x.channel, count(*) FROM interactions AS x GROUP BY 1 ORDER BY 2 DESC, 1"
    sql = f"-- rapport pages: which channels are there?\n{counted}"
    return tuple(str(channel) for channel, _ in store.query(sql).rows if channel is not None)


def source_facts(store: Store) -> tuple[SourceFacts, ...]:
    """Return the sources, the one that came in last first."""
    sql = (
        "-- rapport pages: how fresh is each source?\nSELECT x.source, count(*), min(x.occurred_at), max(x.occurred_at), "
        "max(x.received_at) FROM interactions AS x GROUP BY 1 ORDER BY 5 DESC, 1"
    )
    return tuple(
        SourceFacts(str(source), _count(rows), aware(first), aware(last), aware(received))
        for source, rows, first, last, received in store.query(sql).rows
    )


def _count(value: object) -> int:
    return int(str(value))
