"""What the long form of a field does with a cell before it is read: missing codes, pieces, maps."""

from collections.abc import Callable

from msgspec import UNSET

from rapport.collect.sources.mapping.cells import Cell, text_of
from rapport.collect.sources.mapping.document import Field, Split, words
from rapport.collect.sources.mapping.expressions import compile_pattern

Change = Callable[[str], str | None]


def compile_changes(field: Field, *, nothing: frozenset[str], keeps_type: bool = False) -> Callable[[Cell], Cell] | None:
    """Return the function that changes a cell as a field says; None where it changes nothing.

    Empty cells and missing codes become the field's `default`, or None. Otherwise the value is text, unless `keeps_type`
    and no change applies to it.
    """
    missing = nothing.union(code.strip() for code in words(field.missing))
    steps = [step for step in (_extract(field), _split(field), _letters(field), _map(field)) if step]
    default = field.default
    if not steps and not keeps_type:
        return _only_missing(missing, default)

    def change(cell: Cell) -> Cell:
        text = text_of(cell).strip()
        if text in missing:
            return default
        if not steps and keeps_type:
            return cell
        for step in steps:
            changed = step(text)
            if not changed:
                return default
            text = changed
        return text

    return change


def _only_missing(missing: frozenset[str], default: str | None) -> Callable[[Cell], Cell]:
    def change(cell: Cell) -> Cell:
        text = cell.strip() if type(cell) is str else text_of(cell).strip()
        return default if text in missing else text

    return change


def _extract(field: Field) -> Change | None:
    if field.extract is None:
        return None
    pattern = compile_pattern(field.extract)

    def extract(text: str) -> str | None:
        match = pattern.search(text)
        return match[1 if pattern.groups else 0] if match else None

    return extract


def _split(field: Field) -> Change | None:
    if field.split is None:
        return None
    split = field.split if isinstance(field.split, Split) else Split(on=field.split)

    def take(text: str) -> str | None:
        pieces = text.split(split.on) if split.on.strip() else text.split()
        in_range = -len(pieces) <= split.take < len(pieces)
        return pieces[split.take].strip() if in_range else None

    return take


def _letters(field: Field) -> Change | None:
    if field.lower:
        return str.lower
    return str.upper if field.upper else None


def _map(field: Field) -> Change | None:
    if not field.map and not field.matches and field.otherwise is UNSET:
        return None
    exact = {key.strip(): value for key, value in field.map.items()}
    patterns = [(compile_pattern(pattern), value) for pattern, value in field.matches.items()]
    keeps_others = field.otherwise is UNSET

    def look_up(text: str) -> str | None:
        if text in exact:
            return exact[text]
        for pattern, value in patterns:
            if pattern.search(text):
                return value
        return text if keeps_others else field.otherwise  # type: ignore[return-value]  # UNSET is keeps_others

    return look_up


def literals_of(field: Field) -> list[str]:
    """Return the words that a field can give whatever the file holds, to check them before the first row."""
    found = [*field.map.values(), *field.matches.values(), field.otherwise, field.default, field.value]
    return [each for each in found if isinstance(each, str)]
