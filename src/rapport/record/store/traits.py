"""From the JSON object in which a row says traits to one typed row for each trait."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa

TRAIT_SCHEMA = pa.schema(
    [
        ("row_no", pa.int64()),
        ("name", pa.string()),
        ("type", pa.string()),
        ("text_value", pa.string()),
        ("number_value", pa.float64()),
    ]
)


class TypedTrait(NamedTuple):
    """A named value; made a hundred thousand times in a batch, hence a tuple."""

    name: str
    type: str
    text: str
    number: float | None


def explode_traits(traits: pa.ChunkedArray) -> pa.Table:
    """Return a row of `TRAIT_SCHEMA` for each trait; `row_no` is the position in the column.

    A null says nothing and gives no row.
    """
    columns: tuple[list[Any], ...] = ([], [], [], [], [])  # Any: columns of different types
    rows, names, types, texts, numbers = columns
    for row_no, written in enumerate(traits.to_pylist()):
        if written is None:
            continue
        for trait in read_traits(written):
            rows.append(row_no)
            names.append(trait.name)
            types.append(trait.type)
            texts.append(trait.text)
            numbers.append(trait.number)
    return pa.table(list(columns), schema=TRAIT_SCHEMA)


@lru_cache(maxsize=4096)
def read_traits(written: str) -> tuple[TypedTrait, ...]:
    """Read one JSON object of traits."""
    return tuple(_typed(name, value) for name, value in msgspec.json.decode(written).items() if value is not None)


def _typed(name: str, value: object) -> TypedTrait:
    if isinstance(value, bool):
        return TypedTrait(name, "boolean", "true" if value else "false", float(value))
    if isinstance(value, int | float):
        return TypedTrait(name, "number", str(value), _as_float(value))
    if isinstance(value, str):
        moment = _as_time(value)
        return TypedTrait(name, "text" if moment is None else "time", value, moment)
    return TypedTrait(name, "text", msgspec.json.encode(value).decode(), None)


def _as_float(value: int | float) -> float | None:
    try:
        return float(value)
    except OverflowError:
        return None


def _as_time(value: str) -> float | None:
    """Read `2026-01-31`, or that with a time of day, as epoch seconds; without a zone it is UTC."""
    if not 10 <= len(value) <= 35 or value[4] != "-" or value[7] != "-" or not value[:4].isdigit():
        return None
    try:
        time = datetime.fromisoformat(value)
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
