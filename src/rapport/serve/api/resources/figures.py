"""Metrics, questions and changes."""

from typing import Annotated

from ninja import Path, Query

from rapport.serve.api.documents.figures import AnswerDocument, ChangesDocument, MetricDocument, QuestionBody
from rapport.serve.api.filters import SegmentKey, Where, filter_with_segment
from rapport.serve.api.problems import Kind, told_as
from rapport.serve.api.request import ApiRequest, store_of, workspace_of
from rapport.serve.api.resource import Resource
from rapport.understand.metrics.public import (
    METRICS,
    answer_as_json,
    ask,
    catalogue,
    changes_as_json,
    find_changes,
    metric_as_json,
    parse_metric,
    parse_question,
)

FIGURES = Resource(
    "figures", title="Figures", order=10, about="What is measured, how it stands and what changed, each with its interval."
)

First = Annotated[
    str | None, Query(alias="from", max_length=40, description="First day, month, year or moment: 2026-01, today, -90d.")
]
Last = Annotated[str | None, Query(alias="to", max_length=40, description="The last one, which is part of the period.")]
By = Annotated[
    list[str], Query(max_length=5, description="A name to break down by, such as channel, country or trait.plan; may repeat.")
]


@FIGURES.get("/metrics", needs="read:figures", gives=list[MetricDocument])
def list_metrics(request: ApiRequest) -> list[dict[str, object]]:
    """List the metrics.

    Every figure that can be asked for, with its definition, its unit and what has to be known before believing it.
    """
    return [metric_as_json(metric) for metric in catalogue()]


@FIGURES.get("/metrics/{metric}", needs="read:figures", gives=MetricDocument, problems=(404,))
def show_metric(request: ApiRequest, metric: Annotated[str, Path(max_length=100, example="nps")]) -> dict[str, object]:
    """Show a metric."""
    with told_as(Kind.NOT_FOUND):
        return metric_as_json(METRICS[parse_metric(metric)])


@FIGURES.get("/ask", needs="read:figures", gives=AnswerDocument)
def ask_by_address(
    request: ApiRequest,
    metric: Annotated[str, Query(max_length=100, description="Its name; `GET /metrics` lists them.", example="nps")],
    first: First = None,
    last: Last = None,
    every: Annotated[
        str | None, Query(max_length=10, description="One figure for each day, week, month, quarter or year.", example="month")
    ] = None,
    by: By = [],  # noqa: B006  # read only, and ninja wants the value
    where: Where = None,
    segment: SegmentKey = None,
    compare: Annotated[
        str | None, Query(max_length=100, description="previous, rest (of the breakdown), or a period FROM..TO.")
    ] = None,
    weighted: Annotated[bool, Query(description="Whether each answer counts with its survey weight.")] = False,
    window: Annotated[
        str | None, Query(max_length=20, description="Without a sign of life for so long, a person is lost: 90d.")
    ] = None,
) -> dict[str, object]:
    """Ask for a figure.

    The same question in the same words as `rapport ask`, and the same answer as its `--json`: value, 95 % interval and n
    for each bucket and group. Groups of fewer people than the workspace's minimum are suppressed.
    """
    workspace = workspace_of(request)
    question = parse_question(
        metric,
        zone=workspace.zone,
        first=first,
        last=last,
        every=every,
        by=by,
        where=filter_with_segment(request, where, segment),
        compare=compare,
        is_weighted=weighted,
        window=window,
    )
    return answer_as_json(ask(workspace, store_of(request), question))


@FIGURES.post("/ask", needs="read:figures", gives=AnswerDocument, status=200, changes=False)
def ask_by_body(request: ApiRequest, question: QuestionBody) -> dict[str, object]:
    """Ask for a figure, with the question as JSON.

    For questions that are too long for an address, or whose filter names a person and should stay out of logs.
    """
    workspace = workspace_of(request)
    asked = parse_question(
        question.metric,
        zone=workspace.zone,
        first=question.first,
        last=question.last,
        every=question.every,
        by=question.by,
        where=filter_with_segment(request, question.where, question.segment),
        compare=question.compare,
        is_weighted=question.weighted,
        window=question.window,
    )
    return answer_as_json(ask(workspace, store_of(request), asked))


@FIGURES.get("/changes", needs="read:figures", gives=ChangesDocument)
def list_changes(
    request: ApiRequest,
    first: First = None,
    last: Last = None,
    compare: Annotated[
        str | None, Query(max_length=100, description="Another period FROM..TO; without it, the one before.")
    ] = None,
    by: By = [],  # noqa: B006  # see above
    metric: Annotated[list[str], Query(max_length=50, description="Look at this metric only; may repeat.")] = [],  # noqa: B006
    where: Where = None,
    segment: SegmentKey = None,
) -> dict[str, object]:
    """Find what changed.

    All metrics over all dimensions between two periods; of the changes named, at most 5 % are expected to be chance. Without
    a period, the last one against the one before. This reads everything, so it can take seconds.
    """
    workspace = workspace_of(request)
    metrics = [parse_metric(name) for names in metric for name in names.split(",")]
    question = parse_question(
        "interactions",
        zone=workspace.zone,
        first=first,
        last=last,
        by=by,
        where=filter_with_segment(request, where, segment),
        compare=compare,
    )
    return changes_as_json(find_changes(workspace, store_of(request), question, metrics=metrics))


RESOURCES = (FIGURES,)
