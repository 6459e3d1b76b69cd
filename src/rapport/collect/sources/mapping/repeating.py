"""Rows that stand for several interactions: counts (`repeat`) and lists inside a cell (`each`)."""

from typing import Any

import msgspec

from rapport.collect.sources.mapping.cells import Bad, Cell, text_of
from rapport.collect.sources.mapping.compiling.rule_fields import CompiledRule
from rapport.collect.sources.mapping.frame import Frame
from rapport.core.notice import Notice, about

MOST_REPEATS = 100_000
ELEMENT_NAME = "$element"
"""The column that tells the repetitions of a row apart, in their identities."""

_LONGEST_ID = 100


def repeat_rows(rule: CompiledRule, frame: Frame, problems: list[tuple[int, Bad]]) -> Frame:
    """Return the frame with each row as often as the rule says, and its `$item` and `$index`."""
    if rule.each is not None:
        lists = [_items(cell) for cell in rule.each.run(frame)]
        rows = [row for row, items in enumerate(lists) for _ in items]
        indices: list[Cell] = [place + 1 for items in lists for place in range(len(items))]
        names = [name for items in lists for name in _names(items)]
        return _spread(frame, rows, indices, names, items=[item for items in lists for item in items])
    if rule.repeat is not None:
        counts = [_count(value, frame.places[row], problems) for row, value in enumerate(rule.repeat.run(frame))]
        rows = [row for row, count in enumerate(counts) for _ in range(count)]
        indices = [place + 1 for count in counts for place in range(count)]
        return _spread(frame, rows, indices, list(map(str, indices)))
    return frame


def _spread(frame: Frame, rows: list[int], indices: list[Cell], names: list[str], *, items: list[Cell] | None = None) -> Frame:
    own: dict[str, list[Cell]] = {"$index": indices, ELEMENT_NAME: list(names)}
    spread = Frame(own, len(rows), parent=frame, places=[frame.places[row] for row in rows], picked=rows)
    if items is not None:
        spread.put("$item", items)
    return spread


def _names(items: list[Cell]) -> list[str]:
    """Return what tells the elements of a list apart: their own ids, or else their places.

    Sources that write the newest element first would otherwise give a known element another name at every export.
    """
    ids = [text_of(item.get("id")) if isinstance(item, dict) else "" for item in items]
    is_named = all(0 < len(name) <= _LONGEST_ID for name in ids) and len(set(ids)) == len(ids)
    return ids if is_named else [str(place + 1) for place in range(len(items))]


def _items(cell: Cell) -> list[Cell]:
    if isinstance(cell, str) and cell.lstrip().startswith("["):
        try:
            cell = msgspec.json.decode(cell)
        except msgspec.DecodeError:
            return [cell]
    if cell is None or cell == "":
        return []
    return cell if isinstance(cell, list) else [cell]


def _count(value: Any, row: int, problems: list[tuple[int, Bad]]) -> int:
    if value is None:
        return 0
    if type(value) is Bad:
        problems.append((row, Bad(value.reason, about("repeat", value.detail))))
        return 0
    if value != int(value) or value > MOST_REPEATS:
        no_count = Notice("%(value)s is no count from 0 to %(most)s. Correct the cell.", value=f"{value:g}", most=MOST_REPEATS)
        problems.append((row, Bad("bad_count", about("repeat", no_count))))
        return 0
    return int(value)
