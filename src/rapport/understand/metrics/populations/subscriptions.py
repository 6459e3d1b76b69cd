"""Contracts: what they cost a month, from when until when."""

from dataclasses import dataclass

from rapport.understand.metrics.names import EntityNames, Field
from rapport.understand.metrics.populations.entities import entity_conditions, grouped
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.scope import CURRENCY, Scope, where

IS_CONTRACT = "x.subscription_id IS NOT NULL AND x.kind LIKE 'subscription%'"
"""Steps of contracts; a pattern is faster than a list of the five kinds."""
_PLACE = (
    "CASE x.kind WHEN 'subscription_started' THEN 0 WHEN 'subscription_renewed' THEN 1 WHEN 'subscription_changed' THEN 2 "
    "WHEN 'subscription_cancelled' THEN 3 ELSE 4 END"
)
"""The order of steps at one time."""
_RENEWED, _CANCELLED = 1, 3


def monthly_price(scope: Scope) -> str:
    """Return the recurring price of a row for a month, in minor units, by the properties `interval` and `interval_count`."""
    interval = scope.dialect.json_text("x.properties", "'interval'")
    count = scope.dialect.as_number(scope.dialect.json_text("x.properties", "'interval_count'"))
    # Most prices are for one month: the usual case comes first, and a count is read only where there is one.
    return (
        f"x.amount / CASE {interval} WHEN 'month' THEN 1 WHEN 'year' THEN 12 WHEN 'quarter' THEN 3 "
        "WHEN 'week' THEN 12 / 52.1775 WHEN 'day' THEN 12 / 365.2425 ELSE 1 END "
        f"/ CASE WHEN x.properties LIKE '%interval_count%' THEN coalesce(nullif({count}, 0), 1) ELSE 1 END"
    )


def _steps(scope: Scope, *, monthly: str) -> str:
    """Return the query of the steps `s` of contracts, each with the place of the next one and the state before.

    The state is what a step leaves: while a contract runs its monthly price, else a number below 0. Steps that count fulfil
    `_IS_STEP`: a cancellation ends a contract only where no step followed it.
    """
    dialect = scope.dialect
    rows = (
        f"SELECT x.subscription_id AS contract, x.occurred_at AS at, x.currency AS currency, {_PLACE} AS place, "
        f"{monthly} AS monthly FROM interactions AS x WHERE {IS_CONTRACT}"
    )
    # One whole number to sort by is faster than a time and a place.
    stated = (
        f"SELECT r.contract AS contract, r.at AS at, r.currency AS currency, r.place AS place, "
        f"8 * {dialect.microseconds('r.at')} + r.place AS turn, CASE WHEN r.place < {_CANCELLED} THEN coalesce(r.monthly, 0) "
        f"ELSE r.place - {_CANCELLED + 2} END AS state FROM ({rows}) AS r"
    )
    following = dialect.next_value("r.place", partition="r.contract", order="r.turn")
    previous = dialect.previous_value("r.state", partition="r.contract", order="r.turn")
    return f"SELECT r.*, {following} AS next_place, {previous} AS previous FROM ({stated}) AS r"


_IS_STEP = f"(s.place <> {_CANCELLED} OR s.next_place IS NULL)"


def signed_price(scope: Scope) -> str:
    """Return the aggregate of a contract's last monthly price."""
    return scope.dialect.last_value(monthly_price(scope), "x.occurred_at")


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """The renewals and endings `e` of contracts in the period; renewals have the `place` 1."""

    looks_at: str = IS_CONTRACT
    can_weight: bool = False
    needs_period: bool = False
    probe: str | None = None

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        keys, join, filtered = _named(scope, names)
        terms = f"SELECT s.* FROM ({_steps(scope, monthly='0')}) AS s WHERE {_IS_STEP}"
        conditions = [f"e.place IN ({_RENEWED}, {_CANCELLED}, {_CANCELLED + 1})", *scope.in_period("e.at"), *filtered]
        return Relation(
            source=f"({terms}) AS e {join} {where(conditions)}",
            keys=keys,
            bucket=scope.bucket("e.at"),
            extent=("e.at", "e.at"),
        )


@dataclass(frozen=True, slots=True)
class StayingContracts:
    """One row `e` for each contract that ran at the start of a bucket: whether it `is_kept`, running at the end.

    With prices also its monthly `start_price` and `end_price`, 0 where it is over.
    """

    has_prices: bool = False
    looks_at: str = IS_CONTRACT
    can_weight: bool = False
    needs_period: bool = True
    probe: str | None = None

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        scope.needs_buckets = True
        keys, join, filtered = _named(scope, names)
        runs_at = "g.since < b.{0} AND (g.until IS NULL OR g.until >= b.{0})"
        at_start, at_end = runs_at.format("start_at"), runs_at.format("end_at")
        columns = {
            "day": "b.day",
            "contract": "g.contract",
            "was_running": f"max(CASE WHEN {at_start} THEN 1 ELSE 0 END)",
            "is_kept": f"max(CASE WHEN {at_end} THEN 1 ELSE 0 END)",
            "start_price": f"max(CASE WHEN {at_start} THEN g.state END)",
            "end_price": f"coalesce(max(CASE WHEN {at_end} THEN g.state END), 0)",
            "currency": f"max(CASE WHEN {at_start} THEN g.currency END)",
        }
        selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
        inner = f"SELECT {selected} FROM run AS g CROSS JOIN bucket AS b WHERE ({at_start}) OR ({at_end}) GROUP BY 1, 2"
        return Relation(
            source=f"({inner}) AS e {join} {where(['e.was_running = 1', *filtered])}",
            keys=keys,
            bucket="e.day" if scope.template.grain else None,
            with_=(_buckets(scope), *self._runs(scope)),
        )

    def _runs(self, scope: Scope) -> tuple[str, ...]:
        """Return the named queries that lead to `run`: from when until when each contract had which price.

        Steps that change nothing, such as most renewals, are left out first.
        """
        steps = _steps(scope, monthly=monthly_price(scope) if self.has_prices else "0")
        until = scope.dialect.next_value("s.at", partition="s.contract", order="s.turn")
        is_change = "(s.previous IS NULL OR s.previous <> s.state)"
        return (
            f"span AS (SELECT s.contract AS contract, s.at AS since, {until} AS until, s.state AS state, s.currency AS currency "
            f"FROM ({steps}) AS s WHERE {_IS_STEP} AND {is_change})",
            "run AS (SELECT s.* FROM span AS s WHERE s.state >= 0)",
        )


def _buckets(scope: Scope) -> str:
    lists = {"day": "$bucket_days", "start_at": "$bucket_starts", "end_at": "$bucket_ends"}
    day = scope.dialect.bucket("day", "o.day")
    return f"bucket AS (SELECT {day} AS day, o.start_at AS start_at, o.end_at AS end_at FROM {scope.dialect.rows_of(lists)} AS o)"


def _named(scope: Scope, names: tuple[str, ...]) -> tuple[tuple[Field, ...], str, list[str]]:
    """Return the keys of contracts, the join that brings them to rows `e` with a `contract`, and the filter's conditions.

    Rows `e` have their `currency`; every other name is looked up among all rows of the contract.
    """
    entities = EntityNames(scope, alias="named")
    currency = Field(f"coalesce(e.currency, {CURRENCY})")
    keys = tuple(currency if name == "currency" else entities.resolve(name) for name in names)
    conditions = entity_conditions(scope, entities)
    if not entities.selected:
        return keys, "", conditions
    of_contract = grouped(IS_CONTRACT, "x.subscription_id", {}, entities)
    return keys, f"JOIN ({of_contract}) AS named ON named.entity = e.contract {entities.joins}", conditions
