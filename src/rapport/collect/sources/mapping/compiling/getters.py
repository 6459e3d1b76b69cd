"""Getters: where the cells of a field come from."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rapport.collect.sources.mapping.cells import Bad, Cell, Memo, Scalar, text_of
from rapport.collect.sources.mapping.frame import Frame

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Getter:
    """Gives one value for every row of a frame.

    Parameters
    ----------
    run : the values.
    constant : the value, where every row has the same.
    column : the one column it reads unchanged, where that is so.
    """

    run: Callable[[Frame], list[Any]]
    constant: Any = None
    is_constant: bool = False
    column: str | None = None


def constant_getter(value: Any) -> Getter:
    """Give the same value for every row."""
    return Getter(lambda frame: [value] * frame.size, constant=value, is_constant=True)


def column_getter(name: str) -> Getter:
    """Give the cells of a column."""
    return Getter(lambda frame: frame.column(name), column=name)


def template_getter(template: str, names: dict[str, Getter]) -> Getter:
    """Put cells into a text; the text is nothing where all of its cells are empty."""
    pieces = PLACEHOLDER.split(template)
    literals, keys = pieces[::2], pieces[1::2]
    getters = [names[key] for key in keys]

    def fill(cells: tuple[Cell, ...]) -> str | None:
        texts = [text_of(cell).strip() for cell in cells]
        if not any(texts):
            return None
        return "".join(a + b for a, b in zip(literals, [*texts, ""]))

    return rows_getter(getters, fill)


def rows_getter(getters: list[Getter], function: Callable[[tuple[Cell, ...]], Any]) -> Getter:
    """Give what a function makes of the cells of several getters."""
    if all(getter.is_constant for getter in getters):
        return constant_getter(function(tuple(getter.constant for getter in getters)))
    if len(getters) == 1:
        return then(getters[0], lambda cell: function((cell,)))
    memo = Memo(function)
    return Getter(lambda frame: memo.of_rows([getter.run(frame) for getter in getters]))


def first_getter(getters: list[Getter]) -> Getter:
    """Give the first value that is not empty."""

    def first(cells: tuple[Cell, ...]) -> Cell:
        return next((cell for cell in cells if cell is not None and text_of(cell).strip()), None)

    return rows_getter(getters, first) if len(getters) != 1 else getters[0]


def then(getter: Getter, scalar: Scalar | None) -> Getter:
    """Give what a scalar makes of each value."""
    if scalar is None:
        return getter
    if getter.is_constant:
        return constant_getter(scalar(getter.constant))
    memo = Memo(scalar)
    return Getter(lambda frame: memo.of(getter.run(frame)))


def chain(first: Scalar | None, second: Scalar) -> Scalar:
    """Return the scalar that runs both; nothing and Bad pass the second by."""
    if first is None:
        return second

    def both(cell: Cell) -> Any:
        value = first(cell)
        return value if value is None or type(value) is Bad else second(value)

    return both
