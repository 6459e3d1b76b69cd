"""Figures about few people are held back."""

from dataclasses import replace

from rapport.accounts.public import Workspace
from rapport.understand.metrics.answer import AnswerRow
from rapport.understand.metrics.filter import asks_about_people
from rapport.understand.metrics.metric import Metric, Suppression
from rapport.understand.metrics.names import is_about_people
from rapport.understand.metrics.question import Question
from rapport.understand.stats.estimate import Estimate


def is_suppressed(estimate: Estimate, question: Question, metric: Metric, workspace: Workspace) -> bool:
    """Tell whether a figure rests on too few to be shown."""
    if not 0 < estimate.n < workspace.minimum_cell:
        return False
    return metric.suppression is Suppression.ALWAYS or singles_out_people(question)


def singles_out_people(question: Question) -> bool:
    return any(is_about_people(name) for name in question.breakdown) or asks_about_people(question.filter)


def suppressed(row: AnswerRow, metric: Metric) -> AnswerRow:
    """Return the row without its figures. The n of a count is the figure itself, so it goes too."""
    is_count = metric.suppression is Suppression.IN_GROUPS
    return replace(row, estimate=_emptied(row.estimate, keeps_n=not is_count), is_suppressed=True, further=())


def _emptied(estimate: Estimate, *, keeps_n: bool) -> Estimate:
    return Estimate(None, None, None, estimate.n if keeps_n else 0, estimate.n_eff if keeps_n else 0.0)
