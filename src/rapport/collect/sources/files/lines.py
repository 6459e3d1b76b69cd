"""Lines of a text file in blocks, numbered, never more in memory than the limits allow."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field

from rapport.collect.sources.files.encodings.codecs import is_wide
from rapport.collect.sources.files.encodings.decode import LineDecoder
from rapport.collect.sources.files.encodings.detect import guess_encoding
from rapport.collect.sources.files.encodings.wide import NarrowStream, OldMacStream
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.opening.streams import ByteStream
from rapport.collect.sources.files.rows import BadRow, Limits
from rapport.core.notice import Notice

_BLOCK = 1 << 16  # rows of a block stay in the processor's cache: 1 MB blocks are read at half the speed


@dataclass(slots=True)
class LineBlock:
    """Lines that follow one another, with their ends.

    Parameters
    ----------
    first : number of the first line.
    rejects : lines between the block before and this one, that were too long or cut off.
    is_last : nothing follows.
    is_whole : the last line has its end.
    """

    first: int
    lines: list[str]
    rejects: list[BadRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    is_last: bool = False
    is_whole: bool = True

    def skip(self, lines: int) -> None:
        """Leave out what is among the first lines of the file."""
        if self.first <= lines:
            self.lines = self.lines[lines - self.first + 1 :]
            self.rejects = [bad for bad in self.rejects if bad.row_number > lines]
            self.first = lines + 1


def read_lines(source: Input, encoding: str) -> Iterator[LineBlock]:
    """Read a text as blocks of lines; the last block comes always, if need be without lines."""
    decoder = LineDecoder("utf-8" if is_wide(encoding) else encoding, guess_encoding)
    with source.open() as raw:
        for block in _cut(_prepared(raw, source, encoding), source.limits):
            yield LineBlock(
                block.first,
                decoder.decode(block.data, first=block.first) if block.data else [],
                block.rejects,
                decoder.warnings() if block.is_last else [],
                block.is_last,
                not block.data or block.data.endswith(b"\n"),
            )


def _prepared(raw: ByteStream, source: Input, encoding: str) -> ByteStream:
    stream = NarrowStream(raw, encoding) if is_wide(encoding) else raw
    head = source.head
    if b"\r" in head and b"\n" not in head:
        return OldMacStream(stream)
    return stream


@dataclass(slots=True)
class _ByteBlock:
    first: int
    data: bytes
    rejects: list[BadRow]
    is_last: bool = False


def _cut(stream: ByteStream, limits: Limits) -> Iterator[_ByteBlock]:
    """Cut a stream into blocks of whole lines. A line longer than the limit is passed over, not loaded."""
    number, carry, rejects, is_start = 1, b"", list[BadRow](), True
    while data := stream.read(min(max(_BLOCK, len(carry)), limits.line_bytes)):
        if is_start:
            data, is_start = data.removeprefix(codecs.BOM_UTF8), False
        buffer = carry + data
        end = buffer.find(b"\n")
        if (end if end >= 0 else len(buffer)) > limits.line_bytes:
            carry = _pass_over(stream, buffer, number, rejects, limits)
            number += 1
            continue
        cut = buffer.rfind(b"\n") + 1
        carry = buffer[cut:]
        if cut:
            yield _ByteBlock(number, buffer[:cut], rejects)
            number, rejects = number + buffer.count(b"\n", 0, cut), []
    if stream.damage and not carry.endswith(b"\n"):
        cut = carry.rfind(b"\n") + 1
        yield _ByteBlock(number, carry[:cut], rejects)
        number, rejects = (
            number + carry.count(b"\n"),
            [_cut_off(number + carry.count(b"\n"), carry[cut:], limits)] if carry else [],
        )
        carry = b""
    yield _ByteBlock(number, carry, rejects, is_last=True)


def _pass_over(stream: ByteStream, buffer: bytes, number: int, rejects: list[BadRow], limits: Limits) -> bytes:
    """Read to the end of a line that is too long; return what came after it."""
    start, length = buffer[: limits.raw_chars], 0
    while buffer and (end := buffer.find(b"\n")) < 0:
        length += len(buffer)
        buffer = stream.read(min(_BLOCK, limits.line_bytes))
    length += end if buffer else 0
    detail = Notice(
        "The line is %(length)s bytes long; at most %(most)s are read. "
        "Usually line ends or a closing quote are missing: export the file again.",
        length=length,
        most=limits.line_bytes,
    )
    rejects.append(BadRow(number, start.decode("utf-8", "backslashreplace"), "line_too_long", detail))
    return buffer[end + 1 :] if buffer else b""


def _cut_off(number: int, line: bytes, limits: Limits) -> BadRow:
    raw = line[: limits.raw_chars].decode("utf-8", "backslashreplace")
    return BadRow(
        number, raw, "cut_off", Notice("The file ends in the middle of this row. Get a whole copy and import it again.")
    )
