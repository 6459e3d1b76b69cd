"""What is explored as a file. Exports hold every row of the answer, and the audit log says who took them."""

from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from rapport.accounts.public import Permission, WorkspaceRequest, audit, page
from rapport.record.store.public import current_store
from rapport.understand.views.exploration import Explored, explore, parse_exploration
from rapport.understand.views.exporting.about import about
from rapport.understand.views.exporting.csv_file import csv_lines
from rapport.understand.views.exporting.workbook import workbook_of
from rapport.understand.views.figures import metric_title
from rapport.understand.views.result.result import Result

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(Permission.EXPORT)
def export_csv(request: WorkspaceRequest) -> HttpResponseBase:
    """The answer as CSV."""
    explored = _explored(request)
    if explored.result is None:
        return _refusal(request, explored)
    _audit(request, explored, explored.result, "csv")
    return _as_file(StreamingHttpResponse(csv_lines(explored.result), content_type="text/csv; charset=utf-8"), explored, "csv")


@page(Permission.EXPORT)
def export_workbook(request: WorkspaceRequest) -> HttpResponseBase:
    """The answer as an Excel workbook."""
    explored = _explored(request)
    if explored.result is None:
        return _refusal(request, explored)
    _audit(request, explored, explored.result, "xlsx")
    result = explored.result
    told = about(request.workspace, explored.exploration, result)
    book = workbook_of(result, title=metric_title(result.answer.metric), about=told)
    return _as_file(HttpResponse(book, content_type=_WORKBOOK), explored, "xlsx")


def _explored(request: WorkspaceRequest) -> Explored:
    store = current_store(request.workspace.slug)
    return explore(parse_exploration(request.GET, request.workspace, store), request.workspace, store)


def _refusal(request: WorkspaceRequest, explored: Explored) -> HttpResponse:
    return render(request, "views/export_refused.html", {"errors": explored.errors, "query": request.GET.urlencode()}, status=422)


def _audit(request: WorkspaceRequest, explored: Explored, result: Result, form: str) -> None:
    metric = explored.exploration.metric.key
    audit(request, "view.export", metric, form=form, rows=len(result.cells), query=explored.exploration.as_query())


def _as_file(response: HttpResponseBase, explored: Explored, ending: str) -> HttpResponseBase:
    parts = [explored.exploration.metric.key, *explored.exploration.by]
    name = slugify("-".join(parts).replace(".", "-").replace("_", "-")) or "figures"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.{ending}"
    return response
