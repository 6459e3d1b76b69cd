"""The OpenAPI document: what ninja works out of the endpoints, and what it does not know: scopes, headers, problems, examples."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from rapport.serve.api.admission import SCHEME
from rapport.serve.api.api import api
from rapport.serve.api.documents.document import Page, examples
from rapport.serve.api.endpoint import Endpoint, File
from rapport.serve.api.idempotency import HEADER, KEPT_FOR, LONGEST, REPLAYED
from rapport.serve.api.problem_schemas import HEADERS, PROBLEM, problem_responses, response_name
from rapport.serve.api.resource import RESOURCES

Json = dict[str, Any]  # Any: a document in JSON

ABOUT = """\
Everything that the pages show and do, for programs. A key belongs to one workspace and has scopes; make one in the settings of
the workspace, and send it in the header `Authorization: Bearer rpt_…`.

Errors are `application/problem+json` (RFC 9457). Lists come in pages: `next` is the cursor of the next one. A `POST` with an
`Idempotency-Key` can be sent again without being done again. Reads have an `ETag`. `RateLimit` says how many requests are left.

Times are UTC, written as `2026-01-31T12:00:00Z`. Amounts of interactions are in the currency's smallest unit; figures are in its
major unit, shares from 0 to 1, net promoter scores in points.
"""
ANY_ENDPOINT = (400, 401, 403, 429, 500, 503)
"""Statuses that every endpoint can answer with."""


@cache
def openapi() -> Json:
    """Return the document, the same for every request."""
    document: Json = dict(api.get_openapi_schema(path_prefix=""))
    document["info"] = {"title": "Rapport", "version": api.version, "description": ABOUT}
    document["servers"] = [{"url": "/api/v1"}]
    resources = sorted(RESOURCES.values(), key=lambda resource: resource.order)
    document["tags"] = [{"name": resource.title, "description": resource.about} for resource in resources]
    for endpoint in endpoints():
        methods = document["paths"][endpoint.path]
        _complete(methods[endpoint.method.lower()], endpoint)
        methods[endpoint.method.lower()] = _in_order(methods[endpoint.method.lower()])
    document["paths"] = dict(sorted(document["paths"].items()))
    schemas = {**_named(document), "Problem": PROBLEM, **_body_schemas()}
    document["components"] = {
        "schemas": dict(sorted(schemas.items())),
        "responses": problem_responses(),
        "headers": HEADERS,
        "securitySchemes": {
            SCHEME: {"type": "http", "scheme": "bearer", "bearerFormat": "rpt_…", "description": "A key of a workspace."}
        },
    }
    _drop_titles(document["components"]["schemas"])
    for name, example in examples().items():
        if name in schemas:
            schemas[name]["examples"] = [example]
    return document


def _in_order(operation: Json) -> Json:
    """What people read first comes first."""
    order = ("operationId", "tags", "summary", "description", "security", "parameters", "requestBody", "responses")
    return {name: operation[name] for name in order if name in operation}


def _named(document: Json) -> Json:
    """The schemas that something refers to: ninja tells the fields of a form in their place, and leaves the form behind."""
    told = json.dumps(document)
    return {
        name: schema for name, schema in document["components"]["schemas"].items() if f'"#/components/schemas/{name}"' in told
    }


def endpoints() -> Iterator[Endpoint]:
    """Yield every endpoint."""
    for resource in RESOURCES.values():
        yield from resource.endpoints


def _complete(operation: Json, endpoint: Endpoint) -> None:
    operation["security"] = [{SCHEME: [endpoint.needs] if endpoint.needs else []}]
    scope = f"Needs the scope `{endpoint.needs}`." if endpoint.needs else "Any valid key may ask."
    operation["description"] = f"{operation['description']}\n\n{scope}"
    operation["parameters"] = [_plain(each) for each in operation["parameters"]] + _header_parameters(endpoint)
    success = operation["responses"].pop(endpoint.status)
    operation["responses"] = {str(endpoint.status): _success(success, endpoint)}
    if _has_etag(endpoint):
        operation["responses"]["304"] = {"description": "Nothing has changed since the answer with that ETag."}
    for status in sorted({*ANY_ENDPOINT, *_problems_of(endpoint, operation), *endpoint.problems}):
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/{response_name(status)}"}
    if endpoint.takes:
        _complete_body(operation, endpoint)


def _plain(parameter: Json) -> Json:
    """A parameter that is not sent is not null: pydantic tells of the value that Python sees, and tells everything twice."""
    schema = {name: value for name, value in parameter["schema"].items() if name not in ("title", "description", "example")}
    options = [option for option in schema.pop("anyOf", []) if option != {"type": "null"}]
    if len(options) == 1:
        schema |= options[0]
    elif options:
        schema["anyOf"] = options
    return parameter | {"schema": schema}


def _header_parameters(endpoint: Endpoint) -> list[Json]:
    if endpoint.can_repeat:
        schema = {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[!-~]+$"}
        return [{"in": "header", "name": HEADER, "required": False, "schema": schema, "description": _ABOUT_REPEATING}]
    if _has_etag(endpoint):
        schema = {"type": "string"}
        return [{"in": "header", "name": "If-None-Match", "required": False, "schema": schema, "description": _ABOUT_ETAGS}]
    return []


_ABOUT_REPEATING = (
    "A name of your choice for this request. Sent again within "
    f"{KEPT_FOR.total_seconds() / 3600:.0f} hours with the same content, it is answered as before and not done again."
)
_ABOUT_ETAGS = "The ETag of an earlier answer; where nothing has changed, the answer is 304 without a body."


def _has_etag(endpoint: Endpoint) -> bool:
    return endpoint.method == "GET" and not isinstance(endpoint.gives, File)


def _success(response: Json, endpoint: Endpoint) -> Json:
    if isinstance(endpoint.gives, File):
        schema = {"type": "string", "format": "binary"}
        response["content"] = {each: {"schema": schema} for each in endpoint.gives.media_types}
        response["description"] = endpoint.gives.about
    names = ["RateLimit", "RateLimit-Policy"]
    names += ["ETag"] * _has_etag(endpoint)
    names += ["Link"] * (isinstance(endpoint.gives, type) and issubclass(endpoint.gives, Page))
    names += [REPLAYED] * endpoint.can_repeat
    response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    return response


def _problems_of(endpoint: Endpoint, operation: Json) -> Iterator[int]:
    yield 422  # a parameter that there is not
    if endpoint.can_repeat:
        yield 409
    if endpoint.takes and endpoint.takes.types:
        yield from (413, 415)


def _complete_body(operation: Json, endpoint: Endpoint) -> None:
    takes = endpoint.takes
    if takes and takes.schemas:
        content: Json = {media: {"schema": dict(schema)} for media, schema in takes.schemas.items()}
        operation["requestBody"] = {"required": True, "content": content}
    if takes and takes.example is not None:
        operation["requestBody"]["content"][takes.types[0]]["example"] = takes.example


def _body_schemas() -> Json:
    return {name: schema for each in endpoints() if each.takes for name, schema in each.takes.components.items()}


def _drop_titles(schemas: Json) -> None:
    """Titles that only say the name of a field once more make the document twice as long."""
    for schema in schemas.values():
        for value in schema.get("properties", {}).values():
            if isinstance(value, dict) and isinstance(value.get("title"), str):
                del value["title"]
