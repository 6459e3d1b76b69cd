"""A page of the list of people, as its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.accounts.public import Workspace, minor_digits
from rapport.record.people.public import PersonSketch, sketch_people
from rapport.record.store.public import Store
from rapport.serve.web.people.choices import Behind, Choices, in_order, people_query
from rapport.serve.web.people.columns import TRAIT, ListColumn
from rapport.serve.web.stream.shown import Amount, ScoreBadge, score_badge_of
from rapport.understand.metrics.pages.cached import cached
from rapport.understand.metrics.public import (
    ListPlace,
    PeoplePage,
    PeopleQuery,
    PersonFigures,
    Score,
    figures_of,
    list_people,
)

PAGE = 30
"""Twice what a large window shows; half of the time that the list takes is spent on its rows."""

CellValue = str | int | float | datetime | ScoreBadge | tuple[Amount, ...] | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class ListCell:
    """A value of a column; `shape` says how it is written: text, words, number, moment, score or money."""

    column: ListColumn
    shape: str
    value: CellValue


@dataclass(frozen=True, slots=True)
class ListRow:
    """A person in the list. `also` is what stands under the name: the identifier that says most."""

    person: PersonSketch
    also: str
    cells: tuple[ListCell, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """Rows, and where the next page begins; None at the end."""

    rows: tuple[ListRow, ...]
    behind: Behind | None


def read_page(
    workspace: Workspace, store: Store, choices: Choices, columns: Sequence[ListColumn], *, behind: Behind | None
) -> ListPage:
    """Return a page of the list.

    Raises
    ------
    UserError : the filter cannot be read, or names what does not exist.
    """
    query = people_query(workspace, store, choices)
    if query.among is not None and choices.sort is None:
        start = behind if isinstance(behind, int) else 0
        found = in_order(list_people(workspace, store, query).people, query.among)
        people, then = found[start : start + PAGE], start + PAGE if len(found) > start + PAGE else None
        return ListPage(tuple(rows_of(workspace, store, people, columns)), then)
    place = behind if isinstance(behind, ListPlace) else None
    # Kept while nothing comes in and nobody is merged: whoever opens the list first pays for it.
    key = ("people-list", workspace, query, place, store.moves_seq())
    page, figures = cached(store, key, lambda: _listed(workspace, store, query, place))
    return ListPage(tuple(rows_of(workspace, store, page.people, columns, figures=figures)), page.behind)


def _listed(
    workspace: Workspace, store: Store, query: PeopleQuery, place: ListPlace | None
) -> tuple[PeoplePage, Mapping[int, PersonFigures]]:
    page = list_people(workspace, store, query, behind=place, limit=PAGE)
    return page, figures_of(workspace, store, page.people)


def rows_of(
    workspace: Workspace,
    store: Store,
    people: Sequence[int],
    columns: Sequence[ListColumn],
    *,
    figures: Mapping[int, PersonFigures] | None = None,
) -> Iterable[ListRow]:
    """Return the rows of some people, in order; who was erased meanwhile is left out."""
    sketches = sketch_people(workspace, store, people)
    figures = figures_of(workspace, store, people) if figures is None else figures
    for number in people:
        if person := sketches.get(number):
            cells = (cell_of(column, person, figures.get(number, PersonFigures())) for column in columns[1:])
            yield ListRow(person, _also(person), tuple(cells))


def _also(person: PersonSketch) -> str:
    """Return the identifier that stands under a name; nothing where it stands in for one."""
    return person.address if person.name else ""


def cell_of(column: ListColumn, person: PersonSketch, figures: PersonFigures) -> ListCell:
    """Return what a column says of a person."""
    shape, value = _value_of(column.key, person, figures)
    return ListCell(column, shape, value)


def _value_of(key: str, person: PersonSketch, figures: PersonFigures) -> tuple[str, CellValue]:
    match key:
        case "identifiers":
            return "words", tuple(dict.fromkeys(row.value for row in person.identifiers))
        case "company":
            return "text", (person.company.name or person.company.domain) if person.company else ""
        case "tags":
            return "tags", person.tags
        case "last_seen":
            return "moment", figures.last_seen_at
        case "first_seen":
            return "moment", figures.first_seen_at
        case "nps":
            return "score", _badge("nps", figures.nps)
        case "csat":
            return "score", _badge("csat", figures.csat)
        case "revenue":
            return "money", tuple(Amount(money.amount, money.currency, minor_digits(money.currency)) for money in figures.revenue)
        case "orders":
            return "number", figures.orders
        case "contacts":
            return "number", figures.contacts
        case "interactions":
            return "number", figures.interactions
    trait = person.traits.get(key.removeprefix(TRAIT))
    return "text", str(trait.latest.value) if trait else ""


def _badge(metric: str, score: Score | None) -> ScoreBadge | None:
    return score_badge_of(metric, score.value, lowest=None, highest=score.highest) if score else None
