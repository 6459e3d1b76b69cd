"""Expressions of a mapping (`when`, `expr`) over the cells of one row.

Two cells are compared as numbers where both are numbers, and as text otherwise. An empty cell is equal only to an empty
cell, and neither above nor below anything.
"""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any, TypeAlias

from rapport.collect.sources.mapping.cells import Bad, Cell, shorten, text_of
from rapport.collect.sources.mapping.values.numbers import parse_number
from rapport.core.errors import UserError
from rapport.core.expressions.parse import parse_expression
from rapport.core.expressions.tree import Binary, Call, In, IsEmpty, Literal, Name, Node, Unary
from rapport.core.notice import Notice, Quoted

Row: TypeAlias = Sequence[Cell]
Evaluate: TypeAlias = Callable[[Row], Any]
"""Any: text, Decimal, bool, None, or Bad."""

_TRUE = frozenset({"true", "yes", "y", "t", "1", "x", "on"})


def names_of(text: str) -> tuple[str, ...]:
    """Return the names in an expression, each once."""
    names: dict[str, None] = {}
    _collect(parse_expression(text), names)
    return tuple(names)


def _collect(node: Node, names: dict[str, None]) -> None:
    match node:
        case Name(text=name):
            names[name] = None
        case Unary(operand=operand) | IsEmpty(operand=operand):
            _collect(operand, names)
        case Binary(left=left, right=right):
            _collect(left, names)
            _collect(right, names)
        case In(operand=operand, items=items):
            for part in (operand, *items):
                _collect(part, names)
        case Call(arguments=arguments):
            for part in arguments:
                _collect(part, names)


def compile_expression(text: str) -> tuple[tuple[str, ...], Evaluate]:
    """Return the names of an expression and the function that evaluates it on their cells, in that order."""
    names = names_of(text)
    return names, _compile(parse_expression(text), {name: place for place, name in enumerate(names)})


def compile_condition(text: str) -> tuple[tuple[str, ...], Callable[[Row], bool | Bad]]:
    """Like `compile_expression`, for expressions that say yes or no."""
    names, evaluate = compile_expression(text)

    def decide(row: Row) -> bool | Bad:
        value = evaluate(row)
        return value if type(value) is Bad else is_true(value)

    return names, decide


def is_true(value: Any) -> bool:
    """Say whether a value means yes: true, yes, 1 and the like."""
    return value if isinstance(value, bool) else text_of(value).strip().lower() in _TRUE


def _compile(node: Node, places: dict[str, int]) -> Evaluate:
    match node:
        case Literal(value=value):
            constant = Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value
            return lambda row: constant
        case Name(text=name):
            place = places[name]
            return lambda row: _blank_to_none(row[place])
        case IsEmpty(operand=operand, is_negated=is_negated):
            inner = _compile(operand, places)
            return lambda row: (inner(row) is None) != is_negated
        case In(operand=operand, items=items, is_negated=is_negated):
            return _compile_in(_compile(operand, places), [_compile(item, places) for item in items], is_negated)
        case Unary(operator=operator, operand=operand):
            return _compile_unary(operator, _compile(operand, places))
        case Binary(operator=operator, left=left, right=right):
            return _compile_binary(operator, _compile(left, places), _compile(right, places))
        case Call(function=function, arguments=arguments):
            return _compile_call(function, [_compile(argument, places) for argument in arguments])


def _blank_to_none(cell: Cell) -> Cell:
    return None if isinstance(cell, str) and not cell.strip() else cell


def _compile_in(operand: Evaluate, items: list[Evaluate], is_negated: bool) -> Evaluate:
    def run(row: Row) -> Any:
        value = operand(row)
        return any(_equal(value, item(row)) for item in items) != is_negated

    return run


def _compile_unary(operator: str, operand: Evaluate) -> Evaluate:
    if operator == "not":
        return lambda row: not is_true(operand(row))
    return lambda row: _arithmetic("-", Decimal(0), operand(row))


def _compile_binary(operator: str, left: Evaluate, right: Evaluate) -> Evaluate:
    match operator:
        case "and" | "or":
            return _compile_junction(left, right, decides=operator == "or")
        case "+" | "-" | "*" | "/":
            return lambda row: _arithmetic(operator, left(row), right(row))
        case "contains":
            return lambda row: text_of(right(row)).casefold() in text_of(left(row)).casefold()
        case "matches":
            return _compile_matches(left, right)
    compare = _COMPARISONS[operator]

    def run(row: Row) -> Any:
        one, other = left(row), right(row)
        return _bad_of(one, other) or compare(one, other)

    return run


def _compile_junction(left: Evaluate, right: Evaluate, *, decides: bool) -> Evaluate:
    def run(row: Row) -> Any:
        one = left(row)
        if type(one) is Bad or is_true(one) == decides:
            return one if type(one) is Bad else decides
        other = right(row)
        return other if type(other) is Bad else is_true(other)

    return run


def _bad_of(one: Any, other: Any) -> Bad | None:
    if type(one) is Bad:
        return one
    return other if type(other) is Bad else None


def _compile_matches(left: Evaluate, right: Evaluate) -> Evaluate:
    patterns: dict[str, re.Pattern[str]] = {}

    def run(row: Row) -> bool:
        pattern = text_of(right(row))
        if pattern not in patterns:
            patterns[pattern] = compile_pattern(pattern)
        return bool(patterns[pattern].search(text_of(left(row))))

    return run


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a regular expression; raise UserError that shows what is wrong with it."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise UserError(
            Notice("%(pattern)s is not a valid regular expression: %(why)s.", pattern=Quoted(pattern), why=str(error))
        ) from error


def as_number(value: Any) -> Decimal | None:
    """Return a value as a number, or None where it is none."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, timedelta):
        return Decimal(str(value.total_seconds()))
    return parse_number(text_of(value).strip())


def _equal(left: Any, right: Any) -> bool:
    if left is None or right is None:
        return left is right
    if isinstance(left, bool) or isinstance(right, bool):
        return is_true(left) == is_true(right)
    one, other = as_number(left), as_number(right)
    if one is not None and other is not None:
        return one == other
    return text_of(left).strip() == text_of(right).strip()


def _order(left: Any, right: Any) -> int | None:
    """Return -1, 0 or 1, or None where one of the two is empty."""
    if left is None or right is None:
        return None
    one, other = as_number(left), as_number(right)
    if one is not None and other is not None:
        return (one > other) - (one < other)
    first, second = text_of(left).strip(), text_of(right).strip()
    return (first > second) - (first < second)


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": _equal,
    "!=": lambda left, right: not _equal(left, right),
    "<": lambda left, right: _order(left, right) == -1,
    "<=": lambda left, right: _order(left, right) in (-1, 0),
    ">": lambda left, right: _order(left, right) == 1,
    ">=": lambda left, right: _order(left, right) in (0, 1),
}


def _arithmetic(operator: str, left: Any, right: Any) -> Any:
    if bad := _bad_of(left, right):
        return bad
    if left is None or right is None:
        return None
    one, other = as_number(left), as_number(right)
    if one is None or other is None:
        culprit = shorten(text_of(left if one is None else right))
        return Bad(
            "bad_number",
            Notice(
                "%(value)s is no number, and the mapping calculates with it. Correct the cell or leave it empty.",
                value=Quoted(culprit),
            ),
        )
    try:
        match operator:
            case "+":
                return one + other
            case "-":
                return one - other
            case "*":
                return one * other
        return one / other
    except (DivisionByZero, InvalidOperation):
        return Bad("bad_number", Notice("%(calculation)s has no result.", calculation=f"{one} {operator} {other}"))


def _compile_call(function: str, arguments: list[Evaluate]) -> Evaluate:
    if function not in _FUNCTIONS:
        raise UserError(
            Notice("There is no function %(name)s() in mappings. Known: %(known)s.", name=function, known=sorted(_FUNCTIONS))
        )
    call, fewest, most = _FUNCTIONS[function]
    if not fewest <= len(arguments) <= most:
        wanted = str(fewest) if fewest == most else Notice("%(fewest)s to %(most)s", fewest=fewest, most=most)
        raise UserError(
            Notice("%(name)s() takes %(wanted)s values, not %(given)s.", name=function, wanted=wanted, given=str(len(arguments)))
        )

    def run(row: Row) -> Any:
        values = [argument(row) for argument in arguments]
        bad = next((value for value in values if type(value) is Bad), None)
        return bad or call(values)

    return run


def _on_text(change: Callable[..., Any]) -> Callable[[list[Any]], Any]:
    return lambda values: None if values[0] is None else change(*map(text_of, values))


def _on_number(change: Callable[[Decimal, int], Decimal]) -> Callable[[list[Any]], Any]:
    def run(values: list[Any]) -> Any:
        if values[0] is None:
            return None
        number = as_number(values[0])
        if number is None:
            return Bad(
                "bad_number",
                Notice("%(value)s is no number. Correct the cell or leave it empty.", value=Quoted(shorten(text_of(values[0])))),
            )
        return change(number, int(as_number(values[1]) or 0) if len(values) > 1 else 0)

    return run


_FUNCTIONS: dict[str, tuple[Callable[[list[Any]], Any], int, int]] = {
    "lower": (_on_text(str.lower), 1, 1),
    "upper": (_on_text(str.upper), 1, 1),
    "trim": (_on_text(str.strip), 1, 1),
    "length": (_on_text(lambda text: Decimal(len(text))), 1, 1),
    "replace": (_on_text(str.replace), 3, 3),
    "starts_with": (_on_text(str.startswith), 2, 2),
    "ends_with": (_on_text(str.endswith), 2, 2),
    "count": (_on_text(lambda text, part: Decimal(text.count(part))), 2, 2),
    "number": (_on_number(lambda number, _: number), 1, 1),
    "abs": (_on_number(lambda number, _: abs(number)), 1, 1),
    "round": (_on_number(round), 1, 2),
    "if": (lambda values: values[1] if is_true(values[0]) else values[2], 3, 3),
    "coalesce": (lambda values: next((value for value in values if value is not None), None), 1, 20),
}

FUNCTION_NAMES = tuple(sorted(_FUNCTIONS))
