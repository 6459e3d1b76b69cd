"""What an address of the explore page asks for, and the answer to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.record.store.public import Store
from rapport.ui.saying import say_error
from rapport.understand.metrics.public import METRICS, Grain, Metric, Question, parse_grain, parse_metric
from rapport.understand.views.figures import (
    ViewFilter,
    cached_ask,
    cached_facts,
    grain_label,
    is_cached,
    metric_title,
    name_label,
    parse_view_filter,
)
from rapport.understand.views.result.result import Link, Result, result_of
from rapport.understand.views.result.shape import Shape, shape_of

FIRST_METRICS = (
    "nps",
    "csat",
    "ces2",
    "mean_rating",
    "revenue",
    "orders",
    "conversations_opened",
    "active_people",
    "interactions",
)
"""What an address that names no metric begins with: the first of these that has data."""
BY = ("by", "and")
"""The parameters of the dimensions. Each stands once: an address keeps one value of a name when a filter changes."""


@dataclass(frozen=True, slots=True)
class Exploration:
    """What is explored.

    Parameters
    ----------
    by : up to two dimensions.
    grain : the width of buckets; None gives one figure for the whole period.
    view_filter : period, comparison and whom figures look at.
    shown_as : the form that was chosen; empty takes the one that suits.
    with_rest : whether each group is compared with all others.
    errors : what could not be read; then nothing is asked.
    """

    metric: Metric
    by: tuple[str, ...]
    view_filter: ViewFilter
    grain: Grain | None = None
    shown_as: str = ""
    is_weighted: bool = False
    with_rest: bool = False
    errors: tuple[str, ...] = ()

    def question(self) -> Question:
        """Return the question, as `rapport ask` would be asked; raise UserError where it cannot be."""
        compare = "rest" if self.with_rest and self.by else None
        question = self.view_filter.question(self.metric.key, by=self.by, every=self.grain, compare=compare)
        return replace(question, is_weighted=self.is_weighted and self.metric.can_weight)

    def shape(self) -> Shape:
        return shape_of(self.question(), self.shown_as)

    def as_query(self) -> str:
        """Return the query of the address that asks for the same."""
        pairs = [("metric", self.metric.key), *zip(BY, self.by, strict=False)]
        pairs += [("grain", self.grain.value)] if self.grain else []
        pairs += [("as", self.shown_as)] if self.shown_as else []
        pairs += [("weighted", "1")] if self.is_weighted else []
        pairs += [("rest", "1")] if self.with_rest else []
        return "&".join(part for part in (urlencode(pairs), self.view_filter.as_query()) if part)


def parse_exploration(query: QueryDict, workspace: Workspace, store: Store) -> Exploration:
    """Read the parameters of an address. What cannot be read is left out, and `errors` says so."""
    view_filter = parse_view_filter(query, workspace, store=store)
    errors = list(view_filter.errors)
    metric = _metric(query.get("metric") or "", store, errors)
    said = ",".join(query.get(parameter) or "" for parameter in BY)
    names = dict.fromkeys(name.strip() for name in said.split(",") if name.strip())
    return Exploration(
        metric=metric,
        by=tuple(names)[: len(BY)],
        view_filter=view_filter,
        grain=_grain(query.get("grain") or "", errors) if _SAYS_WHAT & query.keys() else view_filter.grain,
        shown_as=query.get("as", ""),
        is_weighted=query.get("weighted") == "1",
        with_rest=query.get("rest") == "1",
        errors=tuple(errors),
    )


_SAYS_WHAT = {"metric", *BY, "grain", "as"}
"""An address with none of these asks for nothing yet, and begins with a line over time."""


def _metric(text: str, store: Store, errors: list[str]) -> Metric:
    if text:
        try:
            return METRICS[parse_metric(text)]
        except UserError as error:
            errors.append(say_error(error))
    facts = cached_facts(store)
    return METRICS[next((key for key in FIRST_METRICS if facts.has(key)), FIRST_METRICS[0])]


def _grain(text: str, errors: list[str]) -> Grain | None:
    try:
        return parse_grain(text)
    except UserError as error:
        errors.append(say_error(error))
        return None


@dataclass(frozen=True, slots=True)
class Explored:
    """A result, or why there is none."""

    exploration: Exploration
    result: Result | None
    shape: Shape
    errors: tuple[str, ...] = ()


def explore(exploration: Exploration, workspace: Workspace, store: Store, *, link: Link = lambda key: "") -> Explored:
    """Ask what is explored. Errors of the question are values, since a page shows them beside the controls."""
    if exploration.errors:
        return Explored(exploration, None, Shape.TABLE, exploration.errors)
    try:
        question = exploration.question()
        answer = cached_ask(workspace, store, question)
    except UserError as error:
        return Explored(exploration, None, Shape.TABLE, (say_error(error),))
    return Explored(exploration, result_of(answer, link=link), shape_of(question, exploration.shown_as))


def is_answered(exploration: Exploration, workspace: Workspace, store: Store) -> bool:
    """Tell whether the answer is at hand, or it is clear without the store that there is none."""
    try:
        return bool(exploration.errors) or is_cached(workspace, store, exploration.question())
    except UserError:
        return True


def heading_of(exploration: Exploration) -> str:
    """Say what is asked: "Net promoter score by Channel and Country, per week"."""
    names = [name_label(name) for name in exploration.by]
    what = " ".join(filter(None, (metric_title(exploration.metric), _dimensions(names))))
    grain = exploration.grain
    return _("%(what)s, per %(grain)s") % {"what": what, "grain": grain_label(grain).lower()} if grain else what


def _dimensions(names: Sequence[str]) -> str:
    match names:
        case [one]:
            return _("by %(name)s") % {"name": one}
        case [one, two]:
            return _("by %(name)s and %(other)s") % {"name": one, "other": two}
    return ""
