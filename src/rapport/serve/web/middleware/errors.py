"""Turns errors that say who must act into pages that say so."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.core.errors import NoRoomError, PermanentError, RetryableError, UserError
from rapport.serve.invocation.public import explain
from rapport.ui.saying import say_error

GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)


class _Errors:
    """A class, since Django hands exceptions of views only to a method of this name."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if request.path.startswith("/api/"):  # answers with problem+json of its own
            return None
        known = explain(error)
        if isinstance(known, NoRoomError):
            log.error("%s %s: %s", request.method, request.path, known)
            return _page(request, known, status=503)
        if isinstance(error, UserError):
            return _page(request, error, status=422)
        if isinstance(known, RetryableError):
            return _page(request, known, status=503)
        if isinstance(error, PermanentError):
            log.error("%s %s: %s", request.method, request.path, error)
            return _page(request, error, status=500)
        return None


def _page(request: HttpRequest, error: Exception, *, status: int) -> HttpResponse:
    is_fragment = request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"
    template = "ui/components/error.html" if is_fragment else "ui/problem.html"
    return render(request, template, {"text": say_error(error), "status": status}, status=status)


tell_errors = _Errors
