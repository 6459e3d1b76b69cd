"""Parts of what a figure counts: the detractors of an NPS, the answers that a share is of."""

from dataclasses import dataclass

from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.understand.metrics.measures.promoters import Promoters
from rapport.understand.metrics.metric import Metric
from rapport.understand.stats.nps import PASSIVE_FROM, PROMOTER_FROM


@dataclass(frozen=True, slots=True)
class Part:
    """What brings a number from `low` up to before `high`; None leaves a side open. `key` is what addresses write."""

    key: str
    low: float | None = None
    high: float | None = None


_OF_NPS = (
    Part("promoter", low=PROMOTER_FROM),
    Part("passive", low=PASSIVE_FROM, high=PROMOTER_FROM),
    Part("detractor", high=PASSIVE_FROM),
)
_OF_SHARE = (Part("inside", low=1), Part("outside", high=1))


def parts_of(metric: Metric) -> tuple[Part, ...]:
    """Return the named parts of a metric, best known first; none where every row or entity counts alike."""
    if isinstance(metric.measure, Promoters):
        return _OF_NPS
    return _OF_SHARE if metric.measure.counted().is_share else ()


def part_named(metric: Metric, text: str) -> Part | None:
    """Read the name of a part, or a range `LOW..HIGH` of what each brings; empty gives None, which is everything."""
    if not text:
        return None
    low, dots, high = text.partition("..")
    if dots:
        return _range(text, _number(low), _number(high))
    for part in parts_of(metric):
        if part.key == text:
            return part
    title = Notice(metric.title)
    if known := [part.key for part in parts_of(metric)]:
        raise UserError(
            Notice("%(metric)s has no part called '%(text)s'. Known: %(known)s.", metric=title, text=text, known=known)
        )
    raise UserError(Notice("%(metric)s has no part called '%(text)s'.", metric=title, text=text))


def _range(text: str, low: float | None, high: float | None) -> Part:
    """`7..7` is the value 7 itself, within what a division can lose."""
    if low is not None and low == high:
        reach = max(abs(low), 1.0) * 1e-9
        return Part(text, low - reach, low + reach)
    return Part(text, low, high)


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError as error:
        raise UserError(Notice("'%(text)s' is not a number. Write a range as 0..7.", text=text)) from error
