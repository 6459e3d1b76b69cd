"""Notices within milliseconds, and at little cost, that somebody has written to a spool."""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from rapport.core.home import Home

FIND_EVERY_S = 0.1
LOOK_ANYWAY_S = 0.1

Signature = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class SpoolWatch:
    """Watches one spool by time and size of SQLite's files: two system calls a look, and no database."""

    path: Path
    _seen: Signature = ()
    _looked_at: float = 0.0

    def has_changed(self) -> bool:
        """Tell whether the spool may have changed since the last call."""
        signature, now = spool_signature(self.path), time.monotonic()
        # Two writes within one tick of the file system's clock look like one, so a look inside is due now and then.
        if signature == self._seen and now - self._looked_at < LOOK_ANYWAY_S:
            return False
        self._seen, self._looked_at = signature, now
        return True


@dataclass(slots=True)
class HomeWatch:
    """Finds the workspaces of a home that have a spool."""

    home: Home
    _found: list[str] = field(default_factory=list)
    _looked_at: float = 0.0

    def slugs(self) -> list[str]:
        now = time.monotonic()
        if now - self._looked_at > FIND_EVERY_S:
            self._looked_at = now
            self._found = _slugs_with_spool(self.home)
        return self._found


def spool_signature(path: Path) -> Signature:
    """Return what changes when somebody writes to a spool."""
    return _time_and_size(str(path)), _time_and_size(f"{path}-wal")


def _slugs_with_spool(home: Home) -> list[str]:
    folder = str(home.path / "workspaces")
    try:
        return sorted(name for name in os.listdir(folder) if os.path.exists(f"{folder}/{name}/spool.db"))  # noqa: PTH110, PTH208 (often, so fast)
    except FileNotFoundError:
        return []


def _time_and_size(file: str) -> tuple[int, int]:
    try:
        status = os.stat(file)  # noqa: PTH116 (often, so fast)
    except FileNotFoundError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)
