"""A file, or a member of an archive, that can be opened as often as needed, whatever it is packed in."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from rapport.collect.sources.files.errors import UnreadableFile
from rapport.collect.sources.files.opening.magic import compression_of
from rapport.collect.sources.files.opening.streams import BLOCK, UNPACKERS, ByteStream, PlainStream
from rapport.collect.sources.files.rows import Limits
from rapport.core.notice import Notice

_DEEPEST = 3
_PACKED_SUFFIXES = {".gz", ".gzip", ".bz2", ".xz", ".zst", ".zstd"}


@dataclass
class Input:
    """What a format reads from.

    Parameters
    ----------
    path : the file on disk.
    size : its bytes.
    member : name of the member, when the file is an archive.
    packing : keys of the compressions around the content, outermost first.
    """

    path: Path
    size: int
    limits: Limits
    member: str | None = None
    packing: tuple[str, ...] = ()
    damage: str | None = None
    """How the last stream ended, if not well."""
    position: int = 0
    """How far the file on disk has been read."""
    head: bytes = field(default=b"", repr=False)
    head_is_whole: bool = False

    @property
    def name(self) -> str:
        """What to call it in messages."""
        return f"{self.path.name}: {self.member}" if self.member else self.path.name

    @property
    def suffix(self) -> str:
        """The suffix of the content, in lower case, without those of compressions."""
        name = PurePosixPath(self.member or self.path.name)
        while name.suffix.lower() in _PACKED_SUFFIXES:
            name = name.with_suffix("")
        return name.suffix.lower()

    @property
    def compression(self) -> str | None:
        return "+".join((["zip"] if self.member else []) + list(self.packing)) or None

    @contextmanager
    def open(self) -> Iterator[ByteStream]:
        """Open the unpacked bytes from the start."""
        self.damage, self.position = None, 0
        with self.path.open("rb") as file, _content(file, self.member) as raw:
            stream = _Watched(PlainStream(raw), file, self)
            for key in self.packing:
                stream = _Watched(UNPACKERS[key](stream), file, self)
            yield stream

    @contextmanager
    def as_path(self) -> Iterator[Path]:
        """Give a plain file for readers that jump about; a packed one is unpacked to a temporary file."""
        if not self.member and not self.packing:
            yield self.path
            return
        with tempfile.NamedTemporaryFile(prefix="rapport-", suffix=self.suffix) as copy:
            self._unpack_to(copy)  # type: ignore[arg-type]  # the wrapper has the methods of a BinaryIO
            yield Path(copy.name)

    def _unpack_to(self, copy: BinaryIO) -> None:
        room = min(self.limits.unpacked_bytes, shutil.disk_usage(tempfile.gettempdir()).free)
        with self.open() as stream:
            while block := stream.read(BLOCK):
                room -= len(block)
                if room < 0:
                    raise UnreadableFile(
                        Notice("%(file)s unpacks to more than fits. Unpack it yourself and import the result.", file=self.name)
                    )
                copy.write(block)
        if self.damage:
            raise UnreadableFile(Notice("%(file)s %(damage)s. Get a whole copy of the file.", file=self.name, damage=self.damage))
        copy.flush()

    def read_head(self, size: int) -> bytes:
        """Return the first bytes of the content."""
        if not self.head:
            blocks: list[bytes] = []
            with self.open() as stream:
                while sum(map(len, blocks)) <= size and (block := stream.read(size)):
                    blocks.append(block)
            head = b"".join(blocks)
            self.head, self.head_is_whole = head[:size], len(head) <= size
        return self.head


class _Watched:
    """A stream that reports to its `Input` how far it is and how it ended."""

    def __init__(self, stream: ByteStream, file: BinaryIO, owner: Input) -> None:
        self._stream = stream
        self._file = file
        self._owner = owner
        self.damage: str | None = None

    def read(self, size: int = BLOCK) -> bytes:
        data = self._stream.read(size)
        self._owner.position = max(self._owner.position, min(self._file.tell(), self._owner.size))
        if not data:
            self.damage = self._owner.damage = self._stream.damage
        return data


@contextmanager
def _content(file: BinaryIO, member: str | None) -> Iterator[object]:
    if member is None:
        yield file
        return
    with zipfile.ZipFile(file) as archive, archive.open(member) as content:
        yield content


def find_packing(source: Input) -> None:
    """Look through layers of compression (a .csv.gz, or a .gz inside a zip) and note them."""
    while len(source.packing) <= _DEEPEST:
        source.head = b""
        key = compression_of(source.read_head(source.limits.sample_bytes))
        if key not in UNPACKERS:
            _widen_head(source)
            return
        source.packing += (key,)
    raise UnreadableFile(
        Notice(
            "%(file)s is packed more than %(most)s times over. Unpack it and import the result.", file=source.name, most=_DEEPEST
        )
    )


def _widen_head(source: Input) -> None:
    """Look at more of a text whose first lines are longer than a sample: a header may name thousands of columns."""
    is_json = source.head.lstrip()[:1] in (b"{", b"[")
    if not source.head_is_whole and source.head.count(b"\n") < 2 and not is_json:
        source.head = b""
        source.read_head(min(16 * source.limits.sample_bytes, source.limits.line_bytes))
