"""The filter bar as a page shows it: every choice with the address that makes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store, current_store
from rapport.ui.formatting.moments import write_day
from rapport.understand.metrics.calendar import local_day
from rapport.understand.metrics.pages.cached import cached
from rapport.understand.metrics.pages.labels import channel_label
from rapport.understand.metrics.pages.presets import CUSTOM, PRESETS
from rapport.understand.metrics.pages.view_filter import NONE, PREVIOUS, YEAR, ViewFilter
from rapport.understand.metrics.store_facts import StoreFacts, store_facts


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of the bar; `query` is the address without it, where it can be taken away."""

    value: str
    label: str
    is_current: bool
    query: str = ""


@dataclass(frozen=True, slots=True)
class FilterBar:
    """The bar.

    Parameters
    ----------
    days, compared_days : the period, and the one that it is compared with, in words; empty where there is none.
    chips : the filters that hold, each with the query that leaves it out.
    kept : every parameter of the address, for the fields of a form that changes one of them.
    without_where : the query that leaves the filter out.
    """

    view: ViewFilter
    days: str
    compared_days: str
    periods: tuple[Choice, ...]
    comparisons: tuple[Choice, ...]
    channels: tuple[Choice, ...]
    segments: tuple[Choice, ...]
    chips: tuple[Choice, ...]
    kept: tuple[tuple[str, str], ...] = ()
    without_where: str = ""

    @property
    def first(self) -> str:
        return self.view.first.isoformat() if self.view.first else ""

    @property
    def last(self) -> str:
        return self.view.last.isoformat() if self.view.last else ""

    @property
    def is_custom(self) -> bool:
        return self.view.preset == CUSTOM


PARAMETERS = ("period", "from", "to", "compare", "every", "where", "segment", "channel")
"""The parameters that the bar owns. Whatever else an address says is kept when a choice changes."""


def filter_bar(
    workspace: Workspace, view: ViewFilter, *, query: Mapping[str, str] = MappingProxyType({}), store: Store | None = None
) -> FilterBar:
    """Return the bar for the choices that were read; `query` is the address that they were read from."""
    facts = cached_facts(store or current_store(workspace.slug))
    further = [(name, value) for name, value in query.items() if name not in (*PARAMETERS, *_OF_PARTS)]
    return FilterBar(
        view=view,
        days=period_words(view),
        compared_days=_compared_words(view),
        periods=tuple(_periods(view, further)),
        comparisons=tuple(_comparisons(view)),
        channels=tuple(Choice(name, channel_label(name), name == view.channel) for name in facts.channels),
        segments=tuple(_segments(workspace, view)),
        chips=tuple(_chips(workspace, view, further)),
        kept=(*parse_qsl(view.as_query()), *further),
        without_where=_with(view.as_query(where=None), further),
    )


_OF_PARTS = ("part", "offset", "bucket")
"""Parameters of parts of a page, and of a bucket, which another period may not have."""
_Further = Sequence[tuple[str, str]]


def cached_facts(store: Store) -> StoreFacts:
    """Return what the store holds, counted once while it holds the same."""
    return cached(store, ("facts",), lambda: store_facts(store))


def period_words(view: ViewFilter) -> str:
    """Say which days are looked at."""
    if view.first and view.last:
        return _("%(first)s to %(last)s") % {"first": write_day(view.first), "last": write_day(view.last)}
    if view.first:
        return _("since %(first)s") % {"first": write_day(view.first)}
    if view.last:
        return _("until %(last)s") % {"last": write_day(view.last)}
    return _("all data")


def _compared_words(view: ViewFilter) -> str:
    period = view.compared_period
    if period is None or period.start is None or period.end is None:
        return ""
    first, last = local_day(period.start, view.zone), local_day(period.end - timedelta(microseconds=1), view.zone)
    return _("%(first)s to %(last)s") % {"first": write_day(first), "last": write_day(last)}


def _periods(view: ViewFilter, further: _Further) -> Sequence[Choice]:
    labels = {
        "7d": _("7 days"),
        "30d": _("30 days"),
        "90d": _("90 days"),
        "12m": _("12 months"),
        "all": pgettext("period", "All"),
    }
    queries = {preset.key: "" if preset.key == view.usual else preset.key for preset in PRESETS}
    changes: dict[str, str | None] = {"from": None, "to": None, "every": None}
    return [
        Choice(key, labels[key], key == view.preset, _with(view.as_query(**changes, period=period), further))
        for key, period in queries.items()
    ]


def _with(query: str, further: _Further) -> str:
    return "&".join(filter(None, (query, urlencode(further))))


def _comparisons(view: ViewFilter) -> Sequence[Choice]:
    named = [(PREVIOUS, _("Period before")), (YEAR, _("Year before")), (NONE, _("No comparison"))]
    if view.compare not in dict(named):
        named.append((view.compare, view.compare.replace("..", " – ")))
    return [Choice(key, label, key == view.compare) for key, label in named]


def _segments(workspace: Workspace, view: ViewFilter) -> Sequence[Choice]:
    # Late: segments count their people, and so ask the metrics.
    from rapport.understand.segments.public import list_segments

    return [Choice(segment.key, segment.name, segment.key == view.segment) for segment in list_segments(workspace)]


def _chips(workspace: Workspace, view: ViewFilter, further: _Further) -> Sequence[Choice]:
    segment = next((choice.label for choice in _segments(workspace, view) if choice.is_current), view.segment)
    said = {"channel": channel_label(view.channel), "segment": segment, "where": view.where}
    return [Choice(name, label, True, _with(view.as_query(**{name: None}), further)) for name, label in said.items() if label]
