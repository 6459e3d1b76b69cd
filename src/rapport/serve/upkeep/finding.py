"""What a check of `rapport doctor` finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from rapport.core.home import Home


class Status(Enum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; where something is wrong, `detail` says what to do."""

    check: str
    status: Status
    detail: str


Check = Callable[[Home], Iterator[Finding]]
