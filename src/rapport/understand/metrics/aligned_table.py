"""Tables whose columns line up in a terminal, whatever the script of their words."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its cells, and on which side they line up."""

    head: str
    cells: Sequence[str]
    is_number: bool = False


def aligned_table(columns: Sequence[Column]) -> list[str]:
    """Return the lines of a table: a head, then a line for each cell."""
    widths = [max(display_width(text) for text in (column.head, *column.cells)) for column in columns]
    lines = [[column.head for column in columns], *zip(*(column.cells for column in columns), strict=True)]
    return [
        "  ".join(_padded(text, width, right=column.is_number) for text, width, column in zip(line, widths, columns)).rstrip()
        for line in lines
    ]


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - display_width(text))
    return space + text if right else text + space


def display_width(text: str) -> int:
    """Return how many columns a text takes: two for wide letters, none for combining ones."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def shortened(text: str, width: int) -> str:
    """Cut a text to a width, with an ellipsis where something is left out."""
    if display_width(text) <= width:
        return text
    while display_width(text) > width - 1:
        text = text[:-1]
    return text + "…"
