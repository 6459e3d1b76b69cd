"""Tiles on the grid."""

from rapport.understand.dashboards.placement import Place, Size, pages_of, places_of


def test_tiles_stand_side_by_side_until_the_row_is_full() -> None:
    places = places_of([Size(3, 1), Size(6, 2), Size(3, 1), Size(6, 2), Size(12, 1)])

    assert [(place.column, place.row) for place in places] == [(0, 0), (3, 0), (9, 0), (0, 2), (0, 4)]


def test_nothing_stands_on_anything_else() -> None:
    sizes = [Size(width, height) for width in (4, 8, 3, 12, 6) for height in (1, 2, 3)]

    places = places_of(sizes)

    cells = [
        (place.column + x, place.row + y) for place in places for x in range(place.size.width) for y in range(place.size.height)
    ]
    assert len(cells) == len(set(cells))
    assert max(column for column, _ in cells) == 11


def test_a_page_break_cuts_no_tile() -> None:
    places = places_of([Size(6, 2), Size(6, 3), Size(12, 2), Size(12, 4), Size(3, 1)])

    pages = pages_of(places, 4)

    assert [[number for number, _ in page] for page in pages] == [[0, 1], [2], [3], [4]]
    assert pages[1] == [(2, Place(0, 0, Size(12, 2)))]


def test_an_empty_dashboard_has_no_page() -> None:
    assert pages_of([], 4) == []
