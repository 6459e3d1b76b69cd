"""Lines of any log, told apart by a regular expression with named groups."""

import re
from collections.abc import Iterator

from rapport.collect.sources.files.errors import UnreadableFile
from rapport.collect.sources.files.format import FileFormat, Sample
from rapport.collect.sources.files.line_rows import read_line_rows
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.rows import FileFacts, RowBatch
from rapport.core.notice import Notice


def _inspect(sample: Sample) -> FileFacts:
    expression = _compiled(sample.options.pattern)
    return sample.facts("pattern", tuple(expression.groupindex), encoding=sample.guess.encoding)


def _read(source: Input, facts: FileFacts, batch_rows: int) -> Iterator[RowBatch]:
    expression = _compiled(facts.options.pattern)
    names = tuple(expression.groupindex)

    def parse(text: str, _number: int) -> tuple[str | None, ...] | None:
        found = expression.match(text)
        return tuple(found[name] for name in names) if found else None

    detail = Notice("The pattern does not match this line. If it should, make the pattern wider.")
    return read_line_rows(source, facts, batch_rows, parse=parse, reason="no_match", detail=detail)


def _compiled(pattern: str | None) -> re.Pattern[str]:
    if not pattern:
        raise UnreadableFile(Notice("The format `pattern` needs a pattern, for example (?P<time>\\S+) (?P<text>.*)."))
    try:
        expression = re.compile(pattern)
    except re.error as error:
        raise UnreadableFile(
            Notice(
                "The pattern is not a regular expression: %(why)s. Correct it at position %(place)s.",
                why=str(error),
                place=error.pos or 0,
            )
        ) from error
    if not expression.groupindex:
        raise UnreadableFile(Notice("The pattern has no named group. Write each column as a group, for example (?P<text>.*)."))
    return expression


FORMATS = (FileFormat("pattern", "Lines by a pattern of your own", (), lambda sample: 0.0, _inspect, _read),)
