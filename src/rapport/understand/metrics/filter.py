"""A filter expression as a condition in SQL.

Logic is two-valued: a missing value fulfils no comparison, so `not (country = DE)`, `country != DE` and
`country not in (DE)` all keep the rows whose country is unknown.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rapport.core.errors import UserError
from rapport.core.expressions.tree import Binary, Call, In, IsEmpty, Literal, Name, Node, Unary
from rapport.core.kinds import KINDS
from rapport.core.notice import Notice
from rapport.understand.metrics.names import Field, FieldType, Names, RowNames, is_about_people
from rapport.understand.metrics.scope import PERIOD_TO, Scope, where

_ORDERINGS = ("<", "<=", ">", ">=")
_OPPOSITES = {"<": ">=", "<=": ">", "=": "!=", "!=": "=", ">=": "<", ">": "<="}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def condition(node: Node, names: Names, scope: Scope) -> str:
    """Write a filter as a condition that is never NULL.

    Parameters
    ----------
    node : from `parse_expression(text, bare_words_are_values=True)`.
    names : what is filtered: rows or entities.

    Raises
    ------
    UserError : a name is unknown, or a comparison makes no sense.
    """
    match node:
        case Binary("and" | "or" as word, left, right):
            return f"({condition(left, names, scope)} {word.upper()} {condition(right, names, scope)})"
        case Unary("not", operand):
            return f"(NOT {condition(operand, names, scope)})"
        case Binary(operator, Call("did") as call, Literal(int() as count)) if operator in _OPPOSITES:
            return _did(call, names, scope, operator=operator, count=count)
        case Call("did"):
            return _did(node, names, scope, operator=">=", count=1)
        case Binary(operator, Name(name), Literal(value)):
            return _compare(operator, names.resolve(name), value, scope)
        case In(Name(name), items, is_negated):
            return _is_in(names.resolve(name), items, scope, is_negated=is_negated)
        case IsEmpty(Name(name), is_negated):
            return f"({names.resolve(name).sql} IS {'NOT ' if is_negated else ''}NULL)"
    raise _not_a_condition(node)


def _not_a_condition(node: Node) -> UserError:
    match node:
        case Name(text):
            return UserError(
                Notice("The filter '%(text)s' compares nothing. Write %(text)s = VALUE, or %(text)s is not empty.", text=text)
            )
        case Call("did") | Binary(_, Call("did")):
            return UserError(Notice("did(…) is compared with a whole number: did(order_placed, 90d) >= 2."))
        case Call(function):
            return UserError(
                Notice("There is no function %(function)s() in filters. Known: did(KIND, 30d, FILTER).", function=function)
            )
        case Binary(operator, Name(name), Binary() | Unary()):
            return UserError(
                Notice(
                    "A value with signs in it stands in quotes: %(name)s %(operator)s 'such-a-value'.",
                    name=name,
                    operator=operator,
                )
            )
        case Binary(_, Literal()):
            return UserError(Notice("In a filter the name stands left of the value: score >= 9."))
    return UserError(
        Notice("A filter compares a name with a value, such as country = DE, score >= 9, or did(order_placed, 90d).")
    )


def _compare(operator: str, field: Field, value: object, scope: Scope) -> str:
    if operator in ("contains", "matches"):
        return _search(operator, field, str(value), scope)
    left, right = _operands(field, value, scope, is_ordering=operator in _ORDERINGS)
    if operator == "!=":
        return f"coalesce({left} <> {right}, TRUE)"
    return f"coalesce({left} {operator} {right}, FALSE)"


def _operands(field: Field, value: object, scope: Scope, *, is_ordering: bool = False) -> tuple[str, str]:
    """Return both sides of a comparison in the type that the name and the value have in common."""
    if isinstance(value, bool):
        value = "true" if value else "false"
    if isinstance(value, timedelta):
        value = value.total_seconds()
    if field.type is FieldType.TIME:
        return field.sql, scope.bind(_instant(str(value), scope.template.zone))
    if field.type is FieldType.NUMBER:
        return field.sql, scope.bind(_number(value, field.labels))
    if field.number and isinstance(value, int | float):
        return field.number, scope.bind(float(value))
    if field.type is FieldType.TRAIT and field.number and is_ordering and _DATE.match(str(value)):
        return field.number, scope.bind(_instant(str(value), scope.template.zone).timestamp())
    return field.sql, scope.bind(_text(value))


def _number(value: object, labels: tuple[str, ...]) -> float:
    if isinstance(value, str) and value.capitalize() in labels:
        return labels.index(value.capitalize()) + 1.0
    try:
        return float(value)  # type: ignore[arg-type]  # a literal: text or number
    except ValueError as error:
        raise UserError(Notice("The filter compares a number with '%(value)s', which is none.", value=str(value))) from error


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _instant(text: str, zone: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            Notice("The filter compares a time with '%(text)s'. Write it as 2017-05-01 or 2017-05-01T14:30.", text=text)
        ) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(zone))


def _search(operator: str, field: Field, text: str, scope: Scope) -> str:
    if field.type not in (FieldType.TEXT, FieldType.TRAIT):
        raise UserError(Notice("Only texts can be searched with '%(operator)s'.", operator=operator))
    if operator == "contains":
        return f"coalesce({scope.dialect.contains(field.sql, scope.bind(text))}, FALSE)"
    _check_pattern(text)
    return f"coalesce({scope.dialect.matches(field.sql, scope.bind(text))}, FALSE)"


_NOT_IN_RE2 = re.compile(r"\(\?(?:<?[=!]|>|\()|\\[1-9]|[*+?}]\+")


def _check_pattern(text: str) -> None:
    if _NOT_IN_RE2.search(text):
        raise UserError(
            Notice(
                "The regular expression '%(text)s' looks around or back, which RE2 cannot. Write it without (?=, (?! and \\1.",
                text=text,
            )
        )
    try:
        re.compile(text)
    except re.error as error:
        raise UserError(
            Notice("The regular expression '%(text)s' cannot be read: %(error)s.", text=text, error=str(error))
        ) from error


def _is_in(field: Field, items: tuple[Node, ...], scope: Scope, *, is_negated: bool) -> str:
    sides = []
    for item in items:
        if not isinstance(item, Literal):
            raise UserError(Notice("The list after `in` holds values only, such as country in (DE, FR)."))
        sides.append(_operands(field, item.value, scope))
    by_left: dict[str, list[str]] = {}
    for left, right in sides:
        by_left.setdefault(left, []).append(right)
    either = " OR ".join(f"coalesce({left} IN ({', '.join(rights)}), FALSE)" for left, rights in by_left.items())
    return f"(NOT ({either}))" if is_negated else f"({either})"


def _did(call: Call, names: Names, scope: Scope, *, operator: str, count: int) -> str:
    """Test how often the person did something. Who never did it is in no group, so "at most" asks who did it more often."""
    if _holds(operator, 0, count):
        return f"(NOT {_did_some(call, names, scope, operator=_OPPOSITES[operator], count=count)})"
    return _did_some(call, names, scope, operator=operator, count=count)


def _holds(operator: str, left: int, right: int) -> bool:
    tests: dict[str, Callable[[int, int], bool]] = {
        "=": lambda a, b: a == b,
        "!=": lambda a, b: a != b,
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
    }
    return tests[operator](left, right)


def _did_some(call: Call, names: Names, scope: Scope, *, operator: str, count: int) -> str:
    kind, window, inner = _did_arguments(call)
    rows = RowNames(scope, alias=f"did_{len(scope.params)}")
    y = rows.alias
    conditions = [f"{y}.kind = {scope.bind(kind)}", f"{y}.person_id IS NOT NULL"]
    if window is not None:
        conditions.append(f"{y}.occurred_at >= {scope.bind_window(window)}")
    if window is not None or scope.template.has_end:
        conditions.append(f"{y}.occurred_at < {PERIOD_TO}")
    if inner is not None:
        conditions.append(condition(inner, rows, scope))
    times = f"count(*) {operator} {scope.bind(count)}"
    if kind.startswith("order_"):  # rows that share an order are lines of it
        times = f"count(DISTINCT {y}.order_id) + count(CASE WHEN {y}.order_id IS NULL THEN 1 END) {operator} {scope.bind(count)}"
    having = "" if (operator, count) == (">=", 1) else f"GROUP BY {y}.person_id HAVING {times}"
    who = f"SELECT {y}.person_id FROM interactions AS {y} {rows.joins} {where(conditions)} {having}"
    return f"coalesce({names.person} IN ({who}), FALSE)"


def _did_arguments(call: Call) -> tuple[str, timedelta | None, "Node | None"]:
    usage = UserError(
        Notice("Write did(KIND), did(KIND, 30d) or did(KIND, 30d, FILTER), such as did(order_placed, 90d, amount > 50).")
    )
    if not 1 <= len(call.arguments) <= 3:
        raise usage
    first, *rest = call.arguments
    if not isinstance(first, Name | Literal):
        raise usage
    kind = KINDS[str(first.text if isinstance(first, Name) else first.value)].key
    window: timedelta | None = None
    match rest:
        case [Literal(timedelta() as span), *rest]:
            window = span
    if len(rest) > 1:
        raise usage
    return kind, window, rest[0] if rest else None


def asks_about_people(node: "Node | None") -> bool:
    """Tell whether a filter singles out people: by traits, dimensions or what they did."""
    match node:
        case None | Literal():
            return False
        case Name(text):
            return is_about_people(text)
        case Call():
            return True
        case Unary(_, operand) | IsEmpty(operand) | In(operand):
            return asks_about_people(operand)
        case Binary(_, left, right):
            return asks_about_people(left) or asks_about_people(right)


def uses_local_time(node: "Node | None") -> bool:
    """Tell whether a filter looks at the clock of the workspace."""
    match node:
        case Name(text):
            return text in ("weekday", "hour", "month")
        case Unary(_, operand) | IsEmpty(operand) | In(operand):
            return uses_local_time(operand)
        case Binary(_, left, right):
            return uses_local_time(left) or uses_local_time(right)
        case Call(_, arguments):
            return any(uses_local_time(argument) for argument in arguments)
    return False


def has_window(node: "Node | None") -> bool:
    """Tell whether a filter looks back from the end of the period."""
    match node:
        case Call(_, arguments):
            return any(isinstance(a, Literal) and isinstance(a.value, timedelta) for a in arguments)
        case Unary(_, operand):
            return has_window(operand)
        case Binary(_, left, right):
            return has_window(left) or has_window(right)
    return False
