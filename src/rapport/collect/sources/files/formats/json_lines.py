"""JSON lines: every line is a record."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from rapport.collect.sources.files.errors import UnreadableFile
from rapport.collect.sources.files.format import FileFormat, Sample
from rapport.collect.sources.files.lines import read_lines
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.records import RecordGatherer, columns_of, flatten
from rapport.collect.sources.files.rows import BadRow, Cell, FileFacts, RowBatch
from rapport.core.notice import Notice

_DECODER = msgspec.json.Decoder()
_LENIENT = json.JSONDecoder(strict=False, parse_constant=lambda _name: None)


def _sniff(sample: Sample) -> float:
    lines = [line for line in sample.text.split("\n")[:20] if line.strip()]
    objects = sum(1 for line in lines if line.lstrip()[:1] == "{" and _is_record(line))
    if not lines or lines[0].lstrip()[:1] != "{" or objects < len(lines) / 2:
        return 0.0
    return 0.95 if len(lines) > 1 else 0.7


def _is_record(line: str) -> bool:
    try:
        return isinstance(parse_record(line), dict)
    except (ValueError, RecursionError):
        return False


def _inspect(sample: Sample) -> FileFacts:
    lines = [line for line in sample.text.split("\n")[:1000] if line.strip()]
    columns = columns_of((_as_row(parse_record(line)) for line in lines if _is_record(line)), sample.source.limits.columns)
    if not columns:
        raise UnreadableFile(
            Notice(
                "%(file)s holds no line that is a JSON object. Export it again, or set another format.", file=sample.source.name
            )
        )
    return sample.facts("jsonl", columns, encoding=sample.guess.encoding)


def _read(source: Input, facts: FileFacts, batch_rows: int) -> Iterator[RowBatch]:
    gatherer = RecordGatherer(source, facts.columns, batch_rows)
    for block in read_lines(source, facts.encoding or "utf-8"):
        block.skip(facts.options.skip_lines)
        gatherer.rejects += block.rejects
        for number, line in enumerate(block.lines, start=block.first):
            if not line.strip():
                continue
            try:
                gatherer.add(_as_row(parse_record(line)), number, weight=len(line))
            except (ValueError, RecursionError) as error:
                raw = line.rstrip("\r\n")[: source.limits.raw_chars]
                gatherer.rejects.append(
                    BadRow(number, raw, "bad_json", Notice("This line is not JSON: %(why)s.", why=str(error)))
                )
            if gatherer.is_full:
                yield gatherer.take()
        gatherer.warnings += block.warnings
    yield from gatherer.rest()


def parse_record(line: str) -> Any:
    """Parse a line; NaN, which other programs write, is taken as "no number"."""
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, ValueError):
        return _LENIENT.decode(line)


def _as_row(value: Any) -> dict[str, Cell]:
    return flatten(value) if isinstance(value, dict) else {"value": value}


FORMATS = (FileFormat("jsonl", "JSON lines", (".jsonl", ".ndjson", ".json"), _sniff, _inspect, _read),)
