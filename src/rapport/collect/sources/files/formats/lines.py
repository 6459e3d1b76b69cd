"""Plain text: every line that is not blank is a row."""

from collections.abc import Iterator

from rapport.collect.sources.files.format import FileFormat, Sample
from rapport.collect.sources.files.line_rows import read_line_rows
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.rows import FileFacts, RowBatch
from rapport.core.notice import Notice


def _sniff(sample: Sample) -> float:
    return 0.1 if sample.text.strip() else 0.0


def _inspect(sample: Sample) -> FileFacts:
    return sample.facts("lines", ("text", "line"), encoding=sample.guess.encoding)


def _read(source: Input, facts: FileFacts, batch_rows: int) -> Iterator[RowBatch]:
    detail = Notice("The line holds no text.")
    return read_line_rows(source, facts, batch_rows, parse=lambda text, number: (text, number), reason="no_text", detail=detail)


FORMATS = (FileFormat("lines", "Plain text, one row a line", (".txt", ".text"), _sniff, _inspect, _read),)
