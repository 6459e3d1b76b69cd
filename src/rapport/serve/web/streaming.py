"""What a streamed answer needs beyond its request: middleware has put language and zone back when its parts are made."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from rapport.accounts.public import Workspace


@dataclass(frozen=True, slots=True)
class Voice:
    """The language and the zone in which a request is answered."""

    language: str
    zone: str

    @classmethod
    def of_now(cls, workspace: Workspace) -> Self:
        """Return what is active while the view runs."""
        return cls(translation.get_language() or "en", workspace.zone)

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Speak so again, in this thread."""
        with translation.override(self.language), timezone.override(ZoneInfo(self.zone)):
            yield
