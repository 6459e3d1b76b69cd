"""The addresses under `/api/v1/`."""

from django.urls import URLPattern, path, re_path

from rapport.serve.api.api import api
from rapport.serve.api.edge import at_the_edge, nothing_here
from rapport.serve.api.pages import openapi_json, reference

app_name = "api"

urlpatterns = [
    *(at_the_edge(each) for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"),
    at_the_edge(path("openapi.json", openapi_json, name="openapi")),
    path("docs", reference, name="api-docs"),
    at_the_edge(re_path("", nothing_here, name="nothing-here")),
]
