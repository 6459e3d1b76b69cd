"""An answer: the one form in which every figure is given."""

from dataclasses import dataclass, field

from rapport.understand.metrics.metric import Better, Metric
from rapport.understand.metrics.question import Against, Period, Question
from rapport.understand.metrics.sums import KeyValue
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.verdict import Comparison, Verdict

Key = tuple[tuple[str, KeyValue], ...]
"""Name and value of the bucket and of each group; empty when the question has neither."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A figure with what belongs beside it.

    When it is suppressed, value and limits are None; of a count, n as well, since n is the figure.
    """

    key: Key
    estimate: Estimate
    is_suppressed: bool = False
    further: tuple[tuple[str, Estimate], ...] = ()


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """What a test says about one row; `tested` is None where a side is missing or suppressed."""

    key: Key
    tested: Comparison | None

    @property
    def verdict(self) -> Verdict:
        return self.tested.verdict if self.tested else Verdict.TOO_LITTLE_DATA


@dataclass(frozen=True, slots=True)
class ComparedWith:
    """What the rows were compared with.

    Parameters
    ----------
    period : None for the rest of the breakdown.
    is_scaled : whether counts and sums of the other period are scaled, since it (or a bucket of it) is longer or shorter.
    """

    against: Against | None
    period: Period | None
    rows: tuple[ComparisonRow, ...]
    is_scaled: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Parameters
    ----------
    unit : as shown: the currency where the figure is money of one currency.
    period : what was looked at; both ends None when nothing was found.
    warnings : what the reader has to know about this very answer.
    """

    question: Question
    metric: Metric
    unit: str
    period: Period
    rows: tuple[AnswerRow, ...]
    zone: str
    comparison: ComparedWith | None = None
    warnings: tuple[str, ...] = field(default=())


def is_good(metric: Metric, verdict: Verdict) -> bool | None:
    """Tell whether a change is for the better; None where there is none or the metric has no direction."""
    if metric.direction is Better.NEITHER or verdict not in (Verdict.UP, Verdict.DOWN):
        return None
    return (verdict is Verdict.UP) == (metric.direction is Better.HIGHER)
