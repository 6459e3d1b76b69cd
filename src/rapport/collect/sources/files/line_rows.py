"""What formats with one row a line share: read lines, let the format parse each, reject those that it cannot."""

from collections.abc import Callable, Iterator, Sequence

from rapport.collect.sources.files.batches import RowGatherer
from rapport.collect.sources.files.lines import read_lines
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.rows import BadRow, Cell, FileFacts, RowBatch
from rapport.core.notice import Notice

ParseLine = Callable[[str, int], Sequence[Cell] | None]
"""From the text of a line (without its end) and its number to cells, or None when it is not such a line."""


def read_line_rows(
    source: Input, facts: FileFacts, batch_rows: int, *, parse: ParseLine, reason: str, detail: Notice
) -> Iterator[RowBatch]:
    """Give a row for each line that is not blank."""
    gatherer = RowGatherer(source, facts.columns, batch_rows)
    for block in read_lines(source, facts.encoding or "utf-8"):
        block.skip(facts.options.skip_lines)
        gatherer.rejects += block.rejects
        for number, line in enumerate(block.lines, start=block.first):
            text = line.rstrip("\r\n")
            if not text.strip():
                continue
            if (row := parse(text, number)) is None:
                gatherer.rejects.append(BadRow(number, text[: source.limits.raw_chars], reason, detail))
            else:
                gatherer.add((row,), (number,), weight=len(line))
        gatherer.warnings += block.warnings
        yield from gatherer.full()
    yield from gatherer.rest()
