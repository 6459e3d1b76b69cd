"""Rows of the stream by column: parts as the makers draw them, put together into batches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rapport.core.batch import INTERACTION_SCHEMA, TIME
from rapport.serve.demo.calendar import Calendar, Flags, Floats, Ints

if TYPE_CHECKING:
    from rapport.serve.demo.people import People

Column = Any
"""A numpy or Arrow array, or one value for every row. Any: pyarrow has no types."""
DIMENSIONS = ("d_agent_team", "d_carrier", "d_category", "d_country", "d_device", "d_shop", "d_variant", "d_voucher")
SCHEMA = pa.schema([*INTERACTION_SCHEMA, *(pa.field(name, pa.string()) for name in DIMENSIONS)])


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of one kind.

    Parameters
    ----------
    person : position in the block of whose they are.
    at : seconds after the beginning.
    who : by which identifiers the source knows the person: a slot of `People` for each row, below 0 where it is not known.
    """

    source: str
    kind: str
    person: Ints
    at: Floats
    who: Mapping[str, Ints]
    columns: Mapping[str, Column] = field(default_factory=dict)

    def only(self, rows: Ints | Flags) -> "Part":
        """Return some of the rows, by their places or by flags."""
        places: Ints = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows.astype(np.int64)
        who = {name: slots[places] for name, slots in self.who.items()}
        columns = {name: _of(values, places) for name, values in self.columns.items()}
        return Part(self.source, self.kind, self.person[places], self.at[places], who, columns)


def only(flags: Flags, slot: int | Ints = 0) -> Ints:
    """Return the slot where the flag is set, and -1 elsewhere."""
    return np.where(flags, slot, -1)


def picked(words: Sequence[str | None], numbers: Ints) -> pa.Array:
    return pa.array(words, pa.string()).take(pa.array(numbers))


def where(flags: Flags, values: Column) -> pa.Array:
    """Return the values where the flag is set, and nulls elsewhere."""
    return pc.if_else(pa.array(flags), values if isinstance(values, (pa.Array, str)) else pa.array(values), None)


def numbered(prefix: str, numbers: Ints) -> pa.Array:
    return pc.binary_join_element_wise(pa.scalar(prefix), pc.cast(pa.array(numbers), pa.string()), "")


def batches_by_source(parts: Sequence[Part], people: "People", calendar: Calendar) -> dict[str, pa.Table]:
    """Put parts together: one table for each source, with what happened within the time of the stream."""
    tables: dict[str, list[pa.Table]] = {}
    for part in parts:
        tables.setdefault(part.source, []).append(_rows(part, people, calendar))
    return {source: _numbered(source, pa.concat_tables(tables[source]), people.number) for source in sorted(tables)}


def _rows(part: Part, people: "People", calendar: Calendar) -> pa.Table:
    happened = np.flatnonzero((part.at >= 0) & (part.at <= calendar.end))
    person, at = part.person[happened], part.at[happened]
    given = {
        "source_id": "",
        "kind": part.kind,
        "occurred_at": pa.array(int(calendar.begins.timestamp()) * 1_000_000 + (at * 1e6).astype(np.int64), TIME),
        "who": _who(people, person, {name: slots[happened] for name, slots in part.who.items()}),
        "d_country": people.country_codes.take(pa.array(person)),
        **{name: _of(values, happened) for name, values in part.columns.items()},
    }
    return pa.table([_column(given.get(each.name), each.type, len(happened)) for each in SCHEMA], schema=SCHEMA)


def _of(values: Column, rows: Ints) -> Column:
    if isinstance(values, np.ndarray):
        return values[rows]
    return values.take(pa.array(rows)) if isinstance(values, pa.Array) else values


def _column(values: Column, arrow_type: pa.DataType, rows: int) -> pa.Array:
    if isinstance(values, (np.ndarray, pa.Array)):
        array = pa.array(values)
        return array if array.type == arrow_type else array.cast(arrow_type)
    return pa.repeat(pa.scalar(values, arrow_type), rows)


def _who(people: "People", person: Ints, slots: Mapping[str, Ints]) -> pa.Array:
    """Write the identifiers of every row as `encode_who` does: sorted by type, which stands first."""
    columns = []
    for name in sorted(slots):
        kept = people.identifiers[name]
        where_it_is = np.where(slots[name] < 0, 0, person * kept.slots + slots[name])
        columns.append(kept.encoded.take(pa.array(where_it_is, mask=slots[name] < 0)))
    return reduce(_both, columns) if columns else pa.nulls(len(person), pa.string())


def _both(first: pa.Array, second: pa.Array) -> pa.Array:
    return pc.coalesce(pc.binary_join_element_wise(first, second, "\x1f"), first, second)


def _numbered(source: str, rows: pa.Table, block: int) -> pa.Table:
    numbers = numbered(f"{source}-{block}-", np.arange(rows.num_rows))
    return rows.set_column(0, SCHEMA.field(0), numbers)
