"""What a streamed answer needs beyond its request: middleware has put language and zone back when its parts are made."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self
from zoneinfo import ZoneInfo

from asgiref.sync import sync_to_async
from django.utils import timezone, translation


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
    """Let each part be made in a thread, while others are served."""

    def make_next() -> bytes | None:
        with voice.speaking():
            return next(parts, None)

    while (part := await sync_to_async(make_next)()) is not None:
        yield part
