"""What the page of a metric shows at once: the figure, its course, and what has to be known to read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.ui.saying import say_all
from rapport.understand.annotations.public import Annotation, annotations_between
from rapport.understand.metrics.answer import Answer, AnswerRow
from rapport.understand.metrics.calendar import local_day
from rapport.understand.metrics.metric import METRICS, Metric
from rapport.understand.metrics.pages.cached import cached_ask
from rapport.understand.metrics.pages.chart import Props, series_props
from rapport.understand.metrics.pages.composition import Slice, composition
from rapport.understand.metrics.pages.figure import ChangeView, Figure, change_of, figure_of, further_figures
from rapport.understand.metrics.pages.gather import together
from rapport.understand.metrics.pages.labels import grain_label, metric_title, value_label
from rapport.understand.metrics.pages.links import evidence_path, metric_path
from rapport.understand.metrics.pages.view_filter import ViewFilter
from rapport.understand.metrics.question import Grain


@dataclass(frozen=True, slots=True)
class MainFigure:
    """The figure of one row: there are several where amounts are in several currencies, or scores stand each for itself."""

    label: str
    figure: Figure
    change: ChangeView | None
    further: tuple[tuple[str, Figure], ...]
    evidence_href: str


@dataclass(frozen=True, slots=True)
class GrainChoice:
    label: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class MetricView:
    """The page."""

    metric: Metric
    title: str
    definition: str
    interval: str
    caveats: tuple[str, ...]
    figures: tuple[MainFigure, ...]
    chart: Props
    grains: tuple[GrainChoice, ...]
    slices: tuple[Slice, ...]
    annotations: tuple[Annotation, ...]
    warnings: tuple[str, ...]


def view_metric(workspace: Workspace, store: Store, key: str, view: ViewFilter) -> MetricView:
    """Ask what the page shows at once; raise UserError where the question makes no sense."""
    metric = METRICS[key]
    every = view.every or view.grain
    answers = together(
        {
            "whole": lambda: cached_ask(workspace, store, view.question(key)),
            "course": lambda: cached_ask(workspace, store, view.question(key, every=every)),
        }
    )
    whole, course = answers["whole"], answers["course"]
    annotations = _annotations(workspace, whole)
    return MetricView(
        metric=metric,
        title=metric_title(metric),
        definition=_(metric.definition),
        interval=_(metric.interval),
        caveats=tuple(_(caveat) for caveat in metric.caveats),
        figures=tuple(_figures(whole, workspace, view)),
        chart=series_props(
            course,
            title=metric_title(metric),
            link=lambda row_key: evidence_path(workspace, key, view, key=row_key, every=every),
            annotations=annotations,
        ),
        grains=_grains(workspace, key, view, every),
        slices=composition(workspace, store, whole, view),
        annotations=tuple(annotations),
        warnings=say_all((*whole.warnings, *course.warnings)),
    )


def _figures(answer: Answer, workspace: Workspace, view: ViewFilter) -> Sequence[MainFigure]:
    compared = {row.key: row for row in answer.comparison.rows} if answer.comparison else {}
    return [
        MainFigure(
            label=" · ".join(value_label(name, value) for name, value in row.key),
            figure=figure_of(row, answer),
            change=_told(change_of(compared[row.key], answer)) if row.key in compared else None,
            further=_further(row, answer),
            evidence_href=evidence_path(workspace, answer.metric.key, view, key=row.key),
        )
        for row in answer.rows
    ]


def _told(change: ChangeView) -> ChangeView | None:
    return change if change.is_told else None


def _further(row: AnswerRow, answer: Answer) -> tuple[tuple[str, Figure], ...]:
    names = {"p90": _("90th percentile"), "mean": _("Mean"), "share": _("Share"), "net": _("Net, with price rises")}
    return tuple((names.get(name, name), figure) for name, figure in further_figures(row, answer).items())


def _annotations(workspace: Workspace, answer: Answer) -> Sequence[Annotation]:
    start, end = answer.period.start, answer.period.end
    return annotations_between(
        workspace, local_day(start, answer.zone) if start else None, local_day(end, answer.zone) if end else None
    )


def _grains(workspace: Workspace, key: str, view: ViewFilter, every: Grain) -> tuple[GrainChoice, ...]:
    return tuple(
        GrainChoice(grain_label(grain), metric_path(workspace, key, view, every=grain.value), grain is every) for grain in Grain
    )
