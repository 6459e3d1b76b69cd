"""Bytes of a file, unpacked as they are read. Damage ends a stream and is noted: nothing read before it is lost."""

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Any, Protocol

from rapport.core.notice import Notice

BLOCK = 1 << 18


class ByteStream(Protocol):
    """A readable that says how it ended."""

    damage: str | None
    """What cut the stream short ("ends early"), once it has ended."""

    def read(self, size: int = BLOCK) -> bytes:
        """Return 1 to `size` bytes, or none at the end."""


class Decompressor(Protocol):
    """What bz2 and lzma offer, and `_Zlib` below."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class PlainStream:
    """The bytes as they are."""

    def __init__(self, raw: Any) -> None:  # Any: a file, or a member of an archive, which has no common type
        self._raw = raw
        self.damage: str | None = None

    def read(self, size: int = BLOCK) -> bytes:
        try:
            return bytes(self._raw.read(size))
        except (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError, RuntimeError) as error:
            self.damage = Notice("is damaged (%(why)s)", why=str(error))
            return b""


class UnpackedStream:
    """gzip, bz2 or xz, several members after one another included."""

    def __init__(self, source: ByteStream, fresh: Callable[[], Decompressor], magic: bytes) -> None:
        self._source = source
        self._fresh = fresh
        self._magic = magic
        self._decompressor = fresh()
        self._is_done = False
        self.damage: str | None = None

    def read(self, size: int = BLOCK) -> bytes:
        while not self._is_done:
            try:
                data = self._step(size)
            except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
                self._end(Notice("is damaged (%(why)s)", why=str(error)))
                break
            if data:
                return data
        return b""

    def _step(self, size: int) -> bytes:
        if self._decompressor.eof:
            return self._next_member(size)
        if not self._decompressor.needs_input:
            return self._decompressor.decompress(b"", size)
        packed = self._source.read(BLOCK)
        data = self._decompressor.decompress(packed, size)
        if not packed and not data and not self._decompressor.eof:
            self._end(self._source.damage or Notice("ends early"))
        return data

    def _next_member(self, size: int) -> bytes:
        rest = self._decompressor.unused_data.lstrip(b"\0")
        while not rest and (more := self._source.read(BLOCK)):
            rest = more.lstrip(b"\0")
        if not rest.startswith(self._magic):
            self._end(Notice("has other bytes after its packed content") if rest else self._source.damage)
            return b""
        self._decompressor = self._fresh()
        return self._decompressor.decompress(rest, size)

    def _end(self, damage: str | None) -> None:
        self._is_done = True
        self.damage = damage


class _Zlib:
    """zlib's gzip reader behind the interface of bz2 and lzma."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        return not self._zlib.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)


def _open_zstd(source: ByteStream) -> ByteStream:
    import pyarrow as pa

    return PlainStream(pa.CompressedInputStream(pa.PythonFile(_Readable(source), mode="r"), "zstd"))


class _Readable:
    """What pyarrow asks of a Python file."""

    closed = False

    def __init__(self, source: ByteStream) -> None:
        self._source = source

    def read(self, size: int) -> bytes:
        return self._source.read(size)

    def close(self) -> None:
        self.closed = True


UNPACKERS: dict[str, Callable[[ByteStream], ByteStream]] = {
    "gzip": lambda source: UnpackedStream(source, _Zlib, b"\x1f\x8b"),
    "bz2": lambda source: UnpackedStream(source, bz2.BZ2Decompressor, b"BZh"),
    "xz": lambda source: UnpackedStream(source, lzma.LZMADecompressor, b"\xfd7zXZ"),
    "zstd": _open_zstd,
}
