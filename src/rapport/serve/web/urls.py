"""Every address of the pages and the API. What belongs to a workspace lies under `/w/<workspace>/`."""

import os
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from rapport.serve.web import entrance, operations

# Each has a list `urlpatterns`, relative to the workspace. Order matters only between the same paths.
OF_A_WORKSPACE = (
    "rapport.serve.web.overview.urls",
    "rapport.understand.metrics.pages.urls",
    "rapport.understand.annotations.urls",
    "rapport.understand.views.urls",
    "rapport.understand.dashboards.urls",
    "rapport.understand.segments.urls",
    "rapport.serve.web.people.urls",
    "rapport.serve.web.stream.urls",
    "rapport.serve.web.search.urls",
    "rapport.collect.uploads.urls",
    "rapport.accounts.settings_urls",
    "rapport.record.retention.urls",
)


def _of_a_workspace() -> list[URLPattern | URLResolver]:
    return [pattern for name in OF_A_WORKSPACE for pattern in _patterns(name)]


def _patterns(name: str) -> list[Any]:  # Any: Django's pattern types differ between include and path
    return list(import_module(name).urlpatterns)


def _for_builders() -> list[URLPattern]:
    """The style guide, for those who build Rapport (RAPPORT_DEBUG=1)."""
    if not os.environ.get("RAPPORT_DEBUG"):
        return []
    from rapport.serve.web.styleguide import styleguide

    return [path("styleguide/", styleguide, name="styleguide")]


urlpatterns = [
    path("", entrance.entrance, name="entrance"),
    path("health", operations.health, name="health"),
    path("metrics", operations.metrics, name="prometheus"),
    *_for_builders(),
    path("", include((_patterns("rapport.accounts.urls"), None))),  # type: ignore[arg-type]  # no app_name: names are global
    path("", include((_patterns("rapport.understand.dashboards.unsubscribe_urls"), None))),  # type: ignore[arg-type]  # see above
    path("w/<slug:workspace>/", include((_of_a_workspace(), None))),  # type: ignore[arg-type]  # see above
    path("api/v1/", include("rapport.serve.api.urls")),
]
