"""Money is shown in major units of one currency; two currencies are never added."""

from collections.abc import Sequence

from rapport.core.notice import Notice
from rapport.understand.metrics.figures import CURRENCY, FigureRow, currencies
from rapport.understand.metrics.metric import Metric, Unit
from rapport.understand.metrics.question import Question


def shown_unit(rows: Sequence[FigureRow], question: Question, metric: Metric, workspace_currency: str) -> str:
    """Return the unit as shown: the currency, where all figures are in one."""
    if metric.unit is not Unit.MONEY:
        return metric.unit.value
    found = currencies(rows, question, metric) or [workspace_currency]
    return found[0] if len(found) == 1 else metric.unit.value


def currency_warning(rows: Sequence[FigureRow], question: Question, metric: Metric) -> list[str]:
    """Say that the figures are split by currency although nobody asked for that."""
    found = currencies(rows, question, metric)
    if len(found) < 2 or CURRENCY in question.breakdown:
        return []
    return [
        Notice(
            "There are amounts in %(currencies)s, which are never added. For one of them, filter by: currency = %(first)s",
            currencies=found,
            first=found[0],
        )
    ]
