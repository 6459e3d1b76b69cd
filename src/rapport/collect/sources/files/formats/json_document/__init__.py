"""JSON: a list of records, an object with the list somewhere inside, or objects one after another over several lines."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Any

from rapport.collect.sources.files.encodings.codecs import is_wide
from rapport.collect.sources.files.encodings.wide import NarrowStream
from rapport.collect.sources.files.errors import UnreadableFile
from rapport.collect.sources.files.format import FileFormat, Sample
from rapport.collect.sources.files.formats.json_document.find import find_records, iterate_records
from rapport.collect.sources.files.formats.json_document.scan import BadValue, EndOfText, JsonScanner
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.records import RecordGatherer, columns_of, flatten
from rapport.collect.sources.files.rows import BadRow, Cell, FileFacts, RowBatch
from rapport.core.notice import Notice, Quoted

_SAMPLE_RECORDS = 1_000
_SAMPLE_CHARACTERS = 8 << 20


def _sniff(sample: Sample) -> float:
    text = sample.text.strip()
    if text[:1] not in ("{", "["):
        return 0.0
    try:
        json.JSONDecoder(strict=False).raw_decode(text)
    except json.JSONDecodeError as error:
        near_end = error.pos > len(text) - 20 or error.msg.startswith("Unterminated")
        return 0.85 if near_end else 0.5 if error.pos > 20 else 0.0
    except (ValueError, RecursionError):
        return 0.5
    return 0.85


def _inspect(sample: Sample) -> FileFacts:
    source, encoding = sample.source, sample.guess.encoding
    path = sample.options.records
    if path is None:
        path = find_records(JsonScanner(_Text(sample.text), "utf-8", source.limits))
    columns = columns_of(_first_records(source, encoding, path), source.limits.columns)
    if not columns:
        where = Notice("at '%(path)s'", path=path) if path else Notice("in the document")
        raise UnreadableFile(
            Notice(
                "%(file)s holds no records %(where)s. Say where they are with records, for example data.tickets.",
                file=source.name,
                where=where,
            )
        )
    notes = (
        [Notice("The rows are the records of the list %(path)s. Set records for another.", path=Quoted(path))]
        if path and not sample.options.records
        else []
    )
    facts = sample.facts("json", columns, encoding=encoding, warnings=notes)
    return replace(facts, options=replace(facts.options, records=path))


def _first_records(source: Input, encoding: str, path: str) -> Iterator[dict[str, Cell]]:
    with _scanner(source, encoding) as scanner:
        try:
            for value in islice(iterate_records(scanner, path), _SAMPLE_RECORDS):
                if not isinstance(value, BadRow):
                    yield as_record(value)
                if scanner.characters > _SAMPLE_CHARACTERS:
                    return
        except (EndOfText, BadValue):
            return  # reading says what is wrong there


def _read(source: Input, facts: FileFacts, batch_rows: int) -> Iterator[RowBatch]:
    gatherer = RecordGatherer(source, facts.columns, batch_rows)
    number, taken = 0, 0
    with _scanner(source, facts.encoding or "utf-8") as scanner:
        try:
            for number, value in enumerate(iterate_records(scanner, facts.options.records or ""), start=1):
                if isinstance(value, BadRow):
                    gatherer.rejects.append(replace(value, row_number=number))
                else:
                    gatherer.add(as_record(value), number, weight=scanner.characters - taken)
                taken = scanner.characters
                if gatherer.is_full:
                    yield gatherer.take()
        except (EndOfText, BadValue) as end:
            if end.raw:
                detail = Notice(
                    "The file ends in the middle of this record, or is broken there. Get a whole copy and import it again."
                )
                gatherer.rejects.append(BadRow(number + 1, end.raw, "cut_off", detail))
            source.damage = source.damage or Notice("ends early or is broken")
        if scanner.is_mixed:
            gatherer.warnings.append(
                Notice("mixed_encoding: some bytes are not in the file's encoding; they were read as windows-1252.")
            )
    yield from gatherer.rest()


def as_record(value: Any) -> dict[str, Cell]:
    """Return a flat record; a value that is no object is the one cell of its row."""
    return flatten(value) if isinstance(value, dict) else {"value": value}


@contextmanager
def _scanner(source: Input, encoding: str) -> Iterator[JsonScanner]:
    with source.open() as raw:
        if is_wide(encoding):
            yield JsonScanner(NarrowStream(raw, encoding), "utf-8", source.limits)
        else:
            yield JsonScanner(raw, encoding, source.limits)


class _Text:
    """A text in memory, as a stream."""

    damage: str | None = None

    def __init__(self, text: str) -> None:
        self._data = text.encode("utf-8", "replace")

    def read(self, _size: int = 0) -> bytes:
        data, self._data = self._data, b""
        return data


FORMATS = (FileFormat("json", "JSON", (".json", ".geojson"), _sniff, _inspect, _read),)
