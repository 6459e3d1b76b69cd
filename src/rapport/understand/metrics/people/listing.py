"""The people of a workspace in some order, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rapport.accounts.public import Workspace
from rapport.record.people.public import NamesOfTraits, names_of_traits
from rapport.record.store.public import Store
from rapport.understand.metrics.people.figures import FIRST_SEEN, IS_MONEY, IS_NPS, LAST_SEEN, ORDERS
from rapport.understand.metrics.people.matching import Matching, matching
from rapport.understand.metrics.populations.conditions import CONTACTS


class Sort(StrEnum):
    """By what a list of people is ordered."""

    LAST_SEEN = "last_seen"
    FIRST_SEEN = "first_seen"
    NAME = "name"
    INTERACTIONS = "interactions"
    ORDERS = "orders"
    CONTACTS = "contacts"
    REVENUE = "revenue"
    NPS = "nps"


SortValue = str | float | datetime | None


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The last person of a page and what the list is ordered by; the next page begins behind it."""

    value: SortValue
    person_id: int


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    """Whom a list shows, and in which order.

    Parameters
    ----------
    where : a filter; people with an interaction that fulfils it.
    among : only these people, such as those whom a search found.
    """

    where: str = ""
    among: tuple[int, ...] | None = None
    sort: Sort = Sort.LAST_SEEN
    is_ascending: bool = False


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Numbers of people in order; `behind` is None at the end of the list."""

    people: tuple[int, ...]
    behind: ListPlace | None


def list_people(
    workspace: Workspace, store: Store, query: PeopleQuery, *, behind: ListPlace | None = None, limit: int | None = None
) -> PeoplePage:
    """Return a page of a list; people who come or change meanwhile shift no other.

    Raises
    ------
    UserError : the filter cannot be read, or names what does not exist.
    """
    found = matching(workspace, store, where=query.where, among=query.among)
    params: dict[str, object] = {**found.params, "workspace_currency": workspace.currency}
    keyed = _keyed(workspace, store, query, found, params)
    page = f"LIMIT {int(limit) + 1}" if limit is not None else ""
    direction = "ASC" if query.is_ascending else "DESC"
    sql = f"""
        -- Which people are there, in this order?
        SELECT k.person_no, k.sort_key FROM ({keyed}) AS k
        {_condition_behind(behind, query, params)}
        ORDER BY k.sort_key {direction} NULLS LAST, k.person_no {page}"""
    rows = store.query(sql, params).rows
    shown = rows if limit is None else rows[:limit]
    people = tuple(int(str(person)) for person, _ in shown)
    if len(rows) == len(shown):
        return PeoplePage(people, None)
    value = shown[-1][1]
    return PeoplePage(people, ListPlace(_plain(value), people[-1]))


def count_listed(workspace: Workspace, store: Store, *, where: str = "", among: Sequence[int] | None = None) -> int:
    """Return how many people a list has."""
    found = matching(workspace, store, where=where, among=among)
    # How many people are there?
    sql = f"SELECT count(DISTINCT x.person_id) FROM interactions AS x WHERE {' AND '.join(found.conditions)}"
    [(people,)] = store.query(sql, found.params).rows
    return int(str(people))


def _plain(value: object) -> SortValue:
    return value if value is None or isinstance(value, str | datetime) else float(str(value))


def _condition_behind(behind: ListPlace | None, query: PeopleQuery, params: dict[str, object]) -> str:
    if behind is None:
        return ""
    params |= {"behind_value": behind.value, "behind_person": behind.person_id}
    if behind.value is None:
        return "WHERE k.sort_key IS NULL AND k.person_no > $behind_person"
    further = ">" if query.is_ascending else "<"
    return (
        f"WHERE k.sort_key {further} $behind_value OR k.sort_key IS NULL "
        "OR (k.sort_key = $behind_value AND k.person_no > $behind_person)"
    )


def _keyed(workspace: Workspace, store: Store, query: PeopleQuery, found: Matching, params: dict[str, object]) -> str:
    """Return the query of every person with what the list is ordered by."""
    rows = f"interactions AS x WHERE {' AND '.join(found.conditions)} GROUP BY x.person_id"
    if query.sort is not Sort.NAME:
        return f"SELECT x.person_id AS person_no, {_sort_keys(store)[query.sort]} AS sort_key FROM {rows}"
    names = _names(store, names_of_traits(store), params)
    return (
        "SELECT p.person_no AS person_no, n.called AS sort_key "
        f"FROM (SELECT x.person_id AS person_no FROM {rows}) AS p LEFT JOIN ({names}) AS n ON n.person_id = p.person_no"
    )


def _sort_keys(store: Store) -> Mapping[Sort, str]:
    signed = "CASE WHEN x.kind = 'order_refunded' THEN -x.amount ELSE x.amount END"
    is_ours = f"{IS_MONEY} AND coalesce(x.currency, $workspace_currency) = $workspace_currency"
    return {
        Sort.LAST_SEEN: LAST_SEEN,
        Sort.FIRST_SEEN: FIRST_SEEN,
        Sort.INTERACTIONS: "count(*)",
        Sort.ORDERS: ORDERS,
        Sort.CONTACTS: CONTACTS,
        Sort.NPS: store.dialect.last_value(f"CASE WHEN {IS_NPS} THEN x.score END", "x.occurred_at"),
        Sort.REVENUE: f"sum(CASE WHEN {is_ours} THEN {signed} END)",
    }


def _names(store: Store, names: NamesOfTraits, params: dict[str, object]) -> str:
    """Return the query of what each person is called, as `name_in` reads it from the traits."""
    params |= {"whole_names": list(names.whole), "first_names": list(names.first), "last_names": list(names.last)}
    last = store.dialect.last_value

    def said(which: str) -> str:
        return last(f"CASE WHEN t.name IN ${which} THEN t.text_value END", "t.said_at")

    both = f"trim(coalesce({said('first_names')}, '') || ' ' || coalesce({said('last_names')}, ''))"
    called = f"lower(coalesce({said('whole_names')}, nullif({both}, '')))"
    return (
        f"SELECT t.person_id AS person_id, {called} AS called FROM traits AS t WHERE t.person_id IS NOT NULL GROUP BY t.person_id"
    )
