"""Which kinds, channels and sources there are: what a list of interactions can be filtered by."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapport.record.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Tally:
    """How many interactions are of a kind, on a channel and from a source."""

    kind: str
    channel: str | None
    source: str
    count: int


def tally_interactions(store: Store, *, person_id: int | None = None) -> list[Tally]:
    """Count the interactions of everybody, or of one person, by kind, channel and source; the most frequent first."""
    among = "" if person_id is None else "WHERE person_id = $person_id"
    # What kinds of interactions are there?
    sql = f"""
        SELECT kind, channel, source, count(*) FROM interactions {among}
        GROUP BY kind, channel, source ORDER BY 4 DESC, 1, 2, 3"""
    rows = store.query(sql, {"person_id": person_id}).rows
    return [
        Tally(str(kind), None if channel is None else str(channel), str(source), int(str(n))) for kind, channel, source, n in rows
    ]


def counts_of(tallies: Iterable[Tally], name: str) -> dict[str, int]:
    """Add up tallies by `kind`, `channel` or `source`, the most frequent first."""
    sums: dict[str, int] = {}
    for tally in tallies:
        if value := getattr(tally, name):
            sums[value] = sums.get(value, 0) + tally.count
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))
