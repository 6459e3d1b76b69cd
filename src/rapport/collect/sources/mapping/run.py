"""Mapping a file: reads it batch by batch and gives what each batch becomes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from rapport.collect.sources.files.read import inspect_file, read_file
from rapport.collect.sources.files.rows import BadRow, FileFacts, FileOptions, RowBatch
from rapport.collect.sources.mapping.compiling.plan import Plan, compile_plan
from rapport.collect.sources.mapping.document import FileSection, Mapping
from rapport.collect.sources.mapping.engine import MappedBatch, MappingEngine
from rapport.collect.sources.mapping.frame import Frame
from rapport.collect.sources.mapping.parse import ParsedMapping
from rapport.core.formulas import restore_formula
from rapport.core.notice import Notice

OPEN_FORMATS = frozenset({"json", "jsonl", "xes"})
"""Formats whose rows name their own columns: a column that the first rows do not have is no error."""

OF_REJECTS = "$reason"
"""The column that only our own files of rejected rows have."""
_SAMPLE_ROWS = 5_000
_CELLS = 1_000_000
_FEWEST_ROWS = 500
_ROWS_OF_MANY = 4_000


@dataclass(frozen=True, slots=True)
class MappedPart:
    """A batch of a file: rows that could not be read, and what became of the others."""

    mapped: MappedBatch
    unreadable: list[BadRow]
    bytes_read: int
    warnings: list[str]


class MappedFile:
    """A file under a mapping. Iterating gives its parts, once.

    Parameters
    ----------
    zone : of times without offset, where the mapping names none.
    now : time of the import.
    batch_rows : rows read at a time.

    Raises
    ------
    UserError : the file cannot be read, or the mapping cannot work for it.
    """

    def __init__(self, path: Path, parsed: ParsedMapping, *, zone: str, now: datetime, batch_rows: int = 20_000) -> None:
        options = file_options(parsed.mapping.file)
        self.path = path
        self.facts = inspect_file(path, options)
        batches = read_file(path, self.facts.options, batch_rows=_bearable(batch_rows, self.facts, parsed.mapping))
        self._batches = map(_restored, batches) if OF_REJECTS in self.facts.columns else batches
        self._first = _until_rows(self._batches)
        self.plan = _compile(path, parsed, self.facts, self._first, zone)
        self._engine = MappingEngine(self.plan, file_name=path.name, now=now)

    def __iter__(self) -> Iterator[MappedPart]:
        first, self._first = self._first, []
        for batch in chain(first, self._batches):
            yield MappedPart(self._engine.map(batch), batch.rejects, batch.bytes_read, batch.warnings)

    def notes(self) -> list[str]:
        """Say what whoever imports should know, once the file is read: repeated ids, rounded amounts."""
        notes: list[str] = []
        repeated, example = self._engine.repeated_ids
        if repeated:
            notes.append(
                Notice(
                    "%(repeated)s rows of %(file)s repeat the id of an earlier row (%(example)s): each id counts "
                    "once. If they are different things, name more columns under `id:`, or leave it out.",
                    repeated=repeated,
                    file=self.path.name,
                    example=example,
                )
            )
        rounding = self.plan.rounding
        for currency, moved in rounding.moved.items():
            notes.append(
                Notice(
                    "%(rows)s amounts were finer than the smallest unit of %(currency)s and were rounded (half to "
                    "even); that moved their total by %(moved)s of that unit.",
                    rows=rounding.rows,
                    currency=currency,
                    moved=f"{moved.normalize():f}",
                )
            )
        return notes


def _restored(batch: RowBatch) -> RowBatch:
    """Take off the sign that keeps spreadsheets from running what a rejected row holds."""
    for column in batch.columns.values():
        for place, cell in enumerate(column):
            if isinstance(cell, str) and cell.startswith("'"):
                column[place] = restore_formula(cell)
    return batch


def _bearable(batch_rows: int, facts: FileFacts, mapping: Mapping) -> int:
    """Return how many rows to take at once: fewer where a row is wide or stands for many interactions."""
    if any(rule.repeat or rule.each for rule in (mapping, *mapping.interactions)):
        return min(batch_rows, _ROWS_OF_MANY)
    return max(_FEWEST_ROWS, min(batch_rows, _CELLS // max(1, len(facts.columns))))


def file_options(section: FileSection) -> FileOptions:
    """Return what the mapping knows about the file, for the readers."""
    return FileOptions(**{name: getattr(section, name) for name in FileSection.__struct_fields__})


def _until_rows(batches: Iterator[RowBatch]) -> list[RowBatch]:
    """Take batches up to the first one that has rows."""
    taken = []
    for batch in batches:
        taken.append(batch)
        if batch.row_numbers:
            break
    return taken


def _compile(path: Path, parsed: ParsedMapping, facts: FileFacts, first: list[RowBatch], zone: str) -> Plan:
    columns = dict.fromkeys(facts.columns)
    cells = {}
    if first:
        columns |= dict.fromkeys(first[-1].columns)
        cells = {name: column[:_SAMPLE_ROWS] for name, column in first[-1].columns.items()}
    size = min(len(first[-1].row_numbers), _SAMPLE_ROWS) if first else 0
    sample = Frame(dict(cells), size)
    sample.put("$file", [path.name] * size)
    return compile_plan(
        parsed,
        columns=tuple(columns),
        is_open=facts.format in OPEN_FORMATS,
        sample=sample,
        rescan=lambda: read_file(path, facts.options),
        zone=zone,
    )
