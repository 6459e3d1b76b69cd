"""The overview: what is at hand comes with the page, the rest follows."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rapport.accounts.public import Permission, WorkspaceRequest, page
from rapport.record.store.public import Store, current_store
from rapport.serve.web.overview.freshness import gather_freshness, read_intake
from rapport.serve.web.overview.layout import choose_metrics, chosen_metrics, offered_metrics, shown_metrics
from rapport.serve.web.overview.movers import gather_movers
from rapport.serve.web.overview.tiles import gather_tiles, gather_trend
from rapport.serve.web.overview.words import gather_comments
from rapport.understand.metrics.pages.filter_bar import cached_facts, filter_bar
from rapport.understand.metrics.pages.labels import metric_title
from rapport.understand.metrics.pages.presets import newest
from rapport.understand.metrics.pages.summary import summarise
from rapport.understand.metrics.pages.view_filter import ViewFilter, parse_view_filter
from rapport.understand.metrics.public import METRICS

# Any: what a template is given.
Context = dict[str, Any]


def _read(request: WorkspaceRequest) -> tuple[Store, ViewFilter]:
    store = current_store(request.workspace.slug)
    return store, parse_view_filter(request.GET, request.workspace, store=store)


@page(Permission.SEE_FIGURES)
def overview(request: WorkspaceRequest) -> HttpResponse:
    """Show how the workspace stands; a first step where nothing is in it yet."""
    store, view = _read(request)
    facts = cached_facts(store)
    if not facts.rows:
        return render(request, "overview/first_step.html", {"intake": read_intake(request.workspace)})
    keys = shown_metrics(request.workspace, facts)
    is_edited = "edit" in request.GET and request.may(Permission.EDIT_VIEWS)
    context: Context = {"view_filter": view, "bar": filter_bar(request.workspace, view, query=request.GET.dict())}
    context["freshness"] = newest(store)
    if not view.errors and keys:
        context["tiles"] = gather_tiles(request.workspace, store, keys, view)
        wanted = request.GET.get("trend", "")
        context["trend"] = gather_trend(request.workspace, store, keys, view, wanted=wanted, must_wait=False)
    if is_edited:
        offered = offered_metrics(keys, facts)
        context["offered"] = [(key, metric_title(METRICS[key]), facts.has(key)) for key in offered]
        context["chosen"] = [(key, metric_title(METRICS[key])) for key in keys]
        context["is_chosen"] = bool(chosen_metrics(request.workspace))
    return render(request, "overview/overview.html", {**context, "is_edited": is_edited})


@page(Permission.SEE_FIGURES)
def tile(request: WorkspaceRequest, key: str) -> HttpResponse:
    """Show one figure that was not at hand when the page was made."""
    if key not in METRICS:
        raise Http404
    store, view = _read(request)
    summary = summarise(request.workspace, store, key, view)
    return render(request, "overview/_tile.html", {"summary": summary, "metric": METRICS[key], "title": summary.title})


@page(Permission.SEE_FIGURES)
def trend(request: WorkspaceRequest) -> HttpResponse:
    """Show the course of one of the figures."""
    store, view = _read(request)
    keys = shown_metrics(request.workspace, cached_facts(store))
    if not keys:
        return HttpResponse()
    found = gather_trend(request.workspace, store, keys, view, wanted=request.GET.get("trend", ""))
    return render(request, "overview/_trend.html", {"trend": found, "view_filter": view, "here": _here(request, view)})


@page(Permission.SEE_FIGURES)
def changes(request: WorkspaceRequest) -> HttpResponse:
    """Show what changed, the largest moves first."""
    store, view = _read(request)
    metrics = () if request.GET.get("all") else shown_metrics(request.workspace, cached_facts(store))
    found = None if view.errors else gather_movers(request.workspace, store, view, metrics=metrics)
    return render(request, "overview/_changes.html", {"movers": found, "view_filter": view, "is_all": not metrics})


@page(Permission.SEE_FIGURES)
def comments(request: WorkspaceRequest) -> HttpResponse:
    """Show the latest comments."""
    store, view = _read(request)
    found = gather_comments(
        request.workspace,
        store,
        view,
        mood=request.GET.get("mood", ""),
        may_see_people=request.may(Permission.SEE_PEOPLE),
        has_nps=cached_facts(store).has("nps"),
    )
    return render(request, "overview/_comments.html", {"comments": found, "view_filter": view})


@page(Permission.SEE_FIGURES)
def data(request: WorkspaceRequest) -> HttpResponse:
    """Show how fresh the data are."""
    store = current_store(request.workspace.slug)
    found = gather_freshness(request.workspace, store, permissions=request.member.permissions)
    return render(request, "overview/_data.html", {"data": found})


@page(Permission.EDIT_VIEWS, methods=("POST",))
def layout(request: WorkspaceRequest) -> HttpResponse:
    """Keep which figures to show: `order` names all of them; `add`, `remove`, `up`, `down` or `reset` change the present ones."""
    order = request.POST.getlist("order")
    if order:
        choose_metrics(request.workspace, order)
        return HttpResponse(status=204)
    keys = list(shown_metrics(request.workspace, cached_facts(current_store(request.workspace.slug))))
    choose_metrics(request.workspace, [] if "reset" in request.POST else _changed(keys, request))
    return redirect(_here(request, None) + "?edit=1")


def _changed(keys: list[str], request: WorkspaceRequest) -> list[str]:
    if (added := request.POST.get("add")) and added not in keys:
        return [*keys, added]
    if (removed := request.POST.get("remove")) in keys and len(keys) > 1:
        return [key for key in keys if key != removed]
    for name, step in (("up", -1), ("down", 1)):
        moved = request.POST.get(name)
        if moved in keys:
            place = keys.index(moved)
            keys.insert(min(max(place + step, 0), len(keys) - 1), keys.pop(place))
    return keys


def _here(request: WorkspaceRequest, view: ViewFilter | None) -> str:
    path = reverse("overview", kwargs={"workspace": request.workspace.slug})
    return f"{path}?{view.as_query()}" if view and view.as_query() else path
