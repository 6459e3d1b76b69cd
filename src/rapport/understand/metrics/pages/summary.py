"""A metric in short: the figure, how it changed, and its course as a sparkline."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.record.store.public import Store
from rapport.ui.saying import say_all, say_error
from rapport.understand.metrics.answer import Answer, AnswerRow
from rapport.understand.metrics.measures.promoters import Promoters
from rapport.understand.metrics.metric import METRICS, Metric
from rapport.understand.metrics.pages.cached import cached_ask, is_cached
from rapport.understand.metrics.pages.chart import whole_buckets
from rapport.understand.metrics.pages.composition import Slice, composition
from rapport.understand.metrics.pages.figure import ChangeView, Figure, change_of, figure_of, unknown_figure
from rapport.understand.metrics.pages.labels import metric_title
from rapport.understand.metrics.pages.links import bucket_of_key, evidence_path, metric_path
from rapport.understand.metrics.pages.view_filter import ViewFilter
from rapport.understand.metrics.question import Question
from rapport.understand.stats.estimate import Estimate


@dataclass(frozen=True, slots=True)
class Summary:
    """What a tile shows.

    Parameters
    ----------
    change : against what the filter bar compares with; None where nothing is compared.
    values, lows, highs : of the buckets, for the sparkline.
    slices : what an NPS is made of; none for other metrics, whose tiles say it already.
    further_rows : how many rows the answer has beside the one shown: amounts in other currencies.
    error : why there is no figure, such as a setting that is missing.
    """

    metric: Metric
    title: str
    figure: Figure
    change: ChangeView | None
    values: tuple[float | None, ...]
    lows: tuple[float | None, ...]
    highs: tuple[float | None, ...]
    href: str
    evidence_href: str
    slices: tuple[Slice, ...] = ()
    further_rows: int = 0
    warnings: tuple[str, ...] = ()
    error: str = ""

    @property
    def tone(self) -> str:
        """Of the sparkline: quiet where nothing is known to have changed."""
        states = {"better": "good", "worse": "bad"}
        return states.get(self.change.state, "") if self.change else ""

    @property
    def has_course(self) -> bool:
        return sum(value is not None for value in self.values) > 1


def has_one_figure(metric: Metric) -> bool:
    """Whether a metric can be told in one figure; a distribution cannot."""
    return set(metric.split_by) <= {"currency"}


def summary_questions(metric: str, view: ViewFilter) -> tuple[Question, Question]:
    """Return the question for the figure, and the one for its course."""
    return view.question(metric), view.question(metric, every=view.every or view.grain, is_compared=False)


def is_at_hand(workspace: Workspace, store: Store, metric: str, view: ViewFilter) -> bool:
    """Whether a summary costs nothing."""
    return all(is_cached(workspace, store, question) for question in summary_questions(metric, view))


def summarise(workspace: Workspace, store: Store, key: str, view: ViewFilter) -> Summary:
    """Return a metric in short; what it lacks is said in `error`."""
    metric = METRICS[key]
    whole, course = summary_questions(key, view)
    href, evidence_href = metric_path(workspace, key, view), evidence_path(workspace, key, view)
    try:
        answer, series = (cached_ask(workspace, store, question) for question in (whole, course))
    except UserError as error:
        nothing = unknown_figure(metric.unit.value)
        return Summary(metric, metric_title(metric), nothing, None, (), (), (), href, evidence_href, error=say_error(error))
    main = answer.rows[0] if answer.rows else None
    estimates = _course(series, main)
    return Summary(
        metric=metric,
        title=metric_title(metric),
        figure=figure_of(main, answer) if main else unknown_figure(answer.unit),
        change=change_of(answer.comparison.rows[0], answer) if answer.comparison and answer.comparison.rows else None,
        values=tuple(estimate.value for estimate in estimates),
        lows=tuple(estimate.low for estimate in estimates),
        highs=tuple(estimate.high for estimate in estimates),
        href=href,
        evidence_href=evidence_href,
        slices=composition(workspace, store, answer, view) if isinstance(metric.measure, Promoters) else (),
        further_rows=max(len(answer.rows) - 1, 0),
        warnings=say_all(answer.warnings),
    )


def _course(series: Answer, main: AnswerRow | None) -> Sequence[Estimate]:
    """Return the figures of the buckets in order of time, of the currency that is shown."""
    grain = series.question.grain
    currency = dict(main.key).get("currency") if main else None
    rows = [row for row in series.rows if dict(row.key).get("currency") in (None, currency)]
    shown = whole_buckets(series, rows, grain) if grain else set()
    return [row.estimate for row in rows if grain and bucket_of_key(row.key, grain) in shown]
