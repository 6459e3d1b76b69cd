"""Where a search looks, in the order in which its findings stand. Each finder leaves out what the member may not open."""

from collections.abc import Callable, Iterable, Iterator

from django.urls import resolve
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.accounts.public import Permission, WorkspaceRequest
from rapport.record.people.public import search_people, sketch_people
from rapport.record.store.public import QueryTimeoutError, current_store, find_threads
from rapport.serve.web.search.contents import comments, values
from rapport.serve.web.search.hits import Hit, address, fits, words_typed
from rapport.ui.nav import nav_links
from rapport.understand.dashboards.public import list_dashboards
from rapport.understand.metrics.pages.labels import metric_title
from rapport.understand.metrics.public import METRICS
from rapport.understand.segments.public import list_segments
from rapport.understand.views.public import list_views

# icons: user message shopping-bag file-text gauge chart-dots-2 layout-dashboard users-group settings

Finder = Callable[[WorkspaceRequest, str, int], Iterable[Hit]]
THREADS_WITHIN_S = 0.3


def people(request: WorkspaceRequest, text: str, limit: int) -> Iterator[Hit]:
    """People by name or any identifier."""
    if not request.may(Permission.SEE_PEOPLE):
        return
    store = current_store(request.workspace.slug)
    found = search_people(request.workspace, store, text, limit=limit)
    sketches = sketch_people(request.workspace, store, (one.person_id for one in found))
    for one in found:
        if person := sketches.get(one.person_id):
            hint = one.matched or person.address
            hint = "" if hint == person.title else hint
            yield Hit(_("People"), person.title, hint, address(request, "person", person=person.id), "user")


_THREADS: dict[str, tuple[str, str | Promise, str]] = {
    "conversation_id": ("conversation", gettext_lazy("Conversation"), "message"),
    "order_id": ("order", gettext_lazy("Order"), "shopping-bag"),
    "subscription_id": ("", gettext_lazy("Contract"), "file-text"),
}


def threads(request: WorkspaceRequest, text: str, limit: int) -> Iterator[Hit]:
    """Orders, conversations and contracts by their number."""
    if not request.may(Permission.SEE_PEOPLE) or not any(character.isdigit() for character in text):
        return
    store = current_store(request.workspace.slug)
    try:
        found = find_threads(store, text.strip(), limit=limit, timeout_s=THREADS_WITHIN_S)
    except QueryTimeoutError:  # a huge store: everything else is there at once
        return
    whose = sketch_people(request.workspace, store, {thread.person_id for thread in found})
    for thread in found:
        if person := whose.get(thread.person_id):
            parameter, label, icon = _THREADS[thread.column]
            query = f"?{parameter}={_quoted(thread.name)}" if parameter else ""
            href = f"{address(request, 'person', person=person.id)}{query}"
            yield Hit(_("Orders and conversations"), f"{label} {thread.name}", person.title, href, icon)


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="")


def metrics(request: WorkspaceRequest, text: str, limit: int) -> Iterator[Hit]:
    """Metrics by title and key."""
    words = words_typed(text)
    found = (metric for metric in METRICS.values() if fits(f"{metric_title(metric)} {metric.title} {metric.key}", words=words))
    for metric, _number in zip(found, range(limit), strict=False):
        yield Hit(_("Metrics"), metric_title(metric), "", address(request, "metric", key=metric.key), "gauge")


def views(request: WorkspaceRequest, text: str, limit: int) -> Iterator[Hit]:
    """Saved views by name."""
    words = words_typed(text)
    for view in [view for view in list_views(request.workspace) if fits(view.name, words=words)][:limit]:
        yield Hit(_("Views"), view.name, "", address(request, "view", view_id=view.id), "chart-dots-2")


def dashboards(request: WorkspaceRequest, text: str, limit: int) -> Iterator[Hit]:
    """Dashboards by name."""
    words = words_typed(text)
    for board in [board for board in list_dashboards(request.workspace) if fits(board.name, words=words)][:limit]:
        yield Hit(_("Dashboards"), board.name, "", _dashboard(request, board.id), "layout-dashboard")


def _dashboard(request: WorkspaceRequest, number: int) -> str:
    return address(request, "dashboard", dashboard_id=number) or address(request, "dashboards")


def segments(request: WorkspaceRequest, text: str, limit: int) -> Iterator[Hit]:
    """Segments by name; they lead to their people, where the member may see them."""
    words = words_typed(text)
    for segment in [one for one in list_segments(request.workspace) if fits(one.name, words=words)][:limit]:
        if request.may(Permission.SEE_PEOPLE):
            href = f"{address(request, 'people')}?segment={_quoted(segment.key)}"
        else:
            href = address(request, "segment", key=segment.key)
        yield Hit(_("Segments"), segment.name, "", href, "users-group")


def pages(request: WorkspaceRequest, text: str, limit: int) -> Iterator[Hit]:
    """Pages of the sidebar."""
    words = words_typed(text)
    for link in [link for link in nav_links(request) if fits(link.label, words=words)][:limit]:
        yield Hit(_("Pages"), link.label, "", link.url, link.icon)


_SETTINGS: tuple[tuple[str | Promise, str], ...] = (
    (gettext_lazy("Workspace settings"), "settings-workspace"),
    (gettext_lazy("Members and roles"), "settings-members"),
    (gettext_lazy("API keys"), "settings-keys"),
    (gettext_lazy("Privacy"), "settings-privacy"),
    (gettext_lazy("Audit log"), "settings-audit"),
    (gettext_lazy("Your account"), "account"),
    (gettext_lazy("Rejected rows"), "rejects"),
    (gettext_lazy("Annotations"), "annotations"),
)


def settings(request: WorkspaceRequest, text: str, limit: int) -> Iterator[Hit]:
    """Settings by title."""
    words = words_typed(text)
    for label, name in _SETTINGS:
        href = address(request, name)
        if href and fits(str(label), words=words) and _may_open(request, href):
            yield Hit(_("Settings"), str(label), "", href, "settings")


def _may_open(request: WorkspaceRequest, href: str) -> bool:
    permission = getattr(resolve(href).func, "permission", None)
    return not isinstance(permission, Permission) or request.may(permission)


FINDERS: tuple[Finder, ...] = (people, threads, metrics, views, dashboards, segments, values, settings, comments)
"""What the command palette asks; it knows the pages of the sidebar by itself."""
ALL_FINDERS: tuple[Finder, ...] = (pages, *FINDERS)
