"""Every metric gives the answer that was worked out by hand, on every engine."""

import pytest

from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.answer import AnswerRow
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.metric import METRICS
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.golden.all_cases import CASES, STORIES
from rapport.understand.metrics.tests.golden.case import GoldenCase, Row


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_answer_is_the_one_worked_out_by_hand(case: GoldenCase, engine: str, open_stream: OpenStream) -> None:
    question = parse_question(case.metric, zone=case.workspace.zone, **case.asked)  # type: ignore[arg-type]  # its arguments

    answer = ask(case.workspace, open_stream(STORIES[case.story], engine), question)

    assert [dict(row.key) for row in answer.rows] == [dict(row.key) for row in case.rows]
    for found, expected in zip(answer.rows, case.rows, strict=True):
        check_row(found, expected)
    assert case.unit in (None, answer.unit)


def check_row(found: AnswerRow, expected: Row) -> None:
    assert found.estimate.value == pytest.approx(expected.value)
    assert found.estimate.n == expected.n
    assert {name: estimate.value for name, estimate in found.further if name in expected.further} == pytest.approx(
        dict(expected.further)
    )
    if expected.low is not None:
        assert (found.estimate.low, found.estimate.high) == pytest.approx((expected.low, expected.high), abs=0.005)
    if found.estimate.low is not None and found.estimate.high is not None and found.estimate.value is not None:
        assert found.estimate.low <= found.estimate.value <= found.estimate.high


def test_every_metric_has_an_answer_worked_out_by_hand() -> None:
    assert set(METRICS) == {case.metric for case in CASES}
