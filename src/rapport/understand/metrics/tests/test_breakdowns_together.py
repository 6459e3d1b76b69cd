"""What several breakdowns give in one statement is what each gives that is asked for by itself."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rapport.record.store.public import Store
from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.as_json import answer_as_json
from rapport.understand.metrics.ask import ask, ask_by_each
from rapport.understand.metrics.changes import find_changes
from rapport.understand.metrics.metric import METRICS
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.question import Question
from rapport.understand.metrics.splits import Breakdown, Splits
from rapport.understand.metrics.tests import test_contracts
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.test_engines_agree import STREAM, WORKSPACE, assert_same
from rapport.understand.stats.estimate import Estimate

BREAKDOWNS: tuple[Breakdown, ...] = ((), ("channel",), ("weekday",), ("country", "trait.plan"))
FOUR_MONTHS = {"first": "2025-11", "last": "2026-02"}


@pytest.mark.parametrize(
    "asked",
    [
        {**FOUR_MONTHS, "compare": "previous"},
        {**FOUR_MONTHS, "where": "country != JP and (channel = web or did(order_placed, 60d))", "every": "month"},
    ],
    ids=["compared", "filtered by month"],
)
@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("engine", ENGINES)
def test_each_metric_gives_the_same(engine: str, metric: str, asked: dict[str, str], open_stream: OpenStream) -> None:
    question = parse_question(metric, zone=WORKSPACE.zone, **asked)  # type: ignore[arg-type]  # its arguments
    question = replace(question, is_weighted="where" in asked and METRICS[metric].can_weight)

    check(open_stream(STREAM, engine), question, BREAKDOWNS)


@pytest.mark.parametrize("metric", ["nps", "revenue", "returning_people", "retention_rate", "first_response_time", "backlog"])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_period_in_which_nothing_happened_gives_the_same(engine: str, metric: str, open_stream: OpenStream) -> None:
    question = parse_question(metric, zone=WORKSPACE.zone, first="2024-01", last="2024-02", compare="previous")

    check(open_stream(STREAM, engine), question, [(), ("channel",)])


@pytest.mark.parametrize("metric", ["revenue_retention", "subscription_retention", "renewal_rate", "average_contract_value"])
@pytest.mark.parametrize("engine", ENGINES)
def test_contracts_in_two_currencies_give_the_same(engine: str, metric: str, open_stream: OpenStream) -> None:
    question = parse_question(metric, zone="UTC", first="2026-03", last="2026-03", compare="previous")

    check(open_stream(test_contracts.STREAM, engine), question, [(), ("currency",), ("channel",), ("kind", "currency")])


def check(store: Store, question: Question, breakdowns: Sequence[Breakdown]) -> None:
    together = ask_by_each(WORKSPACE, store, question, breakdowns)

    for breakdown, answer in zip(breakdowns, together, strict=True):
        alone = ask(WORKSPACE, store, replace(question, breakdown=breakdown))
        assert answer.question == alone.question
        assert_same(answer_as_json(answer), answer_as_json(alone))


@pytest.mark.parametrize("engine", ENGINES)
def test_each_change_is_what_a_question_of_its_own_says(engine: str, open_stream: OpenStream) -> None:
    store = open_stream(STREAM, engine)
    question = parse_question("nps", zone=WORKSPACE.zone, first="2026-01", last="2026-03", compare="previous")

    found = find_changes(WORKSPACE, store, question)

    assert len({change.metric.key for change in found.changes}) > 3
    assert any(change.key for change in found.changes)
    for change in found.changes:
        names = tuple(name for name, _ in change.key if name not in change.metric.split_by)
        alone = ask(WORKSPACE, store, replace(question, metric=change.metric.key, breakdown=names))
        assert alone.comparison
        [tested] = [row.tested for row in alone.comparison.rows if row.key == change.key]
        assert tested
        for side in ("before", "after", "difference"):
            assert_estimates_same(getattr(change.tested, side), getattr(tested, side))
        assert change.tested.p_value == pytest.approx(tested.p_value)


def assert_estimates_same(one: Estimate, other: Estimate) -> None:
    assert one.n == other.n
    assert [one.value, one.low, one.high] == pytest.approx([other.value, other.low, other.high])


def test_a_mark_has_a_bit_for_each_key_outside_of_the_breakdown() -> None:
    splits = Splits(((), ("channel",), ("channel", "country"), ("country",)))

    assert [splits.mark(breakdown) for breakdown in splits.breakdowns] == [0b11, 0b01, 0b00, 0b10]
    assert splits.group_by("who") == "GROUP BY GROUPING SETS ((who), (who, key_0), (who, key_0, key_1), (who, key_1))"
