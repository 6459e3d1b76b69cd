"""Addresses of a metric's pages, with the choices of the filter bar."""

from datetime import date
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from rapport.accounts.public import Workspace
from rapport.understand.metrics.answer import Key
from rapport.understand.metrics.clauses import clause_of
from rapport.understand.metrics.pages.view_filter import ViewFilter
from rapport.understand.metrics.question import Grain
from rapport.understand.metrics.sums import KeyValue

KEY_PREFIX = "key."


def metric_path(workspace: Workspace, metric: str, view: ViewFilter, **changes: str | None) -> str:
    """Return the address of a metric's page."""
    return _path("metric", workspace, key=metric) + _query(view.as_query(**changes))


def narrowed_path(workspace: Workspace, metric: str, view: ViewFilter, key: Key) -> str:
    """Return the address of a metric's page for one group alone."""
    return metric_path(workspace, metric, view.narrowed(clause_of(key)) if key else view)


def evidence_path(
    workspace: Workspace,
    metric: str,
    view: ViewFilter,
    *,
    key: Key = (),
    every: Grain | None = None,
    scores: str = "",
    tab: str = "",
) -> str:
    """Return the address of what stands behind a figure.

    Parameters
    ----------
    key : of the row of the answer; its bucket is the one of `every`.
    scores : a part of it: ``detractor``, ``0..7``.
    """
    bucket = next((str(value) for name, value in key if every and name == every.value), None)
    groups = [(KEY_PREFIX + name, _text(value)) for name, value in key if not (every and name == every.value)]
    changes = {"every": every.value if bucket and every else None, "bucket": bucket, "scores": scores, "tab": tab}
    query = "&".join(filter(None, (view.as_query(**changes), urlencode(groups))))
    return _path("metric-evidence", workspace, key=metric) + _query(query)


def _text(value: KeyValue) -> str:
    """A missing value is written as nothing: no value is an empty text."""
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:g}"


def page_path(name: str, workspace: Workspace, **arguments: object) -> str:
    """Return the address of another package's page; empty where it is not routed."""
    try:
        return _path(name, workspace, **arguments)
    except NoReverseMatch:
        return ""


def _path(name: str, workspace: Workspace, **arguments: object) -> str:
    return reverse(name, kwargs={"workspace": workspace.slug, **arguments})


def _query(query: str) -> str:
    return f"?{query}" if query else ""


def bucket_of_key(key: Key, every: Grain) -> date | None:
    """Return the first day of the bucket in a row's key."""
    return next((date.fromisoformat(str(value)) for name, value in key if name == every.value), None)
