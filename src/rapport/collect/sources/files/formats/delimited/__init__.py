"""CSV and its kin: any delimiter, quoted line ends, with or without header."""

from collections.abc import Iterator
from dataclasses import replace

from rapport.collect.sources.files.batches import RowGatherer
from rapport.collect.sources.files.format import FileFormat, Sample
from rapport.collect.sources.files.formats.delimited.parse import RecordParser
from rapport.collect.sources.files.formats.delimited.table import find_table
from rapport.collect.sources.files.lines import read_lines
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.rows import FileFacts, RowBatch
from rapport.core.notice import Notice

_SUFFIXES = (".csv", ".tsv", ".tab", ".psv")


def _sniff(sample: Sample) -> float:
    table = find_table(sample)
    if table.layout.confidence:
        return 0.5 * table.layout.confidence
    return 0.2 if sample.source.suffix in _SUFFIXES else 0.05


def _inspect(sample: Sample) -> FileFacts:
    table = find_table(sample)
    dialect = table.layout.dialect
    warnings = []
    if (skipped := table.layout.skip_lines - sample.options.skip_lines) > 0:
        warnings.append(
            Notice(
                "The first %(skipped)s lines are not part of the table and were skipped. Set skip_lines if that is wrong.",
                skipped=skipped,
            )
        )
    if not table.has_header and sample.options.header is None:
        warnings.append(
            Notice("The first row looks like data, so columns are called column_1, column_2… Set header to give names.")
        )
    facts = sample.facts("csv", table.columns, encoding=sample.guess.encoding, warnings=warnings)
    options = replace(
        facts.options,
        header=sample.options.header if isinstance(sample.options.header, tuple) else table.has_header,
        skip_lines=table.layout.skip_lines,
        delimiter=dialect.delimiter,
        quote=dialect.quote,
        escape=dialect.escape,
    )
    return replace(facts, delimiter=dialect.delimiter, header=table.has_header, column_labels=table.labels, options=options)


def _read(source: Input, facts: FileFacts, batch_rows: int) -> Iterator[RowBatch]:
    table = find_table(Sample(source, facts.options))
    parser = RecordParser(table.layout.dialect, table.fit, source.limits)
    gatherer = RowGatherer(source, table.columns, batch_rows)
    for block in read_lines(source, facts.encoding or "utf-8"):
        block.skip(table.lines_above)
        parsed = parser.parse(block)
        gatherer.add(parsed.rows, parsed.numbers, weight=sum(map(len, block.lines)))
        gatherer.rejects += parsed.rejects
        gatherer.warnings += block.warnings
        yield from gatherer.full()
    yield from gatherer.rest()


FORMATS = (FileFormat("csv", "CSV, TSV and the like", (*_SUFFIXES, ".txt", ".dat"), _sniff, _inspect, _read),)
