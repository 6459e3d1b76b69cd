"""What the tiles of a dashboard say: each view asked for the dashboard's period."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.ui.saying import say_all
from rapport.understand.dashboards.content import Content
from rapport.understand.dashboards.dashboard import Dashboard, Tile
from rapport.understand.views.public import (
    Exploration,
    Explored,
    Key,
    Link,
    SavedView,
    Shape,
    evidence_path,
    explore,
    heading_of,
    is_answered,
    list_views,
    parse_exploration,
    period_label,
    shapes_of,
)

_PERIOD = ("period", "from", "to")
OWN = "own"
"""The period that keeps each view's own."""


def contents_of(workspace: Workspace, store: Store, dashboard: Dashboard, *, period: str | None = None) -> list[Content]:
    """Ask every tile of a dashboard.

    Parameters
    ----------
    period : a part of an address instead of the dashboard's own; empty keeps the views' periods.
    """
    views = {view.id: view for view in list_views(workspace)}
    wanted = dashboard.period if period is None else period
    return [content_of(workspace, store, tile, views=views, period=wanted) for tile in dashboard.tiles]


def content_of(
    workspace: Workspace,
    store: Store,
    tile: Tile,
    *,
    views: Mapping[int, SavedView],
    period: str,
    with_links: bool = False,
) -> Content:
    """Ask one tile. What is wrong with its view is said in its place.

    Parameters
    ----------
    with_links : whether each figure leads to its evidence, as on a page.
    """
    if tile.view_id is None:
        return Content(tile.title, tile.size, note=tile.text)
    view = views.get(tile.view_id)
    if view is None:
        gone = _("The view of this tile was deleted. Remove the tile, or put another view in its place.")
        return Content(tile.title or _("Deleted view"), tile.size, problem=gone)
    query = with_period(view.query, period)
    exploration = parse_exploration(QueryDict(query), workspace, store)
    link = _links(exploration, workspace) if with_links else _no_link
    explored = explore(exploration, workspace, store, link=link)
    title = tile.title or view.name
    if explored.result is None:
        return Content(title, tile.size, problem=" ".join(explored.errors), query=query)
    about = " · ".join(filter(None, (heading_of(exploration), period_label(explored.result.answer.period, workspace.zone))))
    return Content(
        title=title,
        size=tile.size,
        about=about,
        shape=_shape(explored, tile.shape),
        result=explored.result,
        explored=explored,
        warnings=say_all(explored.result.answer.warnings),
        query=f"view={view.id}&{query}",
    )


def is_at_hand(workspace: Workspace, store: Store, tile: Tile, *, views: Mapping[int, SavedView], period: str) -> bool:
    """Tell whether what a tile says is known without asking the store."""
    view = views.get(tile.view_id) if tile.view_id is not None else None
    if view is None:
        return True
    exploration = parse_exploration(QueryDict(with_period(view.query, period)), workspace, store)
    return is_answered(exploration, workspace, store)


def _links(exploration: Exploration, workspace: Workspace) -> Link:
    metric, view, grain = exploration.metric.key, exploration.view_filter, exploration.grain
    return lambda key: evidence_path(workspace, metric, view, key=key, every=grain)


def _no_link(key: Key) -> str:
    return ""


def _shape(explored: Explored, wanted: str) -> Shape:
    suited = shapes_of(explored.result.answer.question) if explored.result else ()
    return next((shape for shape in suited if shape == wanted), explored.shape)


def with_period(query: str, period: str) -> str:
    """Return a query that asks for another period; an empty one keeps the query's."""
    wanted = [(name, value) for name, value in parse_qsl(period) if name in _PERIOD]
    if not wanted:
        return query
    kept = [(name, value) for name, value in parse_qsl(query) if name not in _PERIOD]
    return urlencode([*kept, *wanted])


def period_of(query: QueryDict, dashboard: Dashboard) -> str:
    """Return the period that an address asks for as a part of an address; the dashboard's own where it names none."""
    if query.get("period") == OWN:
        return ""
    named = [(name, query.get(name, "")) for name in _PERIOD if query.get(name)]
    return urlencode(named) if named else dashboard.period
