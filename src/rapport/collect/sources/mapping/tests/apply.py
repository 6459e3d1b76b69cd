"""Applies a mapping to rows that stand in the test itself."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rapport.collect.sources.files.rows import RowBatch
from rapport.collect.sources.mapping.compiling.plan import Plan, compile_plan
from rapport.collect.sources.mapping.engine import MappedBatch, MappingEngine
from rapport.collect.sources.mapping.frame import Frame
from rapport.collect.sources.mapping.parse import parse_mapping

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)


def plan_for(text: str, batch: RowBatch, *, is_open: bool = False, zone: str = "UTC") -> Plan:
    sample = Frame(dict(batch.columns), len(batch.row_numbers))
    parsed = parse_mapping(text, name="test.yaml")
    return compile_plan(
        parsed, columns=tuple(batch.columns), is_open=is_open, sample=sample, rescan=lambda: iter([batch]), zone=zone
    )


def batch_of(columns: Mapping[str, Sequence[Any]], *, start: int = 2) -> RowBatch:
    size = len(next(iter(columns.values())))
    return RowBatch({name: list(cells) for name, cells in columns.items()}, list(range(start, start + size)), [], 0)


def apply(text: str, columns: Mapping[str, Sequence[Any]], *, is_open: bool = False, zone: str = "UTC") -> MappedBatch:
    """Map rows given by column."""
    batch = batch_of(columns)
    return MappingEngine(plan_for(text, batch, is_open=is_open, zone=zone), file_name="rows.csv.gz", now=NOW).map(batch)


def rows(mapped: MappedBatch) -> list[dict[str, Any]]:
    """Return the interactions as dicts, without what is empty."""
    return [{name: value for name, value in row.items() if value is not None} for row in mapped.table.to_pylist()]


def values(mapped: MappedBatch, column: str) -> list[Any]:
    return list(mapped.table.column(column).to_pylist())
