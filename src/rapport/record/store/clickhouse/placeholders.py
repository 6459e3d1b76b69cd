"""From `$name` placeholders to ClickHouse's `{name:Type}`, typed by the values."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from rapport.core.errors import BugError
from rapport.record.store.parameters import Bound, bound_value

_TOKEN = re.compile(
    r"""'(?:[^'\\]|\\.|'')*' | "(?:[^"\\]|\\.|"")*" | --[^\n]* | /\*.*?\*/ | \$(?P<name>[A-Za-z_]\w*)""", re.VERBOSE | re.DOTALL
)
_TIME = "DateTime64(6, 'UTC')"


def rewrite(sql: str, params: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """Return the statement with typed placeholders, and the values that it needs."""
    used: dict[str, object] = {}

    def placeholder(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return match[0]
        if name not in params:
            raise BugError(f"The query names parameters that were not given: {name}.")
        value = bound_value(params[name], name)
        if value is None or value == []:
            # Neither has a type that a placeholder could give.
            return "NULL" if value is None else "[]"
        used[name] = _written(value)
        return f"{{{name}:{_type_of(value)}}}"

    return _TOKEN.sub(placeholder, sql), used


def _written(value: Bound) -> object:
    if isinstance(value, list):
        return [_written(item) for item in value]
    # As text, so that no client moves a time to a zone of its own.
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value


def _type_of(value: Bound) -> str:
    if isinstance(value, list):
        return f"Array({_type_of_items(value)})"
    for python_type, name in _TYPES:
        if isinstance(value, python_type):
            return "Int128" if name == "Int64" and not -(2**63) <= value < 2**63 else name  # type: ignore[operator]  # an integer
    raise BugError(f"A {type(value).__name__} has no ClickHouse type.")


_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "Bool"),
    (int, "Int64"),
    (float, "Float64"),
    (str, "String"),
    (datetime, _TIME),
    (date, "Date32"),
)


def _type_of_items(items: Sequence[Bound]) -> str:
    types = {_type_of(item) for item in items if item is not None}
    common = "Float64" if types == {"Int64", "Float64"} else types.pop() if len(types) == 1 else "String"
    return f"Nullable({common})" if None in items else common
