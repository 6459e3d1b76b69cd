"""The API itself: every resource under one roof."""

import re
from itertools import permutations
from typing import cast

import msgspec
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.parser import Parser
from ninja.types import DictStrAny

from rapport.core.errors import BugError
from rapport.serve.api.failures import handle_failures
from rapport.serve.api.problems import Kind, Problem
from rapport.serve.api.resource import RESOURCES


class StrictParser(Parser):
    """Reads JSON as its standard has it: no NaN, no second value behind the first, UTF-8 only."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        try:
            return cast(DictStrAny, msgspec.json.decode(request.body))
        except (msgspec.DecodeError, UnicodeError) as error:
            raise Problem(Kind.UNREADABLE, f"The body is not JSON: {error}.") from error


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
