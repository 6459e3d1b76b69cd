"""Contracts: what they cost a month, from when until when."""

from dataclasses import dataclass, replace

from rapport.understand.metrics.names import EntityNames, Field
from rapport.understand.metrics.populations.entities import entity_conditions, grouped
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.scope import Scope, where

IS_CONTRACT = (
    "x.subscription_id IS NOT NULL AND x.kind IN ('subscription_started', 'subscription_renewed', 'subscription_changed', "
    "'subscription_cancelled', 'subscription_ended')"
)
_ENDS = "('subscription_cancelled', 'subscription_ended')"
_ORDER = (
    "CASE {0}.kind WHEN 'subscription_started' THEN 0 WHEN 'subscription_renewed' THEN 1 WHEN 'subscription_changed' THEN 2 "
    "WHEN 'subscription_cancelled' THEN 3 ELSE 4 END"
)
"""The order of steps at one time."""


def monthly_price(scope: Scope) -> str:
    """Return the recurring price of a row for a month, in minor units, by the properties `interval` and `interval_count`."""
    interval = scope.dialect.json_text("x.properties", "'interval'")
    count = scope.dialect.as_number(scope.dialect.json_text("x.properties", "'interval_count'"))
    months = (
        f"CASE lower({interval}) WHEN 'year' THEN 12 WHEN 'annual' THEN 12 WHEN 'quarter' THEN 3 "
        "WHEN 'week' THEN 12 / 52.1775 WHEN 'day' THEN 12 / 365.2425 ELSE 1 END"
    )
    return f"x.amount / ({months} * coalesce(nullif({count}, 0), 1))"


def steps(scope: Scope) -> str:
    """Return the query of the steps of each contract; a cancellation counts only where nothing followed it."""
    inner = (
        "SELECT x.subscription_id AS contract, x.occurred_at AS at, x.kind AS kind, "
        f"{monthly_price(scope)} AS monthly, max(x.occurred_at) OVER (PARTITION BY x.subscription_id) AS last_at "
        f"FROM interactions AS x WHERE {IS_CONTRACT}"
    )
    is_step = "s.kind <> 'subscription_cancelled' OR s.at = s.last_at"
    columns = "s.contract AS contract, s.at AS at, s.kind AS kind, s.monthly AS monthly"
    return f"SELECT {columns} FROM ({inner}) AS s WHERE {is_step}"


def named(scope: Scope, names: tuple[str, ...]) -> tuple[tuple[Field, ...], str, list[str]]:
    """Return the keys of contracts, the join that brings them to rows `e` with a `contract`, and the filter's conditions."""
    entities = EntityNames(scope, alias="named")
    keys = tuple(entities.resolve(name) for name in names)
    conditions = entity_conditions(scope, entities)
    if not entities.selected:
        return keys, "", conditions
    of_contract = grouped(IS_CONTRACT, "x.subscription_id", {}, entities)
    return keys, f"JOIN ({of_contract}) AS named ON named.entity = e.contract {entities.joins}", conditions


@dataclass(frozen=True, slots=True)
class ContractSteps:
    """The steps `e` of contracts in the period whose kind is one of `kinds`, with their `monthly` price."""

    kinds: str
    looks_at: str = IS_CONTRACT
    can_weight: bool = False
    needs_period: bool = False
    probe: str | None = None

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        keys, join, filtered = named(scope, names)
        conditions = [f"e.kind IN ({self.kinds})", *scope.in_period("e.at"), *filtered]
        return Relation(
            source=f"({steps(scope)}) AS e {join} {where(conditions)}",
            keys=keys,
            bucket=scope.bucket("e.at"),
            extent=("e.at", "e.at"),
        )


@dataclass(frozen=True, slots=True)
class SignedContracts:
    """One row `e` for each contract (bucket, group) that was started or renewed, with the last such `monthly` price."""

    looks_at: str = IS_CONTRACT
    can_weight: bool = False
    needs_period: bool = False
    probe: str | None = None

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        signed = ContractSteps("'subscription_started', 'subscription_renewed'").relation(scope, names)
        columns = {"contract": "e.contract", **({"bucket": signed.bucket} if signed.bucket else {})}
        columns |= {f"key_{i}": key.sql for i, key in enumerate(signed.keys)}
        groups = ", ".join(str(i + 1) for i in range(len(columns)))
        columns |= {"monthly": scope.dialect.last_value("e.monthly", "e.at"), "first_at": "min(e.at)", "last_at": "max(e.at)"}
        selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
        return Relation(
            source=f"(SELECT {selected} FROM {signed.source} GROUP BY {groups}) AS e",
            keys=tuple(replace(key, sql=f"e.key_{i}") for i, key in enumerate(signed.keys)),
            bucket="e.bucket" if signed.bucket else None,
            extent=("e.first_at", "e.last_at"),
        )


@dataclass(frozen=True, slots=True)
class StayingContracts:
    """One row `e` for each contract that ran at the start of a bucket, with its monthly price then and at the end.

    `end_price` is 0 where the contract is over.
    """

    looks_at: str = IS_CONTRACT
    can_weight: bool = False
    needs_period: bool = True
    probe: str | None = None

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        scope.needs_buckets = True
        dialect = scope.dialect
        keys, join, filtered = named(scope, names)
        following = dialect.next_value("s.at", partition="s.contract", order=f"s.at, {_ORDER.format('s')}")
        buckets = dialect.rows_of({"day": "$bucket_days", "start_at": "$bucket_starts", "end_at": "$bucket_ends"})
        runs_at = "g.since < b.{0} AND (g.until IS NULL OR g.until >= b.{0})"
        at_start, at_end = runs_at.format("start_at"), runs_at.format("end_at")
        prices = (
            f"SELECT b.day AS day, g.contract AS contract, max(CASE WHEN {at_start} THEN g.monthly END) AS start_price, "
            f"max(CASE WHEN {at_end} THEN g.monthly END) AS last_price FROM run AS g CROSS JOIN bucket AS b "
            f"WHERE ({at_start}) OR ({at_end}) GROUP BY 1, 2"
        )
        conditions = ["e.start_price IS NOT NULL", *filtered]
        return Relation(
            source=f"(SELECT p.*, coalesce(p.last_price, 0) AS end_price FROM ({prices}) AS p) AS e {join} {where(conditions)}",
            keys=keys,
            bucket="e.day" if scope.template.grain else None,
            with_=(
                f"bucket AS (SELECT {dialect.bucket('day', 'o.day')} AS day, o.start_at AS start_at, o.end_at AS end_at "
                f"FROM {buckets} AS o)",
                f"step AS ({steps(scope)})",
                f"span AS (SELECT s.contract AS contract, s.at AS since, {following} AS until, s.kind AS kind, "
                "coalesce(s.monthly, 0) AS monthly FROM step AS s)",
                f"run AS (SELECT s.contract AS contract, s.since AS since, s.until AS until, s.monthly AS monthly FROM span AS s "
                f"WHERE s.kind NOT IN {_ENDS})",
            ),
        )
