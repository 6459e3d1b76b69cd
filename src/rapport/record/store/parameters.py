"""The values that may be bound to a query, in the one form that the engines get."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from uuid import UUID

from rapport.core.errors import BugError

Bound = str | int | float | bool | date | datetime | list["Bound"] | None


def bind(params: Mapping[str, object]) -> dict[str, Bound]:
    """Return the params with aware times turned to naive UTC, and sets and tuples to lists."""
    return {name: bound_value(value, name) for name, value in params.items()}


def bound_value(value: object, name: str) -> Bound:
    """Return one value as it is bound; `name` is for the message."""
    if isinstance(value, Enum):
        return bound_value(value.value, name)
    if isinstance(value, datetime):
        return to_naive_utc(value)
    if isinstance(value, UUID):
        return str(value)
    if value is None or isinstance(value, str | bool | int | float | date):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [bound_value(item, name) for item in value]
    raise BugError(
        f"The query parameter {name} is a {type(value).__name__}; bind text, numbers, booleans, times or lists of them."
    )


def to_naive_utc(time: datetime) -> datetime:
    """Return the time as stored; a naive one is taken as UTC."""
    return time if time.tzinfo is None else time.astimezone(UTC).replace(tzinfo=None)
