"""The pages of the metrics: read the address, ask, render."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.accounts.public import Permission, WorkspaceRequest, audit_sight, page
from rapport.core.errors import UserError
from rapport.record.store.public import Store, current_store
from rapport.ui.saying import say_error
from rapport.understand.metrics.dimension_choices import DimensionChoices, dimension_choices
from rapport.understand.metrics.metric import METRICS, Metric
from rapport.understand.metrics.pages.breakdown import USUAL_SORT, break_down
from rapport.understand.metrics.pages.cached import cached
from rapport.understand.metrics.pages.catalogue_view import view_catalogue
from rapport.understand.metrics.pages.evidence_query import read_evidence_query
from rapport.understand.metrics.pages.evidence_view import view_evidence
from rapport.understand.metrics.pages.filter_bar import filter_bar
from rapport.understand.metrics.pages.labels import metric_title
from rapport.understand.metrics.pages.metric_view import view_metric
from rapport.understand.metrics.pages.presets import newest
from rapport.understand.metrics.pages.spread import cached_spread, spread_props
from rapport.understand.metrics.pages.summary import summarise
from rapport.understand.metrics.pages.view_filter import ViewFilter, parse_view_filter
from rapport.understand.metrics.parse import parse_metric

# Any: what a template is given.
Context = dict[str, Any]


def _metric(key: str) -> Metric:
    try:
        return METRICS[parse_metric(key)]
    except UserError as error:
        raise Http404 from error


def _read(request: WorkspaceRequest) -> tuple[Store, ViewFilter]:
    store = current_store(request.workspace.slug)
    return store, parse_view_filter(request.GET, request.workspace, store=store)


def _render(request: WorkspaceRequest, template: str, view: ViewFilter, context: Context) -> HttpResponse:
    bar = filter_bar(request.workspace, view, query=request.GET.dict())
    freshness = newest(current_store(request.workspace.slug))
    return render(request, template, {"view_filter": view, "bar": bar, "freshness": freshness, **context})


@page(Permission.SEE_FIGURES)
def metrics(request: WorkspaceRequest) -> HttpResponse:
    """Show the catalogue."""
    store, view = _read(request)
    search = request.GET.get("q", "").strip()
    groups = () if view.errors else view_catalogue(request.workspace, store, view, search=search)
    template = "metrics/_catalogue.html" if request.GET.get("part") == "list" else "metrics/metrics.html"
    return _render(request, template, view, {"groups": groups, "search": search})


@page(Permission.SEE_FIGURES)
def summary(request: WorkspaceRequest, key: str) -> HttpResponse:
    """Show the figure and the course of one entry of the catalogue."""
    store, view = _read(request)
    metric = _metric(key)
    return render(request, "metrics/_entry_figure.html", {"summary": summarise(request.workspace, store, metric.key, view)})


@page(Permission.SEE_FIGURES)
def metric(request: WorkspaceRequest, key: str) -> HttpResponse:
    """Show a metric with its course; breakdown, spread and evidence follow."""
    found = _metric(key)
    store, view = _read(request)
    context: Context = {"metric": found, "title": metric_title(found)}
    context |= {name: request.GET.get(name, "") for name in ("by", "sort")}
    if not view.errors:
        try:
            context["shown"] = view_metric(request.workspace, store, found.key, view)
        except UserError as error:
            context["error"] = say_error(error)
    return _render(request, "metrics/metric.html", view, context)


@page(Permission.SEE_FIGURES)
def breakdown(request: WorkspaceRequest, key: str) -> HttpResponse:
    """Show a metric by one dimension."""
    found = _metric(key)
    store, view = _read(request)
    choices = _choices(found, store)
    by = request.GET.get("by", "") or choices.best(found) or ""
    context: Context = {"metric": found, "choices": choices, "by": by, "view_filter": view}
    try:
        if by and not view.errors:
            sort = request.GET.get("sort", "") or USUAL_SORT
            context["table"] = break_down(request.workspace, store, found.key, view, by=by, sort=sort)
    except UserError as error:
        context["error"] = say_error(error)
    return render(request, "metrics/_breakdown.html", context)


def _choices(metric: Metric, store: Store) -> DimensionChoices:
    return cached(store, ("dimensions", metric.key), lambda: dimension_choices(metric, store))


@page(Permission.SEE_FIGURES)
def spread(request: WorkspaceRequest, key: str) -> HttpResponse:
    """Show how what the figure counts is spread; nothing where that says nothing."""
    found = _metric(key)
    store, view = _read(request)
    context: Context = {"metric": found}
    if not view.errors:
        question = view.question(found.key, is_compared=False)
        if values := cached_spread(request.workspace, store, question):
            title = _("How it is spread")
            context["chart"] = spread_props(values, found.key, request.workspace, view, title=title)
            context["n"] = values.n
    return render(request, "metrics/_spread.html", context)


@page(Permission.SEE_FIGURES)
def evidence(request: WorkspaceRequest, key: str) -> HttpResponse:
    """Show what stands behind a figure."""
    found = _metric(key)
    store, view = _read(request)
    sees_people = request.may(Permission.SEE_PEOPLE)
    context: Context = {"metric": found, "title": metric_title(found)}
    if not view.errors:
        try:
            asked = read_evidence_query(found, request.GET, list(request.GET), view)
            context["shown"] = view_evidence(request.workspace, store, asked, may_see_people=sees_people)
        except UserError as error:
            context["error"] = say_error(error)
        else:
            if sees_people and not asked.offset:
                audit_sight(request, "evidence.see", found.key, query=request.GET.urlencode()[:500])
    if request.GET.get("offset") and "HX-Request" in request.headers:
        return render(request, "metrics/_evidence_rows.html", context)
    if request.GET.get("part") == "preview":
        return render(request, "metrics/_evidence_preview.html", context)
    return _render(request, "metrics/evidence.html", view, context)
