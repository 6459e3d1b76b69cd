"""UTF-16 and UTF-32 as UTF-8, so that everything after it may cut lines at a line-feed byte."""

import codecs

from rapport.collect.sources.files.opening.streams import BLOCK, ByteStream


class NarrowStream:
    """Turns a stream of wide characters into UTF-8; halves of pairs that stand alone become U+FFFD."""

    def __init__(self, source: ByteStream, encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._is_done = False
        self.damage: str | None = None

    def read(self, size: int = BLOCK) -> bytes:
        while not self._is_done:
            block = self._source.read(size)
            self._is_done = not block
            self.damage = self._source.damage
            if text := self._decoder.decode(block, final=self._is_done):
                return text.encode("utf-8", "replace")
        return b""


class OldMacStream:
    """Turns lone carriage returns into line feeds."""

    def __init__(self, source: ByteStream) -> None:
        self._source = source
        self.damage: str | None = None

    def read(self, size: int = BLOCK) -> bytes:
        block = self._source.read(size)
        self.damage = self._source.damage
        return block.replace(b"\r", b"\n")
