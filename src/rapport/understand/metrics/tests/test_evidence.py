"""What stands behind a figure is what the figure counts: n says the same, and so does the figure worked out from it again."""

from collections.abc import Sequence
from statistics import fmean, median

import pytest

from rapport.core.errors import UserError
from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.answer import AnswerRow
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.evidence.evidence import evidence
from rapport.understand.metrics.evidence.parts import part_named, parts_of
from rapport.understand.metrics.measures.counts import Total
from rapport.understand.metrics.measures.durations import Durations
from rapport.understand.metrics.measures.promoters import Promoters
from rapport.understand.metrics.metric import METRICS, Metric
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.populations.identity import Entity
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.golden import surveys
from rapport.understand.metrics.tests.golden.all_cases import CASES, STORIES
from rapport.understand.metrics.tests.golden.case import GoldenCase
from rapport.understand.metrics.tests.streams import ALICE


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_they_are_as_many_as_n_says_and_give_the_figure(case: GoldenCase, engine: str, open_stream: OpenStream) -> None:
    store = open_stream(STORIES[case.story], engine)
    question = parse_question(case.metric, zone=case.workspace.zone, **case.asked)  # type: ignore[arg-type]  # its arguments

    for row in ask(case.workspace, store, question).rows:
        found = evidence(case.workspace, store, question, key=row.key, limit=1000)

        assert found.total == len(found.rows) == _counted(row), row.key
        values = [each.value for each in found.rows if each.value is not None]
        if values and not question.is_weighted:
            assert _worked_out(METRICS[case.metric], values) == pytest.approx(row.estimate.value)


def _counted(row: AnswerRow) -> int:
    """The n of a row; of a distribution, the part of n that has the score of the row."""
    if "score" in dict(row.key) and row.estimate.value is not None:
        return round(row.estimate.n * row.estimate.value)
    return row.estimate.n


def _worked_out(metric: Metric, values: Sequence[float]) -> float:
    match metric.measure:
        case Total():
            return sum(values)
        case Durations():
            return median(values)
        case Promoters():
            return 100 * fmean((value >= 9) - (value <= 6) for value in values)
    return fmean(values)


NPS = parse_question("nps", zone="UTC")


def test_parts_add_up_to_all(open_stream: OpenStream) -> None:
    store = open_stream(surveys.STREAM, "duckdb")
    parts = {part.key: evidence(ALICE, store, NPS, part=part) for part in parts_of(METRICS["nps"])}
    everything = evidence(ALICE, store, NPS)

    assert list(parts) == ["promoter", "passive", "detractor"]
    assert sum(found.total for found in parts.values()) == everything.total
    assert {row.value for row in parts["detractor"].rows} <= set(range(7))
    shares = [evidence(ALICE, store, parse_question("csat", zone="UTC"), part=part) for part in parts_of(METRICS["csat"])]
    assert [{row.value for row in found.rows} for found in shares] == [{1.0}, {0.0}]


def test_pages_follow_each_other_from_the_latest_on(open_stream: OpenStream) -> None:
    store = open_stream(surveys.STREAM, "duckdb")
    everything = evidence(ALICE, store, NPS, limit=1000)

    pages = [evidence(ALICE, store, NPS, limit=40, offset=offset).rows for offset in range(0, everything.total, 40)]

    assert [row for page in pages for row in page] == list(everything.rows)
    times = [row.at for row in everything.rows if row.at]
    assert times == sorted(times, reverse=True)
    assert everything.entity is Entity.INTERACTION


def test_a_part_may_be_a_range_and_what_is_none_is_refused() -> None:
    nps, orders = METRICS["nps"], METRICS["orders"]

    assert part_named(nps, "") is None
    ranged = part_named(nps, "3..7")
    assert ranged
    assert (ranged.low, ranged.high) == (3, 7)
    for metric, text in ((nps, "fans"), (orders, "promoter"), (nps, "a..b")):
        with pytest.raises(UserError):
            part_named(metric, text)


def test_nothing_stands_behind_what_is_not_there(open_stream: OpenStream) -> None:
    empty = open_stream((), "duckdb")

    for metric in METRICS:
        assert evidence(ALICE, empty, parse_question(metric, zone="UTC")).total == 0
