"""Which pages there are."""

from collections.abc import Callable, Iterator

from reference.api import api, openapi_yaml
from reference.commands import commands
from reference.filters import filters
from reference.kinds import kinds
from reference.mapping import mapping
from reference.metrics import metrics
from reference.settings import settings

PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "api": api,
    "commands": commands,
    "filters": filters,
    "kinds": kinds,
    "mapping": mapping,
    "metrics": metrics,
    "settings": settings,
}
"""By file name; each gives the page piece by piece, one line or more."""

FILES: dict[str, Callable[[], str]] = {"openapi.yaml": openapi_yaml}
"""What programs read, beside the pages."""
