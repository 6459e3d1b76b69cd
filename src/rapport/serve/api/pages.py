"""The description of the API: for programs as OpenAPI, for people as a page. Neither needs a key."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.http import require_safe

from rapport.serve.api.endpoint import JSON
from rapport.serve.api.openapi import openapi
from rapport.serve.api.reference import paragraphs, problems, sections


@require_safe
def openapi_json(request: HttpRequest) -> HttpResponseBase:
    """Answer with the OpenAPI document."""
    response = HttpResponse(msgspec.json.encode(openapi()), content_type=JSON)
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show the reference as a page."""
    return render(request, "api/reference.html", {"about": paragraphs(), "sections": sections(), "problems": problems()})
