"""From bodies to rows."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from itertools import groupby

import msgspec
import pyarrow as pa

from rapport.core.batch import DIMENSION_PREFIX, INTERACTION_SCHEMA, read_batch, to_batch
from rapport.core.errors import UserError
from rapport.core.interaction import Interaction, decode_interaction
from rapport.core.notice import Notice, notice_of
from rapport.record.digest.drop_reasons import DropReason
from rapport.record.digest.group import BATCH_NO, DigestContext, Dropped, Group
from rapport.spool.public import Reject, SpooledBatch

_LARGE = 2**30
_interactions = msgspec.json.Decoder(list[Interaction])
_raw_rows = msgspec.json.Decoder(list[msgspec.Raw])


def decode(group: Group, context: DigestContext) -> Group:
    """Read the bodies, each in its form; what cannot be read becomes a reject."""
    tables: list[pa.Table] = []
    for form, numbered in groupby(enumerate(group.batches), key=lambda pair: pair[1].form):
        read = _decode_arrow if form == "arrow" else _decode_json
        decoded = read(group, numbered)
        tables += decoded.tables
        group = replace(group, dropped=group.dropped + decoded.dropped, rejects=group.rejects + decoded.rejects)
    if not tables:
        return group
    rows = pa.concat_tables(tables, promote_options="default")
    # One chunk is faster in every later step; a column of text beyond 2 GB does not fit into one.
    return replace(group, rows=rows.combine_chunks() if rows.nbytes < _LARGE else rows)


@dataclass(frozen=True, slots=True)
class _Decoded:
    tables: list[pa.Table]
    dropped: tuple[Dropped, ...] = ()
    rejects: tuple[Reject, ...] = ()


def _decode_arrow(group: Group, numbered: Iterable[tuple[int, SpooledBatch]]) -> _Decoded:
    tables, dropped, rejects = [], [], []
    for number, batch in numbered:
        try:
            table = _conform(read_batch(batch.body))
        except (pa.ArrowException, OSError, ValueError) as error:
            row = msgspec.json.encode({"$base64": base64.b64encode(batch.body).decode()}).decode()
            detail = Notice("The batch cannot be read: %(why)s. Deliver it again.", why=str(error))
            rejects.append(group.as_reject(number, row, DropReason.UNREADABLE, detail))
            dropped.append(Dropped(number, DropReason.UNREADABLE, batch.rows))
            continue
        tables.append(_numbered(table, pa.repeat(pa.scalar(number, pa.int32()), table.num_rows)))
    return _Decoded(tables, tuple(dropped), tuple(rejects))


def _conform(table: pa.Table) -> pa.Table:
    """Bring a table to the columns of a batch: those it lacks are null, dimensions are text."""
    table.validate()
    if unknown := [n for n in table.column_names if n not in INTERACTION_SCHEMA.names and not n.startswith(DIMENSION_PREFIX)]:
        raise ValueError(f"unknown columns {', '.join(unknown)}")
    columns = {}
    for field in INTERACTION_SCHEMA:
        present = field.name in table.column_names
        columns[field.name] = table.column(field.name).cast(field.type) if present else pa.nulls(table.num_rows, field.type)
    for name in table.column_names:
        if name.startswith(DIMENSION_PREFIX):
            columns[name] = table.column(name).cast(pa.string())
    return pa.table(columns)


def _decode_json(group: Group, numbered: Iterable[tuple[int, SpooledBatch]]) -> _Decoded:
    """One table for all JSON bodies: live delivery brings many small ones."""
    good: list[Interaction] = []
    numbers: list[int] = []
    dropped: list[Dropped] = []
    rejects: list[Reject] = []
    for number, batch in numbered:
        for found in _interactions_of(batch.body):
            if isinstance(found, Interaction):
                good.append(found)
                numbers.append(number)
                continue
            rejects.append(group.as_reject(number, found.row, found.reason, found.detail))
            dropped.append(Dropped(number, found.reason, batch.rows if found.reason is DropReason.UNREADABLE else 1))
    return _Decoded([_numbered(to_batch(good), pa.array(numbers, pa.int32()))] if good else [], tuple(dropped), tuple(rejects))


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that is no interaction. `row` is a JSON object in any case, so that it can be shown and exported."""

    row: str
    reason: DropReason
    detail: Notice


def _interactions_of(body: bytes) -> Iterator[Interaction | Bad]:
    try:
        yield from [_in_range(interaction) for interaction in _interactions.decode(body)]
    except (msgspec.DecodeError, OverflowError, UnicodeError):
        yield from _one_by_one(body)


def _one_by_one(body: bytes) -> Iterator[Interaction | Bad]:
    try:
        rows = _raw_rows.decode(body)
    except (msgspec.DecodeError, UnicodeError) as error:
        detail = Notice("Not a JSON array of interactions: %(why)s.", why=str(error))
        yield Bad(_as_object(body), DropReason.UNREADABLE, detail)
        return
    yield from (decode_row(bytes(row)) for row in rows)


def decode_row(row: bytes) -> Interaction | Bad:
    """Read one row of JSON."""
    try:
        return decode_interaction(row)
    except (UserError, OverflowError, UnicodeError) as error:
        detail = Notice("%(problem)s. Correct it and replay.", problem=notice_of(error))
        return Bad(_object_of(row), DropReason.INVALID, detail)


def _object_of(row: bytes) -> str:
    try:
        is_object = isinstance(msgspec.json.decode(row), dict)
        return row.decode() if is_object else _as_object(row)
    except (msgspec.DecodeError, UnicodeError):
        return _as_object(row)


def _as_object(body: bytes) -> str:
    return msgspec.json.encode({"$raw": body.decode("utf-8", "replace")}).decode()


def _in_range(interaction: Interaction) -> Interaction:
    """A moment in the year 1 or 9999 may not exist in UTC, where the zone shifts it out of the calendar."""
    interaction.occurred_at.astimezone(UTC)
    return interaction


def _numbered(table: pa.Table, numbers: pa.Array) -> pa.Table:
    return table.append_column(BATCH_NO, numbers)
