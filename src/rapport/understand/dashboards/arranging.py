"""Puts tiles on a dashboard, moves and resizes them."""

from collections.abc import Sequence

from django.db import transaction

from rapport.accounts.public import Workspace
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.understand.dashboards import models
from rapport.understand.dashboards.actions import row_of
from rapport.understand.dashboards.dashboard import Tile
from rapport.understand.dashboards.placement import HEIGHTS, WIDTHS, Size
from rapport.understand.dashboards.queries import get_dashboard
from rapport.understand.views.public import Shape

MOST_TILES = 40
LONGEST_NOTE = 4000
NOTE_SIZE = Size(4, 1)
_SIZES = {Shape.FIGURE: Size(3, 1), Shape.GRID: Size(12, 3), Shape.TABLE: Size(6, 3)}
_USUAL_SIZE = Size(6, 2)


def usual_size(shape: Shape) -> Size:
    """Return the size with which a form of a result begins."""
    return _SIZES.get(shape, _USUAL_SIZE)


def add_view_tile(workspace: Workspace, dashboard_id: int, *, view_id: int, size: Size) -> Tile:
    """Put a saved view at the end of a dashboard."""
    return _add(workspace, dashboard_id, models.Tile(view_id=view_id, width=size.width, height=size.height))


def add_note(workspace: Workspace, dashboard_id: int, text: str) -> Tile:
    """Put a note at the end of a dashboard."""
    tile = models.Tile(text=_checked_note(text), width=NOTE_SIZE.width, height=NOTE_SIZE.height)
    return _add(workspace, dashboard_id, tile)


def change_tile(
    workspace: Workspace, dashboard_id: int, tile_id: int, *, title: str = "", text: str = "", shape: str = ""
) -> Tile:
    """Give a tile another title, text (a note) or form (a view)."""
    row = _tile_row(workspace, dashboard_id, tile_id)
    row.title = " ".join(title.split())[:120]
    row.text = _checked_note(text) if row.view_id is None else ""
    row.shape = shape if row.view_id is not None and shape in tuple(Shape) else ""
    row.save()
    _touch(dashboard_id)
    return _tile(workspace, dashboard_id, tile_id)


def resize_tile(workspace: Workspace, dashboard_id: int, tile_id: int, *, wider: int = 0, taller: int = 0) -> Tile:
    """Make a tile wider or taller by steps; negative ones make it narrower or shorter. At the ends it stays as it is."""
    row = _tile_row(workspace, dashboard_id, tile_id)
    row.width, row.height = _stepped(WIDTHS, row.width, wider), _stepped(HEIGHTS, row.height, taller)
    row.save()
    _touch(dashboard_id)
    return _tile(workspace, dashboard_id, tile_id)


def move_tile(workspace: Workspace, dashboard_id: int, tile_id: int, *, by: int) -> None:
    """Move a tile so many places towards the end, or the beginning if negative."""
    _tile_row(workspace, dashboard_id, tile_id)
    order = [tile.id for tile in get_dashboard(workspace, dashboard_id).tiles]
    place = order.index(tile_id)
    order.insert(max(place + by, 0) if by < 0 else place + by, order.pop(place))
    arrange(workspace, dashboard_id, order)


def arrange(workspace: Workspace, dashboard_id: int, order: Sequence[int]) -> None:
    """Put the tiles into an order, by their numbers; those that are not named stay behind the others."""
    tiles = {tile.id for tile in get_dashboard(workspace, dashboard_id).tiles}
    wanted = [tile_id for tile_id in dict.fromkeys(order) if tile_id in tiles]
    with transaction.atomic():
        for position, tile_id in enumerate([*wanted, *sorted(tiles - set(wanted))]):
            models.Tile.objects.filter(pk=tile_id).update(position=position)
        _touch(dashboard_id)


def remove_tile(workspace: Workspace, dashboard_id: int, tile_id: int) -> None:
    """Take a tile off a dashboard; the view stays."""
    _tile_row(workspace, dashboard_id, tile_id).delete()
    _touch(dashboard_id)


def _add(workspace: Workspace, dashboard_id: int, tile: models.Tile) -> Tile:
    dashboard = row_of(workspace, dashboard_id)
    tiles = list(dashboard.tiles.values_list("position", flat=True))
    if len(tiles) >= MOST_TILES:
        raise UserError(Notice("A dashboard has at most %(most)s tiles. Make another one, or remove some.", most=MOST_TILES))
    tile.dashboard, tile.position = dashboard, max(tiles, default=-1) + 1
    tile.save()
    _touch(dashboard_id)
    return _tile(workspace, dashboard_id, tile.pk)


def _tile_row(workspace: Workspace, dashboard_id: int, tile_id: int) -> models.Tile:
    dashboard = get_dashboard(workspace, dashboard_id)
    row = models.Tile.objects.filter(dashboard_id=dashboard.id, pk=tile_id).first()
    if row is None:
        raise UserError(
            Notice("There is no tile %(tile)s on this dashboard. Load it anew: somebody may have removed it.", tile=str(tile_id))
        )
    return row


def _tile(workspace: Workspace, dashboard_id: int, tile_id: int) -> Tile:
    tiles: dict[int, Tile] = {tile.id: tile for tile in get_dashboard(workspace, dashboard_id).tiles}
    return tiles[tile_id]


def _checked_note(text: str) -> str:
    text = text.strip()
    if not text or len(text) > LONGEST_NOTE:
        raise UserError(Notice("Write a note of up to %(most)s characters.", most=LONGEST_NOTE))
    return text


def _stepped(steps: Sequence[int], now_: int, by: int) -> int:
    place = steps.index(now_) if now_ in steps else 0
    return steps[min(max(place + by, 0), len(steps) - 1)]


def _touch(dashboard_id: int) -> None:
    models.Dashboard.objects.filter(pk=dashboard_id).update(changed_at=now())
