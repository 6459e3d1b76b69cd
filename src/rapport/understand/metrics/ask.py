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
    metric = METRICS[question.metric]
    check_question(question, metric, workspace)
    collected = collect(question, metric, workspace, store)
    figures = figure_rows(collected.rows, question, metric, workspace)
    rows = shown_rows(figures, question, metric, workspace)
    compared = _comparison(collected, figures, question, metric, workspace, store)
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
    collected: Collected, figures: Sequence[FigureRow], question: Question, metric: Metric, workspace: Workspace, store: Store
) -> ComparedWith | None:
    match question.comparison:
        case None:
            return None
        case Against.REST:
            return compare_with_rest(figures, question=question, metric=metric, workspace=workspace)
        case Against.PREVIOUS:
            latest = replace(collected.period, start=question.period.start)
            if latest.start and latest.end is None:  # no data, so nothing to compare
                return None
            earlier = preceding(latest, workspace.zone)
        case Period() as earlier:
            pass
    before = collect(replace(question, period=earlier), metric, workspace, store)
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
