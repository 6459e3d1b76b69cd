"""From the texts that people type, in the terminal or an address, to a question."""

from collections.abc import Sequence
from datetime import timedelta

from rapport.core.errors import UserError
from rapport.core.expressions.parse import parse_expression
from rapport.core.expressions.tree import Literal
from rapport.core.notice import Notice
from rapport.understand.metrics.metric import METRICS
from rapport.understand.metrics.periods import parse_period, parse_range
from rapport.understand.metrics.question import Against, Grain, Period, Question


def parse_question(
    metric: str,
    *,
    zone: str,
    first: str | None = None,
    last: str | None = None,
    every: str | None = None,
    by: Sequence[str] = (),
    where: str | None = None,
    compare: str | None = None,
    is_weighted: bool = False,
    window: str | None = None,
) -> Question:
    """Read a question.

    Parameters
    ----------
    metric : its key in the catalogue; `-` may stand for `_`.
    zone : the workspace's, in which days begin.
    first, last : the first and last day, month, year or instant; inclusive.
    every : day, week, month, quarter or year.
    by : names of dimensions; each may hold several with commas.
    where : a filter, such as ``country = DE and did(order_placed, 90d)``.
    compare : ``previous``, ``rest``, or FROM..TO.
    window : after how long without a sign of life a person is lost, such as ``90d``.

    Raises
    ------
    UserError : a text cannot be read; it says which and how to write it.
    """
    return Question(
        metric=parse_metric(metric),
        period=parse_period(first, last, zone),
        grain=parse_grain(every),
        breakdown=tuple(name.strip() for names in by for name in names.split(",") if name.strip()),
        filter=parse_expression(where, bare_words_are_values=True) if where and where.strip() else None,
        comparison=_parse_comparison(compare, zone),
        is_weighted=is_weighted,
        window=_parse_window(window),
    )


def parse_metric(text: str) -> str:
    """Return the key of a metric; raise UserError that lists them."""
    return METRICS[text.strip().lower().replace("-", "_")].key


def parse_grain(text: str | None) -> Grain | None:
    """Return the grain of that name; raise UserError that lists them."""
    if not text:
        return None
    try:
        return Grain(text.strip().lower())
    except ValueError as error:
        raise UserError(Notice("There is no grain '%(text)s'. Known: %(known)s.", text=text, known=list(Grain))) from error


def _parse_comparison(text: str | None, zone: str) -> Against | Period | None:
    if not text:
        return None
    if text.strip().lower() in tuple(Against):
        return Against(text.strip().lower())
    return parse_range(text.strip(), zone)


def _parse_window(text: str | None) -> timedelta | None:
    if not text:
        return None
    node = parse_expression(text)
    if isinstance(node, Literal) and isinstance(node.value, timedelta) and node.value:
        return node.value
    raise UserError(Notice("Cannot read the window '%(text)s'. Write how many days or weeks: 90d, 12w.", text=text))
