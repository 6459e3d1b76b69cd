"""From choices in a form to the text of a filter; the text stays the truth."""

import re
from enum import StrEnum

from rapport.core.errors import UserError
from rapport.core.expressions.parse import parse_expression
from rapport.core.notice import Notice

_PLAIN_NAME = re.compile(r"[^\W\d][\w.]*")
_PLAIN_VALUE = re.compile(r"[^\W\d]\w*|(0|[1-9]\d*)(\.\d*[1-9])?|\d{4}-\d{2}-\d{2}")
_RESERVED = frozenset({"and", "or", "not", "in", "is", "empty", "true", "false", "contains", "matches"})


class Operator(StrEnum):
    """How a name can be compared, as a form offers it."""

    IS = "is"
    IS_NOT = "is_not"
    ONE_OF = "one_of"
    CONTAINS = "contains"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    KNOWN = "known"
    UNKNOWN = "unknown"


_SIGNS = {
    Operator.IS: "=",
    Operator.IS_NOT: "!=",
    Operator.CONTAINS: "contains",
    Operator.AT_LEAST: ">=",
    Operator.MORE_THAN: ">",
    Operator.AT_MOST: "<=",
    Operator.LESS_THAN: "<",
}


def comparison(name: str, operator: Operator, values: tuple[str, ...]) -> str:
    """Write a comparison: ``country in (DE, FR)``, ``trait.plan is empty``; raise UserError where a value is missing."""
    left = written_name(name)
    match operator:
        case Operator.KNOWN:
            return f"{left} is not empty"
        case Operator.UNKNOWN:
            return f"{left} is empty"
    if not values or not all(value.strip() for value in values):
        raise UserError(Notice("Choose what %(name)s is compared with.", name=name))
    if operator is Operator.ONE_OF:
        return f"{left} in ({', '.join(written_value(value) for value in values)})"
    return f"{left} {_SIGNS[operator]} {written_value(values[0])}"


def did(kind: str, *, times: int = 1, days: int | None = None, never: bool = False) -> str:
    """Write what somebody did, or never did: ``did(order_placed, 90d) >= 2``."""
    call = f"did({kind}, {days}d)" if days else f"did({kind})"
    if never:
        return f"not {call}"
    return call if times <= 1 else f"{call} >= {times}"


def joined(where: str, clause: str, *, word: str = "and") -> str:
    """Add a clause to a filter; what stood there is put in brackets where `word` would bind it otherwise."""
    where = where.strip()
    if not where:
        return clause
    return f"{_bracketed(where, word)} {word} {_bracketed(clause, word)}"


def _bracketed(text: str, word: str) -> str:
    node = parse_expression(text, bare_words_are_values=True)
    mixes = getattr(node, "operator", None) in {"and", "or"} - {word}
    return f"({text})" if mixes else text


def written_name(name: str) -> str:
    """Write a name as filters read it; one with spaces or signs stands in square brackets."""
    return name if _PLAIN_NAME.fullmatch(name) and name.lower() not in _RESERVED else f"[{name}]"


def written_value(value: str) -> str:
    """Write a value as filters read it; anything but a word or a number stands in quotes."""
    value = value.strip()
    if _PLAIN_VALUE.fullmatch(value) and value.lower() not in _RESERVED:
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
