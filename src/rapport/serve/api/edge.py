"""The outermost layer of every address of the API: whatever happens inside, what leaves is of one form."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern

from rapport.serve.api.failures import problem_of
from rapport.serve.api.problems import Kind, Problem

# Any: what a view takes beside the request is said by its URL.
View = Callable[..., HttpResponseBase]


def at_the_edge(pattern: URLPattern) -> URLPattern:
    """Put the layer around the view of an address."""
    pattern.callback = _guarded(pattern.callback)
    return pattern


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answer for every address that there is not."""
    raise Problem(Kind.NOT_FOUND, "There is nothing at this address. /api/v1/openapi.json lists every one.")


def _guarded(view: View) -> View:
    @functools.wraps(view)
    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        try:
            response = view(request, **arguments)
        except Exception as error:  # noqa: BLE001  # this is where every exception ends, as a problem
            response = problem_of(error, request).response()
        response = _finished(request, response)
        if is_head:
            request.method = "HEAD"
            response = _without_body(response)
        return response

    guarded.csrf_exempt = True  # type: ignore[attr-defined]  # keys come in a header, which no other site can set
    return guarded


def _finished(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code == 405:
        allowed = _methods(response.headers.get("Allow", ""))
        told = f"{request.method} is not understood here. Use {allowed}."
        response = Problem(Kind.NOT_ALLOWED, told, headers={"Allow": allowed}).response()
    if (quota := getattr(request, "quota", None)) is not None:
        quota.write_to(response)
    response.headers.setdefault("Vary", "Authorization")
    response.headers.setdefault("Content-Language", "en")
    return response


def _methods(allow: str) -> str:
    there_are = {name.strip() for name in allow.split(",")}
    return ", ".join(name for name in _METHODS if (name if name != "HEAD" else "GET") in there_are)


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse):
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
