"""What commands print alike: tables for people, JSON for programs."""

import json
from collections.abc import Iterator, Sequence

from rapport.core.commands import CommandContext


def print_json(value: object, context: CommandContext) -> None:
    """Print a value on one line, in its own letters."""
    print(json.dumps(value, ensure_ascii=False), file=context.out)


def print_table(rows: Sequence[tuple[str, ...]], context: CommandContext) -> None:
    """Print rows with their columns under each other; the first row is the heading."""
    for line in table_lines(rows):
        print(line, file=context.out)


def table_lines(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a table."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
