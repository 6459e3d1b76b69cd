"""The explore page: any figure by anything. Everything that it shows is in its address."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.accounts.public import Permission, WorkspaceRequest, page
from rapport.record.store.public import Store, current_store
from rapport.understand.views.exploration import Exploration, Explored, explore, heading_of, parse_exploration
from rapport.understand.views.figures import evidence_path, filter_bar
from rapport.understand.views.options import dimension_options, grain_options, metric_options, shape_options
from rapport.understand.views.queries import find_view
from rapport.understand.views.result.labels import period_label
from rapport.understand.views.result.result import Link
from rapport.understand.views.result.table import parse_sorting
from rapport.understand.views.shown import figure_columns, shown
from rapport.understand.views.view import SavedView, tidied_query


@page(Permission.SEE_FIGURES)
def explore_page(request: WorkspaceRequest) -> HttpResponse:
    """The controls, and the result below them."""
    store = current_store(request.workspace.slug)
    exploration = parse_exploration(request.GET, request.workspace, store)
    explored = explore(exploration, request.workspace, store, link=evidence_link(request, exploration))
    sorting = parse_sorting(request.GET.get("sort", ""))
    ready = shown(explored, explored.result, request.workspace, sorting=sorting) if explored.result else None
    context = {
        "exploration": exploration,
        "explored": explored,
        "problems": [error for error in explored.errors if error not in exploration.view_filter.errors],
        "controls": _controls(exploration, explored, store),
        "view_filter": exploration.view_filter,
        "shown": ready,
        "figure_columns": figure_columns(ready.table, sorting, _figure_labels()) if ready else [],
        "heading": heading_of(exploration),
        "period": period_label(explored.result.answer.period, request.workspace.zone) if explored.result else "",
        "view_filter_pairs": _other_pairs(exploration),
        "bar": filter_bar(request.workspace, exploration.view_filter, query=request.GET.dict(), store=store),
        "saved": _saved_view(request),
        "question_query": exploration.as_query(),
        "may_export": request.may(Permission.EXPORT),
        "may_edit": request.may(Permission.EDIT_VIEWS),
    }
    response = render(request, "views/explore.html", context)
    if "HX-Request" in request.headers:  # a form sends its empty fields along, which nobody wants in an address
        response["HX-Push-Url"] = f"{request.path}?{_tidied_address(request, exploration)}"
    return response


def _tidied_address(request: WorkspaceRequest, exploration: Exploration) -> str:
    kept = [(name, request.GET[name]) for name in ("view", "sort") if request.GET.get(name)]
    return "&".join(filter(None, (urlencode(kept), exploration.as_query())))


def _other_pairs(exploration: Exploration) -> list[tuple[str, str]]:
    """Return what the address says beside the controls: the choices of the filter bar."""
    return parse_qsl(exploration.view_filter.as_query())


def evidence_link(request: WorkspaceRequest, exploration: Exploration) -> Link:
    """Return what gives each figure the address of its evidence."""
    grain = exploration.grain
    return lambda key: evidence_path(request.workspace, exploration.metric.key, exploration.view_filter, key=key, every=grain)


@dataclass(frozen=True, slots=True)
class Saved:
    """The view that the page shows; `is_changed` where the address asks for something else by now."""

    view: SavedView
    is_changed: bool


def _saved_view(request: WorkspaceRequest) -> Saved | None:
    number = request.GET.get("view", "")
    view = find_view(request.workspace, int(number)) if number.isdecimal() and len(number) < 18 else None
    return Saved(view, tidied_query(request.GET.urlencode()) != view.query) if view else None


def _controls(exploration: Exploration, explored: Explored, store: Store) -> dict[str, object]:
    first, second = [*exploration.by, "", ""][:2]
    can_compare_rest = exploration.metric.measure.is_additive
    return {
        "metrics": metric_options(exploration.metric),
        "first": first,
        "second": second,
        "first_dimensions": dimension_options(exploration.metric, store, first),
        "second_dimensions": dimension_options(exploration.metric, store, second) if first else [],
        "grains": grain_options(exploration.grain),
        "shapes": shape_options(exploration.question(), explored.shape) if explored.result else [],
        "can_weight": exploration.metric.can_weight,
        "can_compare_rest": can_compare_rest and bool(exploration.by),
    }


def _figure_labels() -> dict[str, str]:
    return {"value": _("Value"), "n": _("n"), "change": pgettext("difference", "Change")}
