"""The lock that makes a process the owner of a home. The kernel lets go of it when the process ends, however it ends."""

import fcntl
from types import TracebackType
from typing import Self, TextIO

from rapport.core.home import Home


class OwnerLock:
    """The lock of a home; not held until `take` says so."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._file: TextIO | None = None

    def take(self) -> bool:
        """Try to become the owner, without waiting; return whether this process is it now."""
        file = self._home.owner_lock.open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


def is_owned(home: Home) -> bool:
    """Tell whether some process owns the home now."""
    with OwnerLock(home) as lock:
        return not lock.take()
