"""Tiles ready for a template."""

from collections.abc import Mapping
from dataclasses import dataclass

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.understand.dashboards.content import Content
from rapport.understand.dashboards.contents import content_of, is_at_hand
from rapport.understand.dashboards.dashboard import Dashboard, Tile
from rapport.understand.views.public import SavedView, Shown, shown

_ROWS = 50
"""Rows of a table in a tile; it scrolls in itself."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a tile says, and everything that its form reads; `shown` is None where there is no result."""

    content: Content
    shown: Shown | None


def fill_tile(workspace: Workspace, store: Store, tile: Tile, *, views: Mapping[int, SavedView], period: str) -> Filled:
    """Ask one tile."""
    content = content_of(workspace, store, tile, views=views, period=period, with_links=True)
    if content.explored is None or content.result is None:
        return Filled(content, None)
    return Filled(content, shown(content.explored, content.result, workspace, shape=content.shape, most=_ROWS))


def filled_at_once(
    workspace: Workspace, store: Store, dashboard: Dashboard, *, views: Mapping[int, SavedView], period: str
) -> dict[int, Filled]:
    """Return the tiles whose answers are at hand, by number; the page asks for the others once it stands."""
    return {
        tile.id: fill_tile(workspace, store, tile, views=views, period=period)
        for tile in dashboard.tiles
        if is_at_hand(workspace, store, tile, views=views, period=period)
    }
