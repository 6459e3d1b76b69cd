"""Ask a question: collect the sums, make figures of them, hold back the small ones, compare."""

from collections.abc import Sequence
from dataclasses import replace

from rapport.accounts.public import Workspace
from rapport.core.notice import Notice
from rapport.record.store.public import Store
from rapport.understand.metrics.answer import Answer, AnswerRow, ComparedWith
from rapport.understand.metrics.check import check_question
from rapport.understand.metrics.collect import Collected, collect
from rapport.understand.metrics.compare import compare_periods, compare_with_rest
from rapport.understand.metrics.figures import FigureRow, figure_rows, shown_rows
from rapport.understand.metrics.metric import METRICS, Metric
from rapport.understand.metrics.money import currency_warning, shown_unit
from rapport.understand.metrics.periods import preceding
from rapport.understand.metrics.question import Against, Period, Question
from rapport.understand.metrics.splits import Breakdown


def ask(workspace: Workspace, store: Store, question: Question) -> Answer:
    """Answer a question from the store.

    Parameters
    ----------
    workspace : gives the zone, the minimum cell, the inactivity window, business hours and costs.
    store : of that workspace.
    question : from `parse_question`, or made in code.

    Returns
    -------
    Answer, with a row for each bucket and group. Shares are 0 to 1, money is in major units.

    Raises
    ------
    UserError : the question names what does not exist, cannot be weighted or compared so, or needs a setting first.
    """
    [answer] = ask_by_each(workspace, store, question, [question.breakdown])
    return answer


def ask_by_each(workspace: Workspace, store: Store, question: Question, breakdowns: Sequence[Breakdown]) -> list[Answer]:
    """Answer a question by each of several breakdowns, as `ask` does, with one statement for each period."""
    metric = METRICS[question.metric]
    questions = [replace(question, breakdown=breakdown) for breakdown in breakdowns]
    for asked in questions:
        check_question(asked, metric, workspace)
    found = collect(question, breakdowns, metric, workspace, store)
    earlier = _earlier(found[0].period, question, workspace)
    before = collect(replace(question, period=earlier), breakdowns, metric, workspace, store) if earlier else [None] * len(found)
    return [_answer(*each, metric, workspace) for each in zip(questions, found, before, strict=True)]


def _earlier(period: Period, question: Question, workspace: Workspace) -> Period | None:
    """Return the period that is compared with; None where it is none, or there are no data, so nothing to compare."""
    if isinstance(question.comparison, Period):
        return question.comparison
    latest = replace(period, start=question.period.start)
    if question.comparison is not Against.PREVIOUS or (latest.start and latest.end is None):
        return None
    return preceding(latest, workspace.zone)


def _answer(question: Question, collected: Collected, before: Collected | None, metric: Metric, workspace: Workspace) -> Answer:
    figures = figure_rows(collected.rows, question, metric, workspace)
    rows = shown_rows(figures, question, metric, workspace)
    compared = _comparison(figures, collected, before, question, metric, workspace)
    return Answer(
        question=question,
        metric=metric,
        unit=shown_unit(figures, question, metric, workspace.currency),
        period=collected.period,
        rows=rows,
        zone=workspace.zone,
        comparison=compared,
        warnings=(
            *_warnings(rows, metric, workspace),
            *currency_warning(figures, question, metric),
            *metric.warn(collected.rows),
            *((_SCALED,) if compared and compared.is_scaled else ()),
        ),
    )


def _comparison(
    figures: Sequence[FigureRow],
    collected: Collected,
    before: Collected | None,
    question: Question,
    metric: Metric,
    workspace: Workspace,
) -> ComparedWith | None:
    if question.comparison is Against.REST:
        return compare_with_rest(figures, question=question, metric=metric, workspace=workspace)
    if before is None:
        return None
    return compare_periods(
        (before.period, figure_rows(before.rows, question, metric, workspace)),
        (collected.period, figures),
        question=question,
        metric=metric,
        workspace=workspace,
    )


_SCALED = Notice("The periods differ in length: what was before is scaled to as many days as there are now.")


def _warnings(rows: Sequence[AnswerRow], metric: Metric, workspace: Workspace) -> list[str]:
    if not any(row.estimate.n or row.is_suppressed for row in rows):
        return [Notice("Nothing was found that counts for %(metric)s.", metric=Notice(metric.title))]
    if hidden := sum(row.is_suppressed for row in rows):
        return [
            Notice(
                "%(hidden)s of %(all)s figures rest on fewer than %(least)s and are suppressed. Totals and the other groups can "
                "still give some of them away.",
                hidden=hidden,
                all=len(rows),
                least=workspace.minimum_cell,
            )
        ]
    return []
