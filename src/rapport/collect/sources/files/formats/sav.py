"""SPSS data files. Cells are the coded values; what the codes mean is in `FileFacts.value_labels`."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from rapport.collect.sources.files.errors import UnreadableFile
from rapport.collect.sources.files.format import FileFormat, Sample
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.rows import Cell, FileFacts, RowBatch
from rapport.core.notice import Notice

_CELLS_AT_ONCE = 5_000_000


def _sniff(sample: Sample) -> float:
    return 1.0 if sample.head.startswith((b"$FL2", b"$FL3")) else 0.0


def _inspect(sample: Sample) -> FileFacts:
    with sample.source.as_path() as path:
        _, meta = _read_sav(sample.source, path, sample.options.encoding, metadataonly=True)
    return replace(
        sample.facts("sav", tuple(meta.column_names)),
        encoding=meta.file_encoding,
        column_labels={name: label for name, label in meta.column_names_to_labels.items() if label},
        value_labels={
            name: {_cell(code): label for code, label in labels.items()} for name, labels in meta.variable_value_labels.items()
        },
        options=replace(sample.options, format="sav"),
    )


def _read(source: Input, facts: FileFacts, batch_rows: int) -> Iterator[RowBatch]:
    # ReadStat cannot stand still in a compressed file: every call reads from the start. So ask for much at once.
    at_once = max(batch_rows, _CELLS_AT_ONCE // max(len(facts.columns), 1))
    with source.as_path() as path:
        _, meta = _read_sav(source, path, facts.options.encoding, metadataonly=True)
        total, done = max(meta.number_rows or 0, 1), 0
        while True:
            data, _ = _read_sav(source, path, facts.options.encoding, row_offset=done, row_limit=at_once)
            columns = {name: [_cell(cell) for cell in data[name]] for name in facts.columns}
            rows = len(next(iter(columns.values()), []))
            total = max(total, done + rows)
            for start in range(0, rows, batch_rows):
                end = min(start + batch_rows, rows)
                part = {name: cells[start:end] for name, cells in columns.items()}
                numbers = list(range(done + start + 1, done + end + 1))
                yield RowBatch(part, numbers, [], source.size * (done + end) // total)
            done += rows
            if rows < at_once:
                return


def _read_sav(source: Input, path: Path, encoding: str | None, **how: Any) -> tuple[dict[str, Any], Any]:
    """Return columns and meta data; Any, as pyreadstat gives no types. Values declared missing by the user come as NaN."""
    import pyreadstat

    try:
        data, meta = pyreadstat.read_sav(str(path), encoding=encoding, output_format="dict", user_missing=False, **how)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, OSError, ValueError, OverflowError) as error:
        raise UnreadableFile(
            Notice(
                "%(file)s is an SPSS file that is cut off, damaged or in another encoding: %(why)s. Get a whole "
                "copy, or set its encoding.",
                file=source.name,
                why=str(error),
            )
        ) from error
    return data, meta


def _cell(value: Any) -> Cell:
    """Return whole numbers as int, because codes are written so, and NaN as None."""
    if isinstance(value, float):
        if value != value:
            return None
        return int(value) if value.is_integer() else float(value)
    return value.item() if hasattr(value, "item") else value  # type: ignore[no-any-return]  # numpy scalars


FORMATS = (FileFormat("sav", "SPSS", (".sav", ".zsav"), _sniff, _inspect, _read),)
