"""The figures on top, and the course of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.record.store.public import Store
from rapport.ui.saying import say_error
from rapport.understand.annotations.public import Annotation, annotations_between
from rapport.understand.metrics.pages.cached import cached_ask, is_cached
from rapport.understand.metrics.pages.chart import Props, series_props
from rapport.understand.metrics.pages.gather import ready_within
from rapport.understand.metrics.pages.labels import metric_title
from rapport.understand.metrics.pages.links import evidence_path, metric_path
from rapport.understand.metrics.pages.summary import Summary, is_at_hand, summarise
from rapport.understand.metrics.pages.view_filter import ViewFilter
from rapport.understand.metrics.public import METRICS, Metric

BUDGET_S = 0.05
"""How long the first paint waits for figures that nobody has asked for since the data changed; the rest come after it."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure on the overview; `summary` is None while it is being computed."""

    metric: Metric
    title: str
    summary: Summary | None


@dataclass(frozen=True, slots=True)
class TrendChoice:
    metric: str
    label: str
    query: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """The course of one metric; `chart` is None while it is being computed or where it cannot be."""

    metric: str
    title: str
    href: str
    choices: tuple[TrendChoice, ...]
    chart: Props | None
    annotations: tuple[Annotation, ...]
    error: str = ""


def gather_tiles(
    workspace: Workspace, store: Store, keys: Sequence[str], view: ViewFilter, *, budget_s: float | None = None
) -> tuple[Tile, ...]:
    """Return a tile for each metric, with those figures that are ready in time."""
    ready = {key: summarise(workspace, store, key, view) for key in keys if is_at_hand(workspace, store, key, view)}
    tasks = {key: partial(summarise, workspace, store, key, view) for key in keys if key not in ready}
    if tasks:
        ready |= ready_within(BUDGET_S if budget_s is None else budget_s, tasks)
    return tuple(Tile(METRICS[key], metric_title(METRICS[key]), ready.get(key)) for key in keys)


def gather_trend(
    workspace: Workspace, store: Store, keys: Sequence[str], view: ViewFilter, *, wanted: str = "", must_wait: bool = True
) -> Trend:
    """Return the course of the wanted metric, or of the first; without `must_wait` only if it is at hand."""
    key = wanted if wanted in keys else keys[0]
    every = view.every or view.grain
    question = view.question(key, every=every)
    annotations = tuple(annotations_between(workspace, view.first, view.last))
    chart, error = None, ""
    if must_wait or is_cached(workspace, store, question):
        try:
            chart = series_props(
                cached_ask(workspace, store, question),
                title=metric_title(METRICS[key]),
                link=lambda row_key: evidence_path(workspace, key, view, key=row_key, every=every),
                annotations=annotations,
            )
        except UserError as caught:
            error = say_error(caught)
    choices = tuple(
        TrendChoice(each, metric_title(METRICS[each]), view.as_query(trend=each if each != keys[0] else None), each == key)
        for each in keys
    )
    return Trend(key, metric_title(METRICS[key]), metric_path(workspace, key, view), choices, chart, annotations, error)
