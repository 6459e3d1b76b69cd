"""Where tiles stand: from left to right on a grid of twelve columns, as CSS lays them out on the page."""

from collections.abc import Sequence
from dataclasses import dataclass

COLUMNS = 12
WIDTHS = (3, 4, 6, 8, 12)
HEIGHTS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Size:
    """Columns and rows that a tile takes up."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Place:
    """The first column and row of a tile, from 0, and its size."""

    column: int
    row: int
    size: Size


def places_of(sizes: Sequence[Size]) -> list[Place]:
    """Return a place for each tile, in order: the first free one at or after the tile before it."""
    taken: set[tuple[int, int]] = set()
    places: list[Place] = []
    column = row = 0
    for size in sizes:
        while not _fits(column, row, size, taken):
            column, row = (column + 1, row) if column + 1 + size.width <= COLUMNS else (0, row + 1)
        taken |= _cells(column, row, size)
        places.append(Place(column, row, size))
    return places


def _fits(column: int, row: int, size: Size, taken: set[tuple[int, int]]) -> bool:
    return column + size.width <= COLUMNS and not taken & _cells(column, row, size)


def _cells(column: int, row: int, size: Size) -> set[tuple[int, int]]:
    return {(column + x, row + y) for x in range(size.width) for y in range(size.height)}


def pages_of(places: Sequence[Place], rows_of_a_page: int) -> list[list[tuple[int, Place]]]:
    """Divide places among pages of so many rows.

    Returns
    -------
    For each page the number of each tile on it and its place there. A tile that would be cut begins the next page, with all
    that stand in the same row or below.
    """
    pages: list[list[tuple[int, Place]]] = []
    first_row = 0
    waiting = sorted(enumerate(places), key=lambda each: (each[1].row, each[1].column))
    while waiting:
        cut = min(
            (place.row for _, place in waiting if place.row + place.size.height > first_row + rows_of_a_page),
            default=first_row + rows_of_a_page,
        )
        cut = max(cut, first_row + 1)
        here = [(number, place) for number, place in waiting if place.row < cut]
        if here:
            pages.append(
                [(number, Place(place.column, place.row - first_row, place.size)) for number, place in here],
            )
        waiting = [(number, place) for number, place in waiting if place.row >= cut]
        first_row = min((place.row for _, place in waiting), default=cut)
    return pages
