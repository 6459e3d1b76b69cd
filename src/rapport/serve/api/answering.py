"""From what an endpoint returns to the response, under the name of whoever holds the key."""

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from rapport.accounts.public import acting_as
from rapport.serve.api.endpoint import JSON, Endpoint
from rapport.serve.api.idempotency import once
from rapport.serve.api.paging import link_to_next
from rapport.serve.api.problems import Fault, Kind, Problem
from rapport.serve.api.request import ApiRequest

# Any: an endpoint takes what its address and its body name, and returns plain JSON.
View = Callable[..., Any]


def answer(view: View, endpoint: Endpoint) -> Callable[..., HttpResponseBase]:
    """Make of an endpoint, which returns a document or a response, what ninja calls."""

    def answered(request: ApiRequest, **arguments: Any) -> HttpResponseBase:
        _refuse_unknown_parameters(request, answered)

        def run() -> HttpResponseBase:
            return _respond(request, view(request, **arguments), endpoint)

        with acting_as(request.actor):
            return once(request, run) if endpoint.can_repeat else run()

    return answered


def _respond(request: ApiRequest, result: object, endpoint: Endpoint) -> HttpResponseBase:
    if isinstance(result, HttpResponseBase):
        return result
    if result is None and endpoint.gives is None:
        return HttpResponse(status=endpoint.status, headers={"Content-Type": ""})
    response = HttpResponse(msgspec.json.encode(result, enc_hook=_plain), status=endpoint.status, content_type=JSON)
    if endpoint.method != "GET":
        return response
    link_to_next(request, response, result)
    version = f'W/"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
    response.headers["ETag"] = version
    unchanged: HttpResponseBase | None = get_conditional_response(request, etag=version, response=response)
    return unchanged or response


def _plain(value: object) -> str:
    """Texts that carry more than their text, such as warnings that pages translate, are texts for programs."""
    if isinstance(value, str):
        return str.__str__(value)
    raise TypeError(f"{type(value).__name__} is no JSON")


def _refuse_unknown_parameters(request: ApiRequest, answered: Callable[..., object]) -> None:
    """A misspelt filter must not be ignored: the answer would be a figure of something else."""
    operation: Any = getattr(answered, "_ninja_operation")  # noqa: B009  # ninja sets it on the function
    known = {
        name for model in operation.models if model.__ninja_param_source__ == "query" for name in model.__ninja_flatten_map__
    }
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        there_are = f"There are {', '.join(sorted(known))}." if known else "There are none here."
        faults = [Fault(f"There is no parameter {name}. {there_are}", parameter=name) for name in unknown]
        raise Problem(Kind.INVALID, faults[0].detail, faults)
