"""The pages of segments: a list, and a form with a live preview."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.accounts.public import Permission, WorkspaceRequest, page
from rapport.core.errors import UserError
from rapport.record.store.public import current_store
from rapport.ui.saying import say_error
from rapport.understand.metrics.pages.labels import value_label
from rapport.understand.segments import models
from rapport.understand.segments.actions import add_segment, change_segment, delete_segment
from rapport.understand.segments.clauses import joined
from rapport.understand.segments.forms import (
    OF_NUMBERS,
    OF_TEXTS,
    OF_TIMES,
    OPERATORS,
    ComparisonForm,
    DidForm,
    SegmentForm,
    clause_of,
)
from rapport.understand.segments.queries import from_row, list_segments
from rapport.understand.segments.segment import Segment
from rapport.understand.segments.size import SegmentSize, size_of
from rapport.understand.segments.suggestions import KnownName, NameType, kinds_seen, known_names, known_values


@page(Permission.SEE_FIGURES)
def segments(request: WorkspaceRequest) -> HttpResponse:
    """The list."""
    context = {"segments": list_segments(request.workspace), "may_edit": request.may(Permission.EDIT_VIEWS)}
    return render(request, "segments/list.html", context)


@page(Permission.EDIT_VIEWS, methods=("GET", "POST"))
def new_segment(request: WorkspaceRequest) -> HttpResponse:
    """Make a segment; `?where=` brings a filter along from another page."""
    form = SegmentForm(request.POST) if request.method == "POST" else SegmentForm(initial={"where": request.GET.get("where", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = add_segment(request.workspace, current_store(request.workspace.slug), form.draft())
        except UserError as error:
            form.add_error(None, say_error(error))
        else:
            messages.success(request, _("The segment %(name)s is ready to use.") % {"name": made.name})
            return redirect("segments", workspace=request.workspace.slug)
    return _form_page(request, form, None)


@page(Permission.EDIT_VIEWS, methods=("GET", "POST"))
def edit_segment(request: WorkspaceRequest, key: str) -> HttpResponse:
    """Change a segment."""
    segment = _segment_or_404(request, key)
    kept = {"name": segment.name, "where": segment.where, "description": segment.description}
    form = SegmentForm(request.POST) if request.method == "POST" else SegmentForm(initial=kept)
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_segment(request.workspace, current_store(request.workspace.slug), key, form.draft())
        except UserError as error:
            form.add_error(None, say_error(error))
        else:
            messages.success(request, _("The segment %(name)s was saved.") % {"name": changed.name})
            return redirect("segments", workspace=request.workspace.slug)
    return _form_page(request, form, segment)


@page(Permission.EDIT_VIEWS, methods=("POST",))
def remove_segment(request: WorkspaceRequest, key: str) -> HttpResponse:
    """Delete a segment."""
    segment = _segment_or_404(request, key)
    delete_segment(request.workspace, key)
    messages.success(request, _("The segment %(name)s was deleted.") % {"name": segment.name})
    return redirect("segments", workspace=request.workspace.slug)


@page(Permission.SEE_FIGURES)
def size(request: WorkspaceRequest, key: str) -> HttpResponse:
    """How many people a segment has now: a cell of the list."""
    segment = _segment_or_404(request, key)
    return render(request, "segments/_size.html", _sized(request, segment.where))


@page(Permission.EDIT_VIEWS)
def preview(request: WorkspaceRequest) -> HttpResponse:
    """How many people the filter finds that somebody is writing."""
    return render(request, "segments/_preview.html", _sized(request, request.GET.get("where", "")))


@page(Permission.EDIT_VIEWS)
def choices(request: WorkspaceRequest) -> HttpResponse:
    """What the name that was chosen can be compared with."""
    store = current_store(request.workspace.slug)
    name = request.GET.get("term", "")
    return render(request, "segments/_choices.html", _choices(request, known_names(store), name))


@page(Permission.EDIT_VIEWS)
def clause(request: WorkspaceRequest) -> HttpResponse:
    """The filter with one more clause, and its preview."""
    where = request.GET.get("where", "")
    context: dict[str, object] = {}
    try:
        where = joined(where, clause_of(_clause_form(request.GET)), word="or" if request.GET.get("join") == "or" else "and")
    except UserError as error:
        context["clause_error"] = say_error(error)
    return render(request, "segments/_clause.html", {**context, **_sized(request, where), "where": where})


def _clause_form(query: QueryDict) -> ComparisonForm | DidForm:
    return DidForm(query) if query.get("clause") == "did" else ComparisonForm(query)


def _segment_or_404(request: WorkspaceRequest, key: str) -> Segment:
    row = models.Segment.objects.filter(workspace_id=request.workspace.id, key=key).first()
    if row is None:
        raise Http404
    return from_row(row, request.workspace)


def _form_page(request: WorkspaceRequest, form: SegmentForm, segment: Segment | None) -> HttpResponse:
    store = current_store(request.workspace.slug)
    names = known_names(store)
    groups = (
        (_("Your dimensions"), [known for known in names if known.about == "dimension"]),
        (_("Traits of people"), [known for known in names if known.about == "trait"]),
        (_("Interactions"), [known for known in names if known.about == "interaction"]),
    )
    context = {
        "form": form,
        "segment": segment,
        "groups": [(label, known) for label, known in groups if known],
        "kinds": kinds_seen(store),
        **_choices(request, names, _first_name(names)),
        **_sized(request, str(form["where"].value() or "")),
    }
    return render(request, "segments/edit.html", context, status=422 if form.errors else 200)


def _first_name(names: tuple[KnownName, ...]) -> str:
    """A dimension of the workspace says most about people."""
    return next((known.name for known in names if known.about != "interaction"), names[0].name)


def _choices(request: WorkspaceRequest, names: tuple[KnownName, ...], name: str) -> dict[str, object]:
    type_ = next((known.type for known in names if known.name == name), NameType.TEXT)
    suited = {NameType.NUMBER: OF_NUMBERS, NameType.TIME: OF_TIMES}.get(type_, OF_TEXTS)
    labels = dict(OPERATORS)
    values = known_values(request.workspace, current_store(request.workspace.slug), name)
    return {
        "term": name,
        "type": type_.value,
        "operators": [(operator.value, labels[operator]) for operator in suited],
        "values": [(value, value_label(name, value)) for value in values],
        "example": ", ".join(values[:3]),
    }


def _sized(request: WorkspaceRequest, where: str) -> dict[str, object]:
    """Return the size of a filter, or what is wrong with it; neither while it is empty."""
    workspace = request.workspace
    if not where.strip():
        return {"size": None, "error": ""}
    try:
        found: SegmentSize = size_of(workspace, current_store(workspace.slug), where)
    except UserError as error:
        return {"size": None, "error": say_error(error)}
    explore = f"{reverse('explore', kwargs={'workspace': workspace.slug})}?{urlencode({'where': where})}"
    return {"size": found, "error": "", "explore_url": explore}
