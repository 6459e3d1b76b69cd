"""What changed: the largest moves that chance does not explain, a sentence each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import gettext as _

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.ui.formatting.numbers import write_number
from rapport.ui.saying import say_all
from rapport.understand.metrics.pages.cached import cached_changes
from rapport.understand.metrics.pages.figure import write_difference
from rapport.understand.metrics.pages.labels import metric_title, name_label, value_label
from rapport.understand.metrics.pages.links import narrowed_path
from rapport.understand.metrics.pages.view_filter import NONE, ViewFilter
from rapport.understand.metrics.pages.writing import write_value
from rapport.understand.metrics.public import Change, Changes, Unit, Verdict, is_good

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Mover:
    """A figure that moved.

    Parameters
    ----------
    state : better, worse, up or down.
    figure, group : what moved, and of whom.
    sentence : how: from what to what.
    detail : the difference with its interval, and on how many both figures rest.
    href : the metric's page, for that group.
    """

    state: str
    figure: str
    group: str
    sentence: str
    detail: str
    href: str


@dataclass(frozen=True, slots=True)
class Movers:
    """The moves, the largest first; `tested` is how many figures were compared."""

    rows: tuple[Mover, ...]
    more: int
    tested: int
    warnings: tuple[str, ...]


def gather_movers(workspace: Workspace, store: Store, view: ViewFilter, *, metrics: tuple[str, ...] = ()) -> Movers | None:
    """Return what changed; None where the filter bar compares nothing.

    Parameters
    ----------
    metrics : look at these only, and tell the most telling moves of each; without them every metric and every move is told.
    """
    if view.compare == NONE:
        return None
    found = find_moves(workspace, store, view, metrics=metrics)
    shown = telling(found.changes, metrics)[:SHOWN] if metrics else found.changes
    return Movers(
        rows=tuple(_mover(change, workspace, view) for change in shown),
        more=len(found.changes) - len(shown),
        tested=found.tested,
        warnings=say_all(found.warnings),
    )


def find_moves(workspace: Workspace, store: Store, view: ViewFilter, *, metrics: tuple[str, ...] = ()) -> Changes:
    """Ask what changed, as `rapport changes` is asked."""
    return cached_changes(workspace, store, view.question("interactions"), metrics=metrics)


def telling(changes: Sequence[Change], metrics: Sequence[str]) -> list[Change]:
    """Return the moves worth telling: of each metric in turn the next largest, groups only where they moved unlike the whole.

    Where everything grew by a third, that a shop grew by a third is no news.
    """
    wholes = {change.metric.key: change for change in changes if not change.key}
    by_metric = {
        key: [
            change for change in changes if change.metric.key == key and (not change.key or _is_unlike(change, wholes.get(key)))
        ]
        for key in metrics
    }
    for found in by_metric.values():
        found.sort(key=lambda change: (bool(change.key), -change.size))
    rounds = zip_longest(*by_metric.values())
    return [change for each in rounds for change in each if change is not None]


def _is_unlike(change: Change, whole: Change | None) -> bool:
    """Whether what the whole did lies outside of the interval of what the group did."""
    if whole is None:
        return True
    expected = whole.tested.difference.value or 0.0
    if change.metric.unit not in (Unit.SHARE, Unit.POINTS, Unit.SCORE) and whole.tested.before.value:
        expected *= (change.tested.before.value or 0.0) / whole.tested.before.value
    low, high = change.tested.difference.low, change.tested.difference.high
    return low is None or high is None or not low <= expected <= high


def _mover(change: Change, workspace: Workspace, view: ViewFilter) -> Mover:
    tested = change.tested
    is_for_the_better = is_good(change.metric, tested.verdict)
    state = tested.verdict.value if is_for_the_better is None else "better" if is_for_the_better else "worse"
    values = {"before": write_value(tested.before.value, change.unit, compact=True)}
    values["after"] = write_value(tested.after.value, change.unit, compact=True)
    sentence = _("rose from %(before)s to %(after)s") if tested.verdict is Verdict.UP else _("fell from %(before)s to %(after)s")
    return Mover(
        state=state,
        figure=metric_title(change.metric),
        group=" · ".join(
            _("%(name)s: %(value)s") % {"name": name_label(name), "value": value_label(name, value)} for name, value in change.key
        ),
        sentence=sentence % values,
        detail=_detail(change),
        href=narrowed_path(workspace, change.metric.key, view, change.key),
    )


def _detail(change: Change) -> str:
    difference = change.tested.difference
    said = write_difference(difference.value or 0.0, change.unit)
    if difference.low is not None and difference.high is not None:
        limits = {"low": write_difference(difference.low, change.unit), "high": write_difference(difference.high, change.unit)}
        said = _("%(difference)s (%(low)s to %(high)s)") % {"difference": said, **limits}
    counts = {"before": write_number(change.tested.before.n), "after": write_number(change.tested.after.n)}
    return said + " · " + _("n %(before)s and %(after)s") % counts
