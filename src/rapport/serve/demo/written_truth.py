"""The truth about each person, written beside the stream, so that what Rapport finds out can be held against it."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from rapport.serve.demo import market, truth
from rapport.serve.demo.calendar import DAY, Calendar
from rapport.serve.demo.stream import Block
from rapport.serve.demo.wording import LANGUAGES

PEOPLE = ("person", "segment", "country", "language", "name", "joined_on", "left_on", "orders")
IDENTIFIERS = ("person", "type", "namespace", "value")


class TruthWriter:
    """Writes `people.csv` and `identifiers.csv`, block by block."""

    def __init__(self, people: Any, identifiers: Any, calendar: Calendar) -> None:  # Any: csv writers have no public type
        self._people = people
        self._identifiers = identifiers
        self._calendar = calendar

    def write(self, block: Block) -> None:
        self._people.writerows(self._people_of(block))
        self._identifiers.writerows(_identifiers_of(block))

    def _people_of(self, block: Block) -> Iterator[tuple[object, ...]]:
        people, left = block.people, block.purchases.left_at
        orders = np.bincount(block.purchases.checkouts.orders().person, minlength=people.count).tolist()
        for place, number in enumerate(people.ids.tolist()):
            country = market.COUNTRIES[people.country[place]].code
            yield (
                number,
                truth.SEGMENTS[people.segment[place]].key,
                country,
                LANGUAGES[people.language[place]],
                people.names[place],
                self._day(people.joins_at[place]),
                self._day(left[place]),
                orders[place],
            )

    def _day(self, at: float) -> object:
        """Return the day of a moment, nothing where it lies beyond the end."""
        return self._calendar.day(int(at // DAY)) if at <= self._calendar.end else ""


def _identifiers_of(block: Block) -> Iterator[tuple[object, ...]]:
    for name, kept in block.people.identifiers.items():
        if name == "claimed_email":  # the same addresses once more
            continue
        for place, value in enumerate(kept.values):
            if value is not None:
                yield block.people.first + place // kept.slots, kept.type, kept.namespace, value


@contextmanager
def written_truth(folder: Path, calendar: Calendar) -> Iterator[TruthWriter]:
    """Open the two files; a tablet that two people share stands in `identifiers.csv` twice."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "people.csv").open("w", encoding="utf-8", newline="") as people,
        (folder / "identifiers.csv").open("w", encoding="utf-8", newline="") as identifiers,
    ):
        of_people, of_identifiers = csv.writer(people, lineterminator="\n"), csv.writer(identifiers, lineterminator="\n")
        of_people.writerow(PEOPLE)
        of_identifiers.writerow(IDENTIFIERS)
        yield TruthWriter(of_people, of_identifiers, calendar)
