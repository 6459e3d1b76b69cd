"""How the OpenAPI document tells of problems and headers, which are the same for every endpoint."""

from typing import Any

from rapport.serve.api.idempotency import REPLAYED
from rapport.serve.api.problems import CONTENT_TYPE, Kind

Json = dict[str, Any]  # Any: a document in JSON

PROBLEM: Json = {
    "title": "Problem",
    "description": "What went wrong and what to do about it (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "Names the kind of problem, and leads to its explanation.",
        },
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "This very problem, in a sentence that says what to do."},
        "errors": {
            "type": "array",
            "description": "Each thing that is wrong.",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "detail": {"type": "string"},
                    "pointer": {"type": "string", "description": "Where in the body: a JSON pointer, as #/rows/3/name."},
                    "parameter": {"type": "string", "description": "Which parameter of the address."},
                    "header": {"type": "string", "description": "Which header."},
                },
            },
        },
    },
}


_NAMES = {
    400: "Unreadable",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    405: "NotAllowed",
    409: "Conflict",
    413: "TooLarge",
    415: "WrongType",
    422: "Refused",
    429: "TooMany",
    500: "Broken",
    503: "Busy",
}


def response_name(status: int) -> str:
    """Return the name under which the response of a problem stands in the document."""
    return _NAMES[status]


def problem_responses() -> Json:
    """Return the responses of all problems by name."""
    return {response_name(status): _response(status) for status in sorted({kind.status for kind in Kind})}


def _response(status: int) -> Json:
    kinds = [kind for kind in Kind if kind.status == status]
    examples = {
        kind.key: {"value": {"type": kind.address, "title": kind.title, "status": status, "detail": f"{kind.title}: …"}}
        for kind in kinds
    }
    response: Json = {
        "description": ". ".join(kind.title for kind in kinds) + ".",
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}},
    }
    if status in _HEADERS_OF:
        response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in _HEADERS_OF[status]}
    return response


_HEADERS_OF = {401: ["WWW-Authenticate"], 403: ["WWW-Authenticate"], 429: ["Retry-After"], 503: ["Retry-After"]}


def _header(about: str, kind: str = "string") -> Json:
    return {"description": about, "schema": {"type": kind}}


HEADERS: Json = {
    "ETag": _header("Changes when the answer does; send it as If-None-Match next time."),
    REPLAYED: _header("`true` when this is the answer to an earlier request with the same Idempotency-Key."),
    "Link": _header('Where the next page is, as `<…>; rel="next"`; absent on the last one.'),
    "RateLimit": _header('How many requests are left, and in how many seconds all are there again: `"key";r=599;t=60`.'),
    "RateLimit-Policy": _header('How many requests a key may make in how many seconds: `"key";q=600;w=60`.'),
    "Retry-After": _header("After how many seconds to try again.", "integer"),
    "WWW-Authenticate": _header("How to prove who you are, or which scope is missing."),
}
