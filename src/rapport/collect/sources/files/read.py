"""The door of this package: look at a file, read a file."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from rapport.collect.sources.files.errors import FileEndsEarly, UnreadableFile
from rapport.collect.sources.files.format import FORMATS, FileFormat, Sample, choose_format
from rapport.collect.sources.files.opening.find import Found, find_inputs
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.rows import BadRow, Cell, FileFacts, FileOptions, Limits, RowBatch
from rapport.core.notice import Notice

__all__ = [
    "FORMATS",
    "BadRow",
    "Cell",
    "FileEndsEarly",
    "FileFacts",
    "FileFormat",
    "FileOptions",
    "Limits",
    "RowBatch",
    "UnreadableFile",
    "inspect_file",
    "read_file",
    "until_damage",
]

_FIND_OUT = FileOptions()
_LIMITS = Limits()


def inspect_file(path: Path, options: FileOptions = _FIND_OUT, *, limits: Limits = _LIMITS) -> FileFacts:
    """Look at the start of a file and say what it is.

    Parameters
    ----------
    path : of a file in any known format, plain, compressed or in a zip archive.
    options : what is known already; the rest is found out.

    Raises
    ------
    UnreadableFile
        (a UserError) when the file is missing, empty, no table or not allowed; the text says what it is and what to do.
    """
    parts = _inspect_parts(path, options, limits)
    return parts[0][1]


def read_file(
    path: Path, options: FileOptions = _FIND_OUT, *, batch_rows: int = 20_000, limits: Limits = _LIMITS
) -> Iterator[RowBatch]:
    """Read a file as a stream of batches, in memory that does not grow with the file.

    Parameters
    ----------
    path, options : as for `inspect_file`; the options of its facts save looking twice.
    batch_rows : rows of a batch at most. Batches with few rows come where rows are big or rejects are many.

    Raises
    ------
    UnreadableFile
        at once, as `inspect_file` does.
    FileEndsEarly
        (a UserError) at the end, when the file is cut off or damaged; all rows before the damage have been given by then.
    """
    return _read_parts(_inspect_parts(path, options, limits), batch_rows)


def until_damage(batches: Iterator[RowBatch]) -> Iterator[RowBatch]:
    """Yield what comes before the damage of a file, for those who only look; whoever imports it tells of the damage."""
    with suppress(FileEndsEarly):
        yield from batches


def _inspect_parts(path: Path, options: FileOptions, limits: Limits) -> list[tuple[Input, FileFacts]]:
    """Return each input of the path with its facts: one, or the members of an archive, all of one shape."""
    found = find_inputs(path, limits, member=options.sheet)
    parts = [(source, _inspect_input(source, options, found)) for source in found.inputs]
    shapes = {(facts.format, facts.columns) for _, facts in parts}
    if len(shapes) > 1:
        listed = "; ".join(f"{source.member} ({', '.join(facts.columns[:4])}…)" for source, facts in parts[:8])
        raise UnreadableFile(
            Notice(
                "%(file)s holds files of different shapes: %(listed)s. Choose one by its name (sheet), or "
                "unpack it and import them one by one.",
                file=path.name,
                listed=listed,
            )
        )
    return parts


def _inspect_input(source: Input, options: FileOptions, found: Found) -> FileFacts:
    sample = Sample(source, options)
    facts = choose_format(sample).inspect(sample)
    if len(found.members) < 2:
        return facts
    left_out = tuple(Notice("Left out: %(reason)s", reason=reason) for reason in found.left_out)
    return replace(facts, sheets=facts.sheets or found.members, warnings=facts.warnings + left_out)


def _read_parts(parts: list[tuple[Input, FileFacts]], batch_rows: int) -> Iterator[RowBatch]:
    rows, offset = 0, 0
    for source, facts in parts:
        last = 0
        for batch in FORMATS[facts.format].read(source, facts, batch_rows):
            rows += len(batch.row_numbers)
            last = max([last, *batch.row_numbers[-1:], *(bad.row_number for bad in batch.rejects)])
            yield _shifted(batch, offset) if offset else batch
        if source.damage:
            raise FileEndsEarly(source.name, rows_read=rows, damage=source.damage)
        offset += last


def _shifted(batch: RowBatch, offset: int) -> RowBatch:
    """Let the row numbers of the second member of an archive go on where those of the first end."""
    numbers = [number + offset for number in batch.row_numbers]
    return replace(
        batch, row_numbers=numbers, rejects=[replace(bad, row_number=bad.row_number + offset) for bad in batch.rejects]
    )
