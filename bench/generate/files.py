"""The stream as files, written piece by piece."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from bench.generate.plan import Plan
from bench.generate.stream import DIMENSIONS, IDENTIFIERS, STREAM_SCHEMA, stream
from rapport.core.batch import DIMENSION_PREFIX

COLUMNS = {
    "source_id": "event_id",
    "occurred_at": "happened_at",
    "kind": "event",
    **{name: name for name in IDENTIFIERS},
    **{
        name: name
        for name in (
            *("channel", "direction", "session_id", "conversation_id", "order_id", "subscription_id", "product"),
            *("survey_id", "question_id", "response_id", "agent_id", "metric", "score", "text", "amount", "currency"),
            *("duration_s", "url", "weight", "age", "interval"),
        )
    },
    **{name: name.removeprefix(DIMENSION_PREFIX) for name in DIMENSIONS},
}
"""What a column of the stream is called in a file. Who it was in truth is not in it."""

_SCHEMA = pa.schema([pa.field(name, STREAM_SCHEMA.field(column).type) for column, name in COLUMNS.items()])


def write_csv(plan: Plan, path: Path) -> None:
    """Write a plan as one CSV file, times as ISO 8601."""
    _write(plan, path, lambda target: pa.csv.CSVWriter(target, _SCHEMA))


def write_parquet(plan: Plan, path: Path) -> None:
    """Write a plan as one Parquet file."""
    _write(plan, path, lambda target: pa.parquet.ParquetWriter(target, _SCHEMA, compression="zstd"))


def _write(plan: Plan, path: Path, open_writer: Callable[[Path], pa.csv.CSVWriter | pa.parquet.ParquetWriter]) -> None:
    # Written under another name first: a run that was stopped must not leave half a file that the next run trusts.
    unfinished = path.with_name(path.name + ".unfinished")
    with open_writer(unfinished) as writer:
        for rows in stream(plan):
            writer.write_table(_renamed(rows))
    unfinished.replace(path)


def _renamed(rows: pa.Table) -> pa.Table:
    return rows.select(list(COLUMNS)).rename_columns(list(COLUMNS.values())).cast(_SCHEMA)
