"""Parquet: rows in their own types, row group by row group."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rapport.collect.sources.files.errors import UnreadableFile
from rapport.collect.sources.files.format import FileFormat, Sample
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.rows import Cell, FileFacts, RowBatch
from rapport.core.notice import Notice

# pyarrow has no types: its objects are Any here.


def _sniff(sample: Sample) -> float:
    return 1.0 if sample.head.startswith(b"PAR1") else 0.0


def _inspect(sample: Sample) -> FileFacts:
    with _opened(sample.source) as file:
        empty = _flattened(file.schema_arrow.empty_table())
    return sample.facts("parquet", tuple(empty.column_names))


def _read(source: Input, facts: FileFacts, batch_rows: int) -> Iterator[RowBatch]:
    import pyarrow as pa

    with _opened(source) as file:
        total, done = max(file.metadata.num_rows, 1), 0
        batches = file.iter_batches(batch_size=batch_rows)
        while True:
            try:
                batch = next(batches, None)
            except (OSError, pa.ArrowException) as error:
                source.damage = Notice("is damaged (%(why)s)", why=str(error))
                return
            if batch is None:
                return
            table = _flattened(pa.Table.from_batches([batch]))
            columns = {name: _cells(table.column(name)) for name in facts.columns}
            numbers = list(range(done + 1, done + len(batch) + 1))
            done += len(batch)
            yield RowBatch(columns, numbers, [], source.size * done // total)


@contextmanager
def _opened(source: Input) -> Iterator[Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with source.as_path() as path:
        try:
            file = pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)
        except (OSError, pa.ArrowException) as error:
            raise UnreadableFile(
                Notice(
                    "%(file)s is a Parquet file that is cut off or damaged: %(why)s. Get a whole copy.",
                    file=source.name,
                    why=str(error),
                )
            ) from error
        with file:
            yield file


def _flattened(table: Any) -> Any:
    """Turn objects into columns `outer.inner`."""
    import pyarrow as pa

    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    return table


def _cells(column: Any) -> list[Cell]:
    import pyarrow as pa

    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = kind.value_type
    if pa.types.is_timestamp(kind) and kind.unit == "ns":  # Python knows no nanoseconds
        column = column.cast(pa.timestamp("us", tz=kind.tz), safe=False)
    if pa.types.is_time64(kind) and kind.unit == "ns":
        column = column.cast(pa.time64("us"), safe=False)
    if pa.types.is_duration(kind):
        return [None if each is None else each / _PER_SECOND[kind.unit] for each in column.cast(pa.int64()).to_pylist()]
    try:
        cells = column.to_pylist()
    except (ValueError, OverflowError):  # a year that Python does not know
        cells = column.cast(pa.string()).to_pylist()
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        return [None if each is None else each.decode("utf-8", "backslashreplace") for each in cells]
    if pa.types.is_map(kind):
        return [None if each is None else dict(each) for each in cells]
    return [str(each) for each in cells] if isinstance(kind, pa.BaseExtensionType) else cells


_PER_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}

FORMATS = (FileFormat("parquet", "Parquet", (".parquet", ".pq"), _sniff, _inspect, _read),)
