"""The nodes of a parsed expression."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

Node: TypeAlias = "Literal | Name | Call | Unary | Binary | In | IsEmpty"


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant: text, a number, a truth value or a span of time (`30d`)."""

    value: str | int | float | bool | timedelta


@dataclass(frozen=True, slots=True)
class Name:
    """A dimension, a trait (`trait.plan`) or a column; `start` is its place in the text, for messages."""

    text: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments: `did(order_placed, 30d)`."""

    function: str
    arguments: tuple[Node, ...]
    start: int = 0


@dataclass(frozen=True, slots=True)
class Unary:
    """`not x` or `-x`."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands: `and`, `or`, `=`, `!=`, `<`, `<=`, `>`, `>=`, `contains`, `matches`, `+`, `-`, `*`, `/`."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class In:
    """`x in (a, b)`, or `x not in (a, b)`."""

    operand: Node
    items: tuple[Node, ...]
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class IsEmpty:
    """`x is empty`, or `x is not empty`."""

    operand: Node
    is_negated: bool = False
