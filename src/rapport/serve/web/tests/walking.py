"""Walks the tree of addresses, so that a new page cannot be forgotten by a test."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, converters, get_resolver
from django.urls.resolvers import RoutePattern

SAMPLES: dict[type, object] = {
    converters.IntConverter: 1,
    converters.SlugConverter: "nps",
    converters.StringConverter: "nps",
    converters.PathConverter: "nps",
    converters.UUIDConverter: uuid.UUID(int=1),
}


@dataclass(frozen=True, slots=True)
class Address:
    """A routed address: its route as written, its view, and what a path needs to be filled in with."""

    route: str
    name: str
    view: Callable[..., object]
    needs: tuple[tuple[str, object], ...]

    @property
    def is_of_a_workspace(self) -> bool:
        return self.route.startswith("w/<slug:workspace>/")

    @property
    def is_of_the_api(self) -> bool:
        return self.route.startswith("api/")

    def path(self, workspace: str) -> str:
        """Return a path that this address answers, with samples in its places."""
        path = self.route
        for name, sample in self.needs:
            value = workspace if name == "workspace" else str(sample)
            start = path.index("<")
            path = path[:start] + value + path[path.index(">", start) + 1 :]
            del name
        return f"/{path}"


def addresses() -> list[Address]:
    """Return every address that is routed, in the order of the tree."""
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, needs: tuple[tuple[str, object], ...]) -> Iterator[Address]:
    for each in patterns:
        route = prefix + str(each.pattern)
        all_needs = needs + _needs(each)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, route, all_needs)
        else:
            yield Address(route, each.name or "", each.callback, all_needs)


def _needs(each: URLPattern | URLResolver) -> tuple[tuple[str, object], ...]:
    if not isinstance(each.pattern, RoutePattern):
        return ()
    return tuple((name, _sample(converter)) for name, converter in each.pattern.converters.items())


def _sample(converter: object) -> object:
    found = next((sample for kind, sample in SAMPLES.items() if type(converter) is kind), None)
    if found is None:
        raise AssertionError(f"Say in SAMPLES what may stand for a {type(converter).__name__}.")
    return found
