"""Twelve people of two countries, eight of whom ordered."""

from collections.abc import Iterator
from pathlib import Path

from rapport.record.store.public import Store
from rapport.understand.metrics.tests.streams import Happened, happened, store_of

COUNTRIES = {person: "DE" if person <= 7 else "FR" for person in range(1, 13)}
ORDERED = range(1, 9)


def _stream() -> Iterator[Happened]:
    for person, country in COUNTRIES.items():
        at = f"2026-03-{person:02} 10:00"
        yield happened("page_viewed", at, person, channel="web", url="https://example.com/", dimensions={"country": country})
        yield happened(
            "profile_updated",
            at,
            person,
            direction="internal",
            traits={"plan": "pro" if person % 2 else "free", "age": 20 + person, "first name": f"Person {person}"},
        )
    for person in ORDERED:
        yield happened("order_placed", f"2026-03-{person:02} 11:00", person, amount=1000 * person, currency="EUR", channel="web")


STREAM = tuple(_stream())


def open_store(folder: Path) -> Store:
    """Return a store that holds the story."""
    return store_of(STREAM, "duckdb", folder)
