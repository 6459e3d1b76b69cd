"""What the controls of the explore page offer."""
# icons: number-123 chart-line chart-bar grid-dots table

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.record.store.public import Store
from rapport.understand.metrics.public import Grain, Metric, Question, Unit, catalogue
from rapport.understand.segments.public import dimension_names, trait_names
from rapport.understand.views.figures import grain_label, metric_title, name_label
from rapport.understand.views.result.shape import Shape, shapes_of


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose."""

    value: str
    label: str
    is_chosen: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    options: tuple[Option, ...]


_UNITS = (Unit.POINTS, Unit.SCORE, Unit.SHARE, Unit.COUNT, Unit.MONEY, Unit.SECONDS)


def metric_options(chosen: Metric) -> list[Group]:
    """Return all metrics by what they are measured in."""
    labels = {
        Unit.POINTS: _("Scores in points"),
        Unit.SCORE: _("Mean scores"),
        Unit.SHARE: _("Shares"),
        Unit.COUNT: _("Counts"),
        Unit.MONEY: _("Money"),
        Unit.SECONDS: _("Time"),
    }
    metrics = sorted(catalogue(), key=lambda metric: metric_title(metric).casefold())
    groups = [
        Group(
            labels[unit],
            tuple(Option(m.key, metric_title(m), m.key == chosen.key) for m in metrics if m.unit is unit),
        )
        for unit in _UNITS
    ]
    return [group for group in groups if group.options]


def dimension_options(metric: Metric, store: Store, chosen: str) -> list[Group]:
    """Return all names that a metric can be broken down by; a name that was typed by hand is among them."""
    own = tuple(dimension_names(store))
    traits = tuple(f"trait.{name}" for name in trait_names(store))
    known = {*metric.dimensions, *own, *traits}
    groups = (
        (_("Your dimensions"), own),
        (_("Interactions"), metric.dimensions),
        (_("Traits of people"), traits),
        (_("Others"), (chosen,) if chosen and chosen not in known else ()),
    )
    return [Group(label, _sorted(names, chosen)) for label, names in groups if names]


def _sorted(names: Sequence[str], chosen: str) -> tuple[Option, ...]:
    options = (Option(name, name_label(name), name == chosen) for name in names)
    return tuple(sorted(options, key=lambda option: option.label.casefold()))


def grain_options(chosen: Grain | None) -> list[Option]:
    """Return "whole period" and every width of buckets."""
    whole = Option("", _("Whole period"), chosen is None)
    return [whole, *(Option(grain.value, grain_label(grain), grain is chosen) for grain in Grain)]


def shape_options(question: Question, chosen: Shape) -> list[Option]:
    """Return the forms that suit a question."""
    labels = {
        Shape.FIGURE: (pgettext("shape", "Figure"), "number-123"),
        Shape.LINES: (_("Lines"), "chart-line"),
        Shape.BARS: (_("Bars"), "chart-bar"),
        Shape.GRID: (_("Heat map"), "grid-dots"),
        Shape.TABLE: (_("Table"), "table"),
    }
    return [Option(shape.value, labels[shape][0], shape is chosen, labels[shape][1]) for shape in shapes_of(question)]
