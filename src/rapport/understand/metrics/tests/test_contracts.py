"""Contracts that begin again, change their price, are cancelled and go on: each engine counts them as the definition says."""

import random
from datetime import datetime
from itertools import pairwise

import pytest

from rapport.record.store.public import Store
from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.answer import Answer
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.contract_histories import History, Running, histories, running_at, stream_of
from rapport.understand.metrics.tests.streams import ALICE

MONTHS = [datetime.fromisoformat(f"2026-0{month}-01") for month in range(1, 9)]
_chance = random.Random(7)
CONTRACTS = histories(_chance, 400)
STREAM = stream_of(CONTRACTS, _chance)
IN_EUROS = [tuple(step for step in history if step.currency == "EUR") for history in CONTRACTS]
STREAM_IN_EUROS = stream_of(IN_EUROS, _chance)

Change = tuple[Running, Running | None]
"""What a contract is that runs when a month begins, and what it is when the month ends."""


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, open_stream: OpenStream) -> Store:
    return open_stream(STREAM, request.param)


def test_the_histories_are_of_every_sort() -> None:
    again = [h for h in CONTRACTS if any(s.kind == "ended" and t.kind == "started" and t.at > s.at for s in h for t in h)]
    prices = [h for h in CONTRACTS if len({step.price for step in h if step.price is not None}) > 1]
    went_on = [h for h in CONTRACTS if any(s.kind == "cancelled" and t.kind == "renewed" and t.at > s.at for s in h for t in h)]
    unpriced = [h for h in CONTRACTS if any(step.price is None for step in h if step.kind == "renewed")]

    assert min(len(found) for found in (again, prices, went_on, unpriced)) > 20


def test_contracts_are_counted_as_the_definition_says(store: Store) -> None:
    found = _asked(store, "subscription_retention", every="month")
    lost = _asked(store, "subscription_churn", every="month")

    expected = _by_month(CONTRACTS)
    check(found, expected, [sum(end is not None for _, end in changes) / len(changes) for changes in expected])
    check(lost, expected, [sum(end is None for _, end in changes) / len(changes) for changes in expected])


def test_revenue_is_added_up_in_each_currency_as_the_definition_says(store: Store) -> None:
    found = _asked(store, "revenue_retention", first="2026-02", last="2026-03")
    lost = _asked(store, "revenue_churn", first="2026-02", last="2026-03")

    at = _running(CONTRACTS, MONTHS[1], MONTHS[3])
    for currency, kept, gone in zip(("EUR", "USD"), found.rows, lost.rows, strict=True):
        mine = [(start, end) for start, end in at if (start.currency or "EUR") == currency]
        assert dict(kept.key) == {"currency": currency}
        assert kept.estimate.n == len(mine)
        assert kept.estimate.value == pytest.approx(_gross(mine) / _before(mine))
        assert kept.further[0][1].value == pytest.approx(sum(end.price for _, end in mine if end) / _before(mine))
        assert gone.estimate.value == pytest.approx(1 - _gross(mine) / _before(mine))


@pytest.mark.parametrize("engine", ENGINES)
def test_one_currency_for_all_is_not_looked_up_and_changes_nothing(engine: str, open_stream: OpenStream) -> None:
    found = _asked(open_stream(STREAM_IN_EUROS, engine), "revenue_retention", every="month")

    expected = _by_month(IN_EUROS)
    check(found, expected, [_gross(changes) / _before(changes) for changes in expected])


def _asked(store: Store, metric: str, **asked: str) -> Answer:
    return ask(ALICE, store, parse_question(metric, zone="UTC", **asked))  # type: ignore[arg-type]  # its arguments


def check(answer: Answer, expected: list[list[Change]], values: list[float]) -> None:
    assert [row.estimate.n for row in answer.rows] == [len(changes) for changes in expected]
    assert [row.estimate.value for row in answer.rows] == pytest.approx(values)


def _gross(changes: list[Change]) -> int:
    return sum(min(start.price, end.price) for start, end in changes if end)


def _before(changes: list[Change]) -> int:
    return sum(start.price for start, _ in changes)


def _by_month(contracts: list[History]) -> list[list[Change]]:
    """Return the contracts that run when a month begins, of each month with any."""
    last = max(step.at for history in contracts for step in history)
    months = [_running(contracts, start, end) for start, end in pairwise(MONTHS) if start <= last]
    return [changes for changes in months if changes]


def _running(contracts: list[History], start: datetime, end: datetime) -> list[Change]:
    found = [(running_at(history, start), running_at(history, end)) for history in contracts]
    return [(before, after) for before, after in found if before]
