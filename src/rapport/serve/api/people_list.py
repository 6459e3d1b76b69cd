"""A page of people as a program gets it: who they are, and what they did in figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.accounts.public import Workspace
from rapport.record.people.public import PersonSketch, search_people, sketch_people
from rapport.record.store.public import Store
from rapport.serve.api.moments import written, written_or_none
from rapport.serve.api.paging import LARGEST, Place
from rapport.understand.metrics.public import ListPlace, PeopleQuery, PersonFigures, Score, Sort, figures_of, list_people


@dataclass(frozen=True, slots=True)
class ListedPeople:
    """A page; `behind` is None at the end."""

    documents: Sequence[Mapping[str, object]]
    behind: ListPlace | None


@dataclass(frozen=True, slots=True)
class PeopleList:
    """Which people, and in which order. With a search and no order, the best match comes first, on one page."""

    search: str | None
    where: str
    sort: Sort | None
    is_ascending: bool

    def page(self, workspace: Workspace, store: Store, *, behind: ListPlace | None, limit: int) -> ListedPeople:
        """Return a page of the list."""
        is_by_match = self.search is not None and self.sort is None
        found = search_people(workspace, store, self.search, limit=limit if is_by_match else LARGEST) if self.search else []
        matched = {each.person_id: each.matched for each in found}
        among = tuple(matched) if self.search is not None else None
        if is_by_match and not self.where:
            return ListedPeople(_documents(workspace, store, list(matched), matched), None)
        query = PeopleQuery(self.where, among, self.sort or Sort.LAST_SEEN, self.is_ascending)
        page = list_people(workspace, store, query, behind=behind, limit=limit)
        people = sorted(page.people, key=list(matched).index) if is_by_match else page.people
        return ListedPeople(_documents(workspace, store, people, matched), page.behind)


def _documents(
    workspace: Workspace, store: Store, people: Sequence[int], matched: Mapping[int, str]
) -> list[Mapping[str, object]]:
    sketches, figures = sketch_people(workspace, store, people), figures_of(workspace, store, people)
    return [
        _document(sketches[number], figures.get(number, PersonFigures()), matched.get(number))
        for number in people
        if number in sketches
    ]


def _document(sketch: PersonSketch, figures: PersonFigures, matched: str | None) -> dict[str, object]:
    company = sketch.company
    return {
        "id": sketch.id,
        "name": sketch.name or None,
        "matched": matched,
        "identifiers": [{"type": row.type, "namespace": row.namespace or None, "value": row.value} for row in sketch.identifiers],
        "company": {"name": company.name or None, "domain": company.domain or None} if company else None,
        "tags": list(sketch.tags),
        "figures": {
            "interactions": figures.interactions,
            "orders": figures.orders,
            "contacts": figures.contacts,
            "first_seen_at": written_or_none(figures.first_seen_at),
            "last_seen_at": written_or_none(figures.last_seen_at),
            "nps": _score(figures.nps),
            "csat": _score(figures.csat),
            "revenue": [{"amount": each.amount, "currency": each.currency} for each in figures.revenue],
        },
    }


def _score(score: Score | None) -> dict[str, object] | None:
    return None if score is None else {"value": score.value, "at": written(score.at)}


def write_place(place: ListPlace | None) -> Place | None:
    """Write the end of a page as plain JSON."""
    if place is None:
        return None
    value = place.value
    return ["time", value.isoformat(), place.person_id] if isinstance(value, datetime) else ["", value, place.person_id]


def read_place(place: Place | None) -> ListPlace | None:
    """Read back what `write_place` wrote."""
    if place is None:
        return None
    kind, value, person = place
    return ListPlace(datetime.fromisoformat(value) if kind == "time" else value, person)
