"""Contracts: what they cost a month, from when until when."""

from dataclasses import dataclass

from rapport.understand.metrics.names import EntityNames, Field
from rapport.understand.metrics.populations.contract_runs import IS_CONTRACT, contract_stays, contract_steps
from rapport.understand.metrics.populations.entities import entity_conditions, grouped
from rapport.understand.metrics.populations.identity import Entity, Identity
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.scope import CURRENCY, Scope, where

_TERMS = "(1, 3, 4)"
"""Places of the steps with which a term ends: renewed, cancelled, ended."""


def signed_price(scope: Scope) -> str:
    """Return the aggregate of a contract's last monthly price."""
    return scope.dialect.last_amount("x.monthly_amount", "x.occurred_at")


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """The renewals and endings `e` of contracts in the period; renewals have the `place` 1."""

    looks_at: str = IS_CONTRACT
    can_weight: bool = False
    needs_period: bool = False
    probe: str | None = None

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        keys, join, filtered = _named(scope, names)
        conditions = [f"e.place IN {_TERMS}", *scope.in_period("e.at"), *filtered]
        return Relation(
            source=f"({contract_steps(scope)}) AS e {join} {where(conditions)}",
            keys=keys,
            bucket=scope.bucket("e.at"),
            extent=("e.at", "e.at"),
            identity=Identity(Entity.CONTRACT, "e.contract", at="e.at"),
        )


@dataclass(frozen=True, slots=True)
class StayingContracts:
    """One row `e` for each contract that ran at the start of a bucket: whether it `is_kept`, running at the end.

    With prices also its monthly `start_price` and `end_price`, 0 where it is over. Which currency each contract has is only
    worked out where some contract has another one than the workspace's.
    """

    has_prices: bool = False
    looks_at: str = IS_CONTRACT
    can_weight: bool = False
    needs_period: bool = True
    probe: str | None = f"{IS_CONTRACT} AND coalesce(x.currency, {CURRENCY}) <> {CURRENCY}"

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        scope.needs_buckets = True
        keys, join, filtered = _named(scope, names)
        has_currency = "currency" in names and scope.template.is_probed
        with_ = contract_stays(scope, has_prices=self.has_prices, has_currency=has_currency)
        return Relation(
            source=f"stay AS e {join} {where(filtered)}",
            keys=keys,
            bucket="e.day" if scope.template.grain else None,
            with_=with_,
            identity=Identity(Entity.CONTRACT, "e.contract"),
        )


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
