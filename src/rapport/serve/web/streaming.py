"""What a streamed answer needs beyond its request: middleware has put language and zone back when its parts are made."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self
from zoneinfo import ZoneInfo

from asgiref.sync import sync_to_async
from django.utils import timezone, translation

GOOD_PIECE = 64 * 1024
"""Django reads files by 4 kB, tables come line by line: a change of threads for each of them costs more than it is worth."""
WITHIN_S = 0.1


@dataclass(frozen=True, slots=True)
class Voice:
    """The language and the zone in which a request is answered."""

    language: str
    zone: str

    @classmethod
    def of_now(cls) -> Self:
        """Return what is active while the view runs."""
        return cls(translation.get_language() or "en", timezone.get_current_timezone_name())

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Speak so again, in this thread."""
        with translation.override(self.language), timezone.override(ZoneInfo(self.zone)):
            yield


async def in_threads(parts: Iterator[bytes], voice: Voice) -> AsyncIterator[bytes]:
    """Let parts be made in a thread, while others are served: each time as many as make a good piece, or take a moment."""

    def gather() -> tuple[bytes, bool]:
        pieces, size, until = list[bytes](), 0, time.monotonic() + WITHIN_S
        with voice.speaking():
            for part in parts:
                pieces.append(part)
                size += len(part)
                if size >= GOOD_PIECE or time.monotonic() >= until:
                    return b"".join(pieces), False
        return b"".join(pieces), True

    is_over = False
    while not is_over:
        piece, is_over = await sync_to_async(gather)()
        if piece:
            yield piece
