"""Whom the list of people shows, as its address says it."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from django.http import QueryDict

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.record.people.public import search_people
from rapport.record.store.public import Store
from rapport.serve.web.people.columns import USUAL
from rapport.ui.saying import say_error
from rapport.understand.metrics.public import ListPlace, PeopleQuery, Sort
from rapport.understand.segments.public import segment_where

MOST_FOUND = 1000
"""A search that finds more people than this should say more."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The parameters of the list's address.

    Parameters
    ----------
    text : what is searched for.
    where, segment : whom the list is narrowed to.
    sort : None orders by how well people fit the search, or by when they were last seen.
    errors : what could not be read, in sentences.
    """

    text: str = ""
    where: str = ""
    segment: str = ""
    segment_where: str = ""
    sort: Sort | None = None
    is_ascending: bool = False
    columns: tuple[str, ...] = USUAL
    errors: tuple[str, ...] = field(default=())

    @property
    def condition(self) -> str:
        """Everything that is filtered by, as one filter."""
        return " and ".join(f"({text})" for text in (self.where, self.segment_where) if text)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.where or self.segment)

    @property
    def shown_sort(self) -> Sort | None:
        """The order in which the list is shown; None where it is how well people fit the search."""
        return self.sort or (None if self.text else Sort.LAST_SEEN)

    @property
    def columns_asked(self) -> tuple[str, ...]:
        """The columns where they are not the usual ones."""
        return () if self.columns == USUAL else self.columns or ("none",)

    def as_query(self, **changes: str) -> str:
        """Return the query of an address that shows the same, with changes; an empty text takes a parameter out."""
        said = {
            "q": self.text,
            "where": self.where,
            "segment": self.segment,
            "sort": self.sort.value if self.sort else "",
            "order": "asc" if self.is_ascending else "",
            "columns": ",".join(self.columns_asked),
        }
        return urlencode({name: value for name, value in (said | changes).items() if value})

    def sorted_by(self, sort: Sort) -> str:
        """Return the query behind the head of a column: its order, or the other way round when it is in it already."""
        first = sort is Sort.NAME
        is_ascending = not self.is_ascending if self.shown_sort is sort else first
        return self.as_query(sort=sort.value, order="asc" if is_ascending else "")


def parse_choices(query: QueryDict, workspace: Workspace) -> Choices:
    """Read the parameters; what cannot be read is left out, and said in `errors`."""
    errors: list[str] = []
    segment = query.get("segment", "").strip()
    narrowed = _tried(lambda: segment_where(workspace, segment), errors) if segment else ""
    sort = query.get("sort", "")
    keys = query.getlist("column") or [key for key in query.get("columns", "").split(",") if key]
    return Choices(
        text=query.get("q", "").strip()[:200],
        where=query.get("where", "").strip(),
        segment=segment if narrowed else "",
        segment_where=narrowed,
        sort=Sort(sort) if sort in tuple(Sort) else None,
        is_ascending=query.get("order") == "asc",
        columns=tuple(key for key in keys if key != "none") if keys else USUAL,
        errors=tuple(errors),
    )


def _tried(read: Callable[[], str], errors: list[str]) -> str:
    try:
        return read()
    except UserError as error:
        errors.append(say_error(error))
        return ""


def people_query(workspace: Workspace, store: Store, choices: Choices) -> PeopleQuery:
    """Return what to ask for; whom the search finds is looked up here, the best first."""
    among = None
    if choices.text:
        among = tuple(one.person_id for one in search_people(workspace, store, choices.text, limit=MOST_FOUND))
    return PeopleQuery(
        where=choices.condition,
        among=among,
        sort=choices.sort or Sort.LAST_SEEN,
        is_ascending=choices.is_ascending and choices.sort is not None,
    )


Behind = ListPlace | int
"""Where a page begins: behind a person, or at a number of those whom a search found."""


def write_place(place: Behind) -> str:
    """Write where the next page begins, for an address."""
    said: object = place
    if isinstance(place, ListPlace):
        value = {"at": place.value.isoformat()} if isinstance(place.value, datetime) else place.value
        said = [value, place.person_id]
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


def read_place(text: str) -> Behind | None:
    """Read where a page begins; None for the beginning, and for what nobody wrote here."""
    try:
        said = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if isinstance(said, int):
            return said if 0 < said < MOST_FOUND else None
        value, person = said
        if isinstance(value, dict):
            value = datetime.fromisoformat(value["at"])
        if isinstance(value, str | float | int | datetime | None) and isinstance(person, int):
            return ListPlace(value, person)
    except (binascii.Error, ValueError, KeyError, TypeError):
        pass
    return None


def in_order(people: Sequence[int], found: Sequence[int]) -> list[int]:
    """Return those people in the order in which a search found them."""
    there = set(people)
    return [person for person in found if person in there]
