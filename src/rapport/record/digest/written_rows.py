"""Rows of a batch as the JSON of interactions, for rejects: `decode_interaction` reads it once it is corrected."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pyarrow as pa

from rapport.core.batch import DIMENSION_PREFIX, decode_who


def write_rows(rows: pa.Table) -> list[str]:
    """Return one JSON object for each row, without what is null."""
    return [msgspec.json.encode(_as_interaction(row)).decode() for row in rows.to_pylist()]


def _as_interaction(row: dict[str, Any]) -> dict[str, Any]:  # Any: columns of every type
    given = {name: _value(name, value) for name, value in row.items() if value is not None}
    dimensions = {name: given.pop(name) for name in list(given) if name.startswith(DIMENSION_PREFIX)}
    if dimensions:
        given["dimensions"] = {name.removeprefix(DIMENSION_PREFIX): value for name, value in dimensions.items()}
    if who := given.pop("who", None):
        given["identifiers"] = [msgspec.to_builtins(identifier) for identifier in decode_who(who)]
    return given


def _value(name: str, value: Any) -> Any:  # Any: see above
    if name in ("traits", "properties"):
        return msgspec.Raw(value.encode())
    return value.astimezone(UTC) if isinstance(value, datetime) else value
