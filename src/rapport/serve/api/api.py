"""The API itself: every resource under one roof."""

import re
from itertools import permutations
from typing import Any, cast

import msgspec
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI
from ninja.parser import Parser
from ninja.types import DictStrAny

from rapport.core.errors import BugError
from rapport.serve.api.failures import handle_failures
from rapport.serve.api.problems import Fault, Kind, Problem
from rapport.serve.api.resource import RESOURCES


class StrictParser(Parser):
    """Reads JSON as its standard has it: no NaN, no second value behind the first, UTF-8 only; and forms."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        try:
            body = msgspec.json.decode(request.body)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise Problem(Kind.UNREADABLE, f"The body is not JSON: {error}.") from error
        if b"\\u0000" in request.body:
            _refuse_nul(body, "#")
        return cast(DictStrAny, body)

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> DictStrAny:  # Any: texts or files
        _refuse_nul(dict(data.lists()), "#", is_address=data is request.GET)
        return super().parse_querydict(data, list_fields, request)


def _refuse_nul(value: object, pointer: str, *, is_address: bool = False) -> None:
    """No database keeps the character NUL in a text."""
    if isinstance(value, str) and "\0" in value:
        told = "A text holds the character NUL, which no text can."
        fault = Fault(told, parameter=pointer.split("/")[1]) if is_address and "/" in pointer else Fault(told, pointer=pointer)
        raise Problem(Kind.INVALID, told, [fault])
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        _refuse_nul(name, pointer, is_address=is_address)
        _refuse_nul(part, f"{pointer}/{name}", is_address=is_address)


def make_api() -> NinjaAPI:
    """Return the API with everything that `resources/` offers."""
    api = NinjaAPI(
        title="Rapport",
        version="1",
        openapi_url=None,
        docs_url=None,
        parser=StrictParser(),
        urls_namespace="api",
    )
    handle_failures(api)
    for resource in RESOURCES.values():
        api.add_router("", resource.router)
    _refuse_shared_paths()
    return api


def _refuse_shared_paths() -> None:
    """Of two resources that offer one path, or of `/things/{thing}` and `/things/new`, Django would find the first only."""
    paths = [(path, each.key) for each in RESOURCES.values() for path in {endpoint.path for endpoint in each.endpoints}]
    for (path, key), (other, owner) in permutations(paths, 2):
        if re.fullmatch(re.sub(r"{[^}]+}", "[^/]+", path), other):
            raise BugError(f"{key} offers {path}, which hides {other} of {owner}. Rename one of them.")


api = make_api()
