"""A group made ready to be stored: one table of rows, each id once, with the batch it came in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rapport.core.batch import DIMENSION_PREFIX
from rapport.record.store.monthly_amount import monthly_amounts
from rapport.record.store.parameters import to_naive_utc
from rapport.record.store.protocol import AppendResult, ResolvedBatch
from rapport.record.store.schema import INTERACTIONS
from rapport.record.store.traits import explode_traits

TIME = pa.timestamp("us")
"""Stored times have no zone; they are UTC."""

_TYPES = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "TIMESTAMP": TIME,
    "UUID": pa.binary(16),
}
_FROM_BATCH = ("source", "import_id", "received_at")
_DERIVED = {"monthly_amount": monthly_amounts}
"""How the columns that no source says are worked out from the others."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """The rows of a group whose id has not come before in the group.

    `rows` has the columns of the interactions table (ids as 16 bytes) and `traits` (JSON); `batch_no[i]` is the position
    of row i's batch, `sizes` the number of rows of each batch as delivered.
    """

    batches: tuple[ResolvedBatch, ...]
    rows: pa.Table
    batch_no: np.ndarray[tuple[int], np.dtype[np.int64]]
    sizes: tuple[int, ...]

    @property
    def dimensions(self) -> list[str]:
        return [name for name in self.rows.column_names if name.startswith(DIMENSION_PREFIX)]

    def without(self, known: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> "Incoming":
        """Return only the rows whose flag is not set."""
        keep = ~known
        return Incoming(self.batches, self.rows.filter(pa.array(keep)), self.batch_no[keep], self.sizes)

    def results(self) -> list[AppendResult]:
        """Return what becomes of each batch when exactly these rows are stored."""
        stored = np.bincount(self.batch_no, minlength=len(self.batches)).tolist()
        return [AppendResult(b.seq, n, size - n) for b, n, size in zip(self.batches, stored, self.sizes, strict=True)]

    def interactions(self) -> pa.Table:
        """Return the rows of the interactions table, ids as Arrow uuids."""
        rows = self.rows.drop_columns(["traits"])
        return rows.set_column(0, "id", as_uuids(rows.column("id")))

    def traits(self) -> pa.Table:
        """Return the rows of the traits table."""
        said = explode_traits(self.rows.column("traits"))
        row_no = said.column("row_no")
        sayer = {
            "interaction_id": "id",
            "person_id": "person_id",
            "identity_key": "identity_key",
            "said_at": "occurred_at",
            "source": "source",
        }
        columns = {name: self.rows.column(of).take(row_no) for name, of in sayer.items()}
        columns["interaction_id"] = as_uuids(columns["interaction_id"])
        values = {name: said.column(name) for name in ("name", "type", "text_value", "number_value")}
        return pa.table(columns | values)


def gather(batches: Sequence[ResolvedBatch]) -> Incoming:
    """Put batches into one table; of rows with one id the first stays."""
    sizes = tuple(batch.table.num_rows for batch in batches)
    rows = pa.concat_tables([_as_stored(batch) for batch in batches], promote_options="default")
    batch_no = np.repeat(np.arange(len(batches)), sizes)
    numbered = pa.table({"id": rows.column("id"), "row_no": np.arange(rows.num_rows)})
    first = numbered.group_by("id").aggregate([("row_no", "min")]).column("row_no_min").sort()
    if len(first) < rows.num_rows:
        rows, batch_no = rows.take(first), batch_no[first.to_numpy()]
    return Incoming(tuple(batches), rows, batch_no, sizes)


def _as_stored(batch: ResolvedBatch) -> pa.Table:
    table = batch.table
    constants = {"source": batch.source, "import_id": batch.import_id, "received_at": to_naive_utc(batch.received_at)}
    columns = {}
    for column in INTERACTIONS:
        arrow_type = _TYPES[column.duckdb]
        if column.name in _FROM_BATCH:
            columns[column.name] = pa.repeat(pa.scalar(constants[column.name], arrow_type), table.num_rows)
        elif not column.derived_from:
            columns[column.name] = _cast(table.column(column.name), arrow_type)
    said = pa.table(columns)
    columns |= {name: work_out(said) for name, work_out in _DERIVED.items()}
    columns["traits"] = table.column("traits")
    for name in table.column_names:
        if name.startswith(DIMENSION_PREFIX):
            columns[name] = table.column(name)
    return pa.table(columns)


def _cast(values: pa.ChunkedArray, arrow_type: pa.DataType) -> pa.ChunkedArray:
    if isinstance(values.type, pa.BaseExtensionType):
        values = pa.chunked_array([chunk.storage for chunk in values.chunks], values.type.storage_type)
    return values if values.type.equals(arrow_type) else pc.cast(values, arrow_type)


def as_uuids(ids: pa.ChunkedArray) -> pa.ChunkedArray:
    """Mark 16-byte values as uuids, so that engines take them as such."""
    return pa.chunked_array([pa.ExtensionArray.from_storage(pa.uuid(), chunk) for chunk in ids.chunks], pa.uuid())
