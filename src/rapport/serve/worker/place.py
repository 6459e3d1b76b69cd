"""Where a command that needs the store runs: here, when nobody owns the home, and otherwise in the owner."""

import contextlib
import sys
import time
from collections.abc import Sequence
from typing import TextIO

from rapport.core.errors import RetryableError
from rapport.core.home import Home
from rapport.serve.invocation.public import Asked
from rapport.serve.worker.address import OwnerAddress, new_address, read_address, remove_address, write_address
from rapport.serve.worker.digesting import catch_up
from rapport.serve.worker.forward import forward
from rapport.serve.worker.lock import OwnerLock
from rapport.serve.worker.turns import TURNS

RETRY_S = 0.03
NOTE_AFTER_S = 1.0
VANISHED_FOR_S = 15.0
BUSY_FOR_S = 3600.0


def run_where_the_store_is(
    asked: Asked, argv: Sequence[str], *, out: TextIO | None = None, progress: TextIO | None = None, is_check: bool = False
) -> int:
    """Run a command that needs the store, and return its exit code; the output is the same wherever it runs.

    Parameters
    ----------
    out, progress : by default the standard streams.
    is_check : leave the spool as it is: it may be what is broken.
    """
    out, progress = out or sys.stdout, progress or sys.stderr
    patience = Patience(asked.home, progress)
    while True:
        with OwnerLock(asked.home) as lock:
            if lock.take():
                return _run_here(asked, out, progress, is_check=is_check)
        address = read_address(asked.home)
        if address is not None and address.socket:
            # The owner's environment may name another workspace.
            line = ["--workspace", asked.workspace, *argv]
            exit_code = forward(address, line, out=out, progress=progress, is_check=is_check)
            if exit_code is not None:
                return exit_code
        patience.wait(address)


def _run_here(asked: Asked, out: TextIO, progress: TextIO, *, is_check: bool) -> int:
    with contextlib.suppress(OSError):  # it only tells others whom they wait for; a full disk can still be read
        write_address(asked.home, new_address(asked.home, doing=asked.command.key, listens=False))
    try:
        with TURNS.shared():
            if not is_check:
                catch_up(asked.home, asked.workspace, progress=progress)
            return asked.run_here() if out is sys.stdout else asked.run(out=out, progress=progress, is_terminal=False, width=100)
    finally:
        _close_stores()
        remove_address(asked.home)


def _close_stores() -> None:
    if "rapport.record.store.public" in sys.modules:
        from rapport.record.store.public import close_all

        close_all()


class Patience:
    """Waits for another process to let go of the home; says whom it waits for, and gives up in the end."""

    def __init__(self, home: Home, progress: TextIO) -> None:
        self._home = home
        self._progress = progress
        self._began_at = self._seen_at = time.monotonic()
        self._has_noted = False

    def wait(self, address: OwnerAddress | None) -> None:
        """Wait a moment; raise RetryableError when it has been too long."""
        now = time.monotonic()
        if address is not None and not address.socket:
            self._seen_at = now
            if not self._has_noted and now - self._began_at > NOTE_AFTER_S:
                self._has_noted = True
                self._progress.write(f"Waiting for `rapport {address.doing}` (process {address.pid}) to end.\n")
        if now - self._seen_at > VANISHED_FOR_S or now - self._began_at > BUSY_FOR_S:
            raise RetryableError(f"Another process keeps {self._home.path} and does not answer. Run the same command again.")
        time.sleep(RETRY_S)
