"""Facts about what a store holds, for pages: which metrics have data, which channels, how fresh each source is."""

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
    """What a store holds: how many rows, for which metrics there are any, and the channels, the busiest first."""

    rows: int
    with_data: frozenset[str]
    channels: tuple[str, ...]

    def has(self, metric: str) -> bool:
        return metric in self.with_data


@dataclass(frozen=True, slots=True)
class QualityFacts:
    """What limits figures.

    Parameters
    ----------
    inbound : rows that people brought about, and of these `anonymous` the rows of nobody known.
    future : rows that happened after now, by their source's clock.
    """

    inbound: int
    anonymous: int
    future: int


def store_facts(store: Store) -> StoreFacts:
    """Look whether any row is there for each metric: the first one ends the search, so this is quick."""
    [(rows,)] = store.query("-- rapport pages: is there anything?\nSELECT count(*) FROM interactions AS x").rows
    conditions = {metric.population.looks_at for metric in METRICS.values()}
    met = {condition for condition in conditions if _is_met(store, condition)}
    with_data = frozenset(key for key, metric in METRICS.items() if metric.population.looks_at in met)
    return StoreFacts(_count(rows), with_data, _channels(store))


def _is_met(store: Store, condition: str) -> bool:
    about = "-- rapport pages: has this figure any data?"
    return bool(store.query(f"{about}\nSELECT 1 FROM interactions AS x WHERE {condition} LIMIT 1").rows)


def quality_facts(store: Store) -> QualityFacts:
    """Count the rows that figures leave out or should not trust."""
    by_person = "(x.direction = 'inbound' OR x.direction IS NULL)"
    sql = (
        f"-- rapport pages: what limits the figures?\nSELECT count(CASE WHEN {by_person} THEN 1 END), "
        f"count(CASE WHEN {by_person} AND x.person_id IS NULL THEN 1 END), "
        "count(CASE WHEN x.occurred_at > $now THEN 1 END) FROM interactions AS x"
    )
    [(inbound, anonymous, future)] = store.query(sql, {"now": now()}).rows
    return QualityFacts(_count(inbound), _count(anonymous), _count(future))


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
