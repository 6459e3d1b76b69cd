"""The list of people: search, filter, columns, pages, and the list as a file."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.accounts.public import Permission, WorkspaceRequest, audit, page
from rapport.core.errors import UserError
from rapport.record.people.public import traits_known
from rapport.record.store.public import Store, current_store
from rapport.serve.web.people.choices import Choices, parse_choices, people_query, read_place, write_place
from rapport.serve.web.people.columns import ListColumn, chosen_columns, known_columns
from rapport.serve.web.people.exporting import csv_chunks, workbook_chunks
from rapport.serve.web.people.rows import read_page
from rapport.ui.formatting.numbers import write_number
from rapport.ui.saying import say_error
from rapport.understand.metrics.pages.cached import cached
from rapport.understand.metrics.public import count_listed
from rapport.understand.segments.public import list_segments

SEE = Permission.SEE_PEOPLE


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; `sort_query` orders the list by it, and is empty where that cannot be."""

    column: ListColumn
    sort_query: str


@page(SEE)
def people(request: WorkspaceRequest) -> HttpResponse:
    """Show the list; to HTMX only what has changed: the next rows, or all of the list."""
    store = current_store(request.workspace.slug)
    choices = parse_choices(request.GET, request.workspace)
    traits = known_traits(store)
    columns = chosen_columns(choices.columns, traits)
    context: dict[str, object] = {
        "choices": choices,
        "columns": columns,
        "heads": [Head(column, choices.sorted_by(column.sort) if column.sort else "") for column in columns],
        "errors": list(choices.errors),
        "known_columns": known_columns(traits),
        "may_export": request.may(Permission.EXPORT),
    }
    is_fragment = context["is_fragment"] = "HX-Request" in request.headers
    behind = read_place(request.GET.get("behind", "")) if is_fragment else None
    try:
        shown = read_page(request.workspace, store, choices, columns, behind=behind)
        context |= {"rows": shown.rows, "more": _more(request, choices, shown.behind)}
        if behind is None:
            context |= _counted(request, store, choices)
    except UserError as error:
        if choices.where:
            context["filter_error"] = say_error(error)
        else:
            context["errors"] = [*choices.errors, say_error(error)]
    if is_fragment:
        return render(request, "people/_rows.html" if behind else "people/_list.html", context)
    context["segments"] = list_segments(request.workspace)
    return render(request, "people/people.html", context)


def known_traits(store: Store) -> list[str]:
    """Return the names of traits, counted once while the store holds the same."""
    return cached(store, "people-traits", lambda: traits_known(store))


def _more(request: WorkspaceRequest, choices: Choices, behind: object) -> str:
    return f"{request.path}?{choices.as_query(behind=write_place(behind))}" if behind is not None else ""  # type: ignore[arg-type]  # a place


def _counted(request: WorkspaceRequest, store: Store, choices: Choices) -> dict[str, object]:
    """Return how many people the list has, and how many there are."""
    count = everybody = cached(store, "people-count", lambda: count_listed(request.workspace, store))
    if choices.is_narrowed:
        query = people_query(request.workspace, store, choices)
        count = count_listed(request.workspace, store, where=query.where, among=query.among)
    return {"count": count, "shown": write_number(count), "all": write_number(everybody)}


@page(Permission.EXPORT)
def export(request: WorkspaceRequest) -> HttpResponseBase:
    """Hand out the list as it is shown, as CSV or as an Excel workbook."""
    store = current_store(request.workspace.slug)
    choices = parse_choices(request.GET, request.workspace)
    columns = chosen_columns(choices.columns, known_traits(store))
    form = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    if choices.errors:
        raise UserError(choices.errors[0])
    write = workbook_chunks if form == "xlsx" else csv_chunks
    chunks, count = write(request.workspace, store, choices, columns)
    # What was searched for may name somebody, and the log is kept.
    audit(request, "people.export", format=form, people=count, columns=[column.key for column in columns])
    return _attached(chunks, form)


_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _attached(chunks: Iterator[bytes], form: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(chunks, content_type=_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{_("people")}.{form}"'
    return response
