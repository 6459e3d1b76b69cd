"""Sees to it that somebody digests while this process imports: the owner that is there, or one started for the purpose."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rapport.core.errors import BugError, PermanentError, RapportError
from rapport.core.home import Home
from rapport.serve.invocation.public import explain
from rapport.serve.worker.address import read_address
from rapport.serve.worker.forward import connect
from rapport.serve.worker.lock import is_owned
from rapport.serve.worker.messages import Attach, Trouble, receive_answer
from rapport.serve.worker.watching import Signature, spool_signature

LOOK_EVERY_S = 0.05
RAISE_EVERY_S = 0.1
LOG_AT_MOST = 2**20
FAILED_STARTS = 5
NICENESS = 10


@contextlib.contextmanager
def digesting(home: Home, workspace: str) -> Iterator[None]:
    """Have the spool digested by another process during the block, so that reading and digesting use two cores.

    When the digest cannot go on, the block is interrupted and the reason raised; nothing that was appended is lost.
    """
    if is_owned(home):
        os.nice(NICENESS)  # whoever looks at the owner's pages meanwhile comes first
    companion = Companion(home, workspace)
    # A signal reaches the main thread wherever it waits. Not SIGINT: shells have it ignored in what runs in the background.
    before = signal.signal(signal.SIGUSR1, companion.raise_failure)
    thread = threading.Thread(target=companion.watch, name="companion", daemon=True)
    thread.start()
    try:
        yield
    finally:
        companion.leave()
        thread.join(timeout=2)
        signal.signal(signal.SIGUSR1, before)


@dataclass(slots=True)
class Companion:
    """Keeps a connection to the owner, starts one when there is none, and again when it dies."""

    home: Home
    workspace: str
    failure: RapportError | None = None
    _spool: Path = field(init=False)
    _before: Signature = field(init=False)
    _leaving: threading.Event = field(default_factory=threading.Event)
    _child: "subprocess.Popen[bytes] | None" = None
    _connection: socket.socket | None = None
    _failed_starts: int = 0

    def __post_init__(self) -> None:
        self._spool = self.home.workspace(self.workspace).spool
        self._before = spool_signature(self._spool)

    def watch(self) -> None:
        """Run until `leave`."""
        try:
            while not self._leaving.is_set():
                if not self._stay_connected():
                    self._start_owner_if_needed()
                    self._leaving.wait(LOOK_EVERY_S)
        except Exception as error:  # noqa: BLE001 (the block would wait for ever for a digest that nobody sees to)
            self._fail(explain(error) or BugError(f"Nobody sees to the digest any more: {type(error).__name__}: {error}"))

    def leave(self) -> None:
        self._leaving.set()
        if self._child is not None:
            # It lives on until it is idle; without this, Popen warns that nobody waited for it.
            self._child.returncode = 0
        if self._connection is not None:
            with contextlib.suppress(OSError):  # closed already
                self._connection.shutdown(socket.SHUT_RDWR)

    def _stay_connected(self) -> bool:
        """Stay with the owner until it ends or we leave; return False when there is none."""
        address = read_address(self.home)
        if address is None or not address.socket:
            return False
        connection = connect(address, Attach(token=address.token, workspace=self.workspace))
        if connection is None:
            return False
        self._failed_starts = 0
        with connection:
            self._connection = connection
            while not self._leaving.is_set():
                answer = receive_answer(connection)
                if answer is None:
                    return False
                if isinstance(answer, Trouble):
                    raise answer.as_error()
        return True

    def _start_owner_if_needed(self) -> None:
        if self._child is not None:
            exit_code = self._child.poll()
            if exit_code is None:
                return
            self._child = None
            # The kernel's signals are negative: somebody killed it, which is no fault of its own.
            self._failed_starts += exit_code > 0
        if self._failed_starts >= FAILED_STARTS:
            raise PermanentError(f"The process that digests does not start: {_last_line(self.home)}")
        if self._is_used() and not is_owned(self.home):
            self._child = start_owner(self.home)

    def _is_used(self) -> bool:
        """Tell whether somebody has written to the spool since we began: an import does so before it reads its files, so
        that the owner starts meanwhile; one that only looks never does."""
        return spool_signature(self._spool) != self._before

    def raise_failure(self, *_signal: object) -> None:
        """Raise, in the main thread, what keeps the digest from going on."""
        if self.failure is not None and not self._leaving.is_set():
            raise self.failure

    def _fail(self, error: RapportError) -> None:
        self.failure = error
        # Again and again: the block may be in the middle of something that swallows errors.
        while not self._leaving.wait(RAISE_EVERY_S):
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)


def start_owner(home: Home) -> "subprocess.Popen[bytes]":
    """Start an owner that ends by itself when nobody needs it any more."""
    log = home.path / "owner.log"
    if log.exists() and log.stat().st_size > LOG_AT_MOST:
        log.unlink(missing_ok=True)
    command = [sys.executable, "-m", "rapport.serve.worker", "--home", str(home.path), "--exit-when-idle"]
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as output:
        return subprocess.Popen(  # noqa: S603 (our own program)
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", start_new_session=True
        )


def _last_line(home: Home) -> str:
    with contextlib.suppress(OSError):
        lines = (home.path / "owner.log").read_text(errors="replace").strip().splitlines()
        return lines[-1][-500:] if lines else "it left no message."
    return "it left no message."
