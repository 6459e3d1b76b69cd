"""A batch: many interactions of one source as one Arrow table, the form in which they travel and are stored.

One row object per interaction would cost more than all the work done on it, so the path from a file to the store is by
column. `Interaction` stays the one definition of what is valid; this module is the only place that knows both forms.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import pyarrow as pa

from rapport.core.interaction import Identifier, Interaction

TIME = pa.timestamp("us", tz="UTC")

INTERACTION_SCHEMA = pa.schema(
    [
        pa.field("source_id", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("occurred_at", TIME, nullable=False),
        pa.field("who", pa.string()),
        pa.field("channel", pa.string()),
        pa.field("direction", pa.string()),
        pa.field("touchpoint", pa.string()),
        pa.field("session_id", pa.string()),
        pa.field("conversation_id", pa.string()),
        pa.field("order_id", pa.string()),
        pa.field("subscription_id", pa.string()),
        pa.field("product", pa.string()),
        pa.field("survey_id", pa.string()),
        pa.field("question_id", pa.string()),
        pa.field("response_id", pa.string()),
        pa.field("agent_id", pa.string()),
        pa.field("metric", pa.string()),
        pa.field("score", pa.float64()),
        pa.field("scale_min", pa.float64()),
        pa.field("scale_max", pa.float64()),
        pa.field("text", pa.string()),
        pa.field("language", pa.string()),
        pa.field("amount", pa.int64()),
        pa.field("currency", pa.string()),
        pa.field("duration_s", pa.float64()),
        pa.field("url", pa.string()),
        pa.field("weight", pa.float64()),
        pa.field("traits", pa.string()),
        pa.field("properties", pa.string()),
    ]
)
"""The columns of every batch. `who` holds the identifiers (see `encode_who`); `traits` and `properties` hold JSON objects
or null; a dimension `country` is one more string column, `d_country`."""

DIMENSION_PREFIX = "d_"
_BETWEEN_IDENTIFIERS = "\x1f"
_BETWEEN_PARTS = "\x1e"
_NOT_IN_IDENTIFIERS = str.maketrans("", "", _BETWEEN_IDENTIFIERS + _BETWEEN_PARTS + "\0")


def encode_who(identifiers: Iterable[Identifier]) -> str | None:
    """Write identifiers as one string, the same for the same set in any order; None when there are none."""
    parts = {_encode_identifier(identifier) for identifier in identifiers}
    return _BETWEEN_IDENTIFIERS.join(sorted(parts)) or None


def _encode_identifier(identifier: Identifier) -> str:
    value, namespace = identifier.value, identifier.namespace
    if not value.isprintable():
        value = value.translate(_NOT_IN_IDENTIFIERS)
    if not namespace.isprintable():
        namespace = namespace.translate(_NOT_IN_IDENTIFIERS)
    verified = "1" if identifier.verified else "0"
    return f"{identifier.type}{_BETWEEN_PARTS}{namespace}{_BETWEEN_PARTS}{verified}{_BETWEEN_PARTS}{value}"


def decode_who(who: str) -> tuple[Identifier, ...]:
    """Read back what `encode_who` wrote."""
    identifiers = []
    for part in who.split(_BETWEEN_IDENTIFIERS):
        kind, namespace, verified, value = part.split(_BETWEEN_PARTS)
        identifiers.append(Identifier(type=kind, namespace=namespace, verified=verified == "1", value=value))  # type: ignore[arg-type]  # written from a valid one
    return tuple(identifiers)


def to_batch(interactions: Sequence[Interaction]) -> pa.Table:
    """Turn validated interactions into one table of `INTERACTION_SCHEMA` plus a column for each dimension used."""
    columns = {name: [getattr(i, name) for i in interactions] for name in INTERACTION_SCHEMA.names if name not in _ENCODED}
    columns["who"] = [encode_who(i.identifiers) for i in interactions]
    columns["traits"] = [_json(i.traits) for i in interactions]
    columns["properties"] = [_json(i.properties) for i in interactions]
    table = pa.table(columns, schema=INTERACTION_SCHEMA)
    for dimension in sorted({name for i in interactions for name in i.dimensions}):
        values = pa.array([i.dimensions.get(dimension) for i in interactions], pa.string())
        table = table.append_column(DIMENSION_PREFIX + dimension, values)
    return table


_ENCODED = ("who", "traits", "properties")


def _json(value: Mapping[str, object]) -> str | None:
    return msgspec.json.encode(value).decode() if value else None


def write_batch(table: pa.Table) -> bytes:
    """Serialise a batch (Arrow IPC stream, zstd)."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def read_batch(body: bytes) -> pa.Table:
    """Read back what `write_batch` wrote."""
    with pa.ipc.open_stream(pa.py_buffer(body)) as reader:
        return reader.read_all()
