"""What single people did, in figures: those that a list shows in its columns, and a person's page at its top.

They are the catalogue's own, of one person: `orders` is what `rapport ask orders --where 'person = 7'` says. They are not
suppressed, since whoever sees them may see the person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.understand.metrics.people.matching import KNOWN, is_one_of
from rapport.understand.metrics.populations.conditions import CONTACTS, IS_ACTIVE, orders_of
from rapport.understand.metrics.preparing import aware

IS_NPS = "x.metric = 'nps' AND x.score BETWEEN 0 AND 10"
IS_CSAT = "x.metric = 'csat' AND x.score IS NOT NULL"
IS_MONEY = "x.kind IN ('order_placed', 'order_refunded') AND x.amount IS NOT NULL"
PAID = "sum(CASE WHEN x.kind = 'order_refunded' THEN -x.amount ELSE x.amount END)"
FIRST_SEEN = f"min(CASE WHEN {IS_ACTIVE} THEN x.occurred_at END)"
LAST_SEEN = f"max(CASE WHEN {IS_ACTIVE} THEN x.occurred_at END)"
ORDERS = orders_of("order_placed")


@dataclass(frozen=True, slots=True)
class Score:
    """The last score that a person gave. `highest` is the top of its scale, where the source told it."""

    value: float
    at: datetime
    highest: float | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the smallest unit of its currency."""

    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """The figures of a person. `first_seen_at` and `last_seen_at` are of what the person did; None where nothing is known."""

    interactions: int = 0
    orders: int = 0
    contacts: int = 0
    first_seen_at: datetime | None = None
    last_seen_at: datetime | None = None
    nps: Score | None = None
    csat: Score | None = None
    revenue: tuple[Money, ...] = ()


def figures_of(workspace: Workspace, store: Store, people: Sequence[int]) -> dict[int, PersonFigures]:
    """Return the figures of each of some people; who did nothing that is stored is left out."""
    if not people:
        return {}
    params = {"people": list(people), "workspace_currency": workspace.currency}
    revenue = _revenue(store, params)
    columns = ", ".join(f"{sql} AS figure_{number}" for number, sql in enumerate(_columns(store)))
    sql = f"""
        -- What did these people do?
        SELECT x.person_id, {columns} FROM interactions AS x
        WHERE {is_one_of(store)} AND {KNOWN[1]} GROUP BY x.person_id"""
    found = {}
    for person, *values in store.query(sql, params).rows:
        number = int(str(person))
        found[number] = _read(values, revenue.get(number, ()))
    return found


def _columns(store: Store) -> tuple[str, ...]:
    last = store.dialect.last_value
    nps, csat = f"CASE WHEN {IS_NPS} THEN", f"CASE WHEN {IS_CSAT} THEN"
    return (
        "count(*)",
        ORDERS,
        CONTACTS,
        FIRST_SEEN,
        LAST_SEEN,
        last(f"{nps} x.score END", "x.occurred_at"),
        f"max({nps} x.occurred_at END)",
        last(f"{csat} x.score END", "x.occurred_at"),
        f"max({csat} x.occurred_at END)",
        last(f"{csat} x.scale_max END", "x.occurred_at"),
    )


def _read(values: Sequence[object], revenue: tuple[Money, ...]) -> PersonFigures:
    interactions, orders, contacts, first, last, nps, nps_at, csat, csat_at, csat_highest = values
    return PersonFigures(
        interactions=int(str(interactions)),
        orders=int(str(orders)),
        contacts=int(str(contacts)),
        first_seen_at=aware(first) if first else None,
        last_seen_at=aware(last) if last else None,
        nps=_score(nps, nps_at, 10.0),
        csat=_score(csat, csat_at, csat_highest),
        revenue=revenue,
    )


def _score(value: object, at: object, highest: object) -> Score | None:
    if value is None:
        return None
    return Score(float(str(value)), aware(at), None if highest is None else float(str(highest)))


def _revenue(store: Store, params: Mapping[str, object]) -> dict[int, tuple[Money, ...]]:
    sql = f"""
        -- What did these people pay, in each currency?
        SELECT x.person_id, coalesce(x.currency, $workspace_currency) AS paid_in, {PAID} AS paid FROM interactions AS x
        WHERE {is_one_of(store)} AND {KNOWN[1]} AND {IS_MONEY}
        GROUP BY x.person_id, coalesce(x.currency, $workspace_currency)
        ORDER BY x.person_id, paid DESC, paid_in"""
    found: dict[int, list[Money]] = {}
    for person, currency, amount in store.query(sql, params).rows:
        found.setdefault(int(str(person)), []).append(Money(int(str(amount)), str(currency)))
    return {person: tuple(sums) for person, sums in found.items()}
