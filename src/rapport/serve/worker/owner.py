"""The owner of a home: digests its spools, listens on a socket, and runs commands for other processes."""

import contextlib
import hmac
import logging
import os
import signal
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from rapport.core.errors import BugError, RapportError
from rapport.core.frame_room import with_frame_room
from rapport.core.home import Home
from rapport.serve.worker.address import OwnerAddress, new_address, remove_address, write_address
from rapport.serve.worker.digesting import NOTE_AFTER_S, DigestLoop
from rapport.serve.worker.lock import OwnerLock
from rapport.serve.worker.messages import Attach, Refused, Trouble, receive_request, send
from rapport.serve.worker.requests import run_for

FIRST_MESSAGE_WITHIN_S = 10.0
COMMANDS_END_WITHIN_S = 30.0
LOOK_AROUND_S = 0.2

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Owner:
    """Owns a home from `start` to `stop`. The lock is held by the caller, before and after."""

    home: Home
    address: OwnerAddress = field(init=False)
    loop: DigestLoop = field(init=False)
    _listener: socket.socket = field(init=False)
    _digest_thread: threading.Thread = field(init=False)
    _connections: set[socket.socket] = field(default_factory=set)
    _attached: dict[socket.socket, str] = field(default_factory=dict)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _left_at: float = field(default_factory=time.monotonic)
    _is_stopping: bool = False

    def start(self) -> None:
        """Begin; nothing is left running when this fails, since the disk is full for instance."""
        self.address = new_address(self.home, doing="serve", listens=True)
        self._listener = _listen(Path(self.address.socket or ""))
        try:
            write_address(self.home, self.address)
        except OSError:
            self._listener.close()
            raise
        self.loop = DigestLoop(self.home, tell=self._tell)
        self._digest_thread = threading.Thread(target=with_frame_room(self.loop.run), name="digest")
        self._digest_thread.start()
        threading.Thread(target=self._accept, name="accept", daemon=True).start()
        log.info("process %s owns %s", os.getpid(), self.home.path)

    def stop(self) -> None:
        """Finish the running group and the running commands, then let go of everything."""
        with self._changed:
            self._is_stopping = True
        with contextlib.suppress(OSError):  # whoever finds an old address finds nobody there, and goes on
            remove_address(self.home)
        # Closing alone does not wake the thread that waits in accept.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.loop.stop()
        for connection in list(self._attached):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        with self._changed:
            self._changed.wait_for(lambda: not self._connections, COMMANDS_END_WITHIN_S)
        self._digest_thread.join()
        from rapport.record.store.public import close_all

        close_all()
        log.info("process %s has let go of %s", os.getpid(), self.home.path)

    def is_digesting(self) -> bool:
        """Tell whether the digest still runs; it ends before `stop` only by a bug."""
        return self._digest_thread.is_alive()

    def run(self, *, idle_s: float | None = None) -> None:
        """Own the home until SIGTERM or SIGINT, or until nobody has needed it for `idle_s` seconds."""
        ending = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ending.set())
        self.start()
        try:
            while not ending.wait(LOOK_AROUND_S):
                if not self.is_digesting():
                    raise BugError("The digest has ended before its time; the log says why.")
                if idle_s is not None and self._idle_s() >= idle_s:
                    break
        finally:
            self.stop()

    def wait_until_caught_up(self, progress: TextIO) -> None:
        """Wait until what was acknowledged before this owner started is stored; tell when that takes a while."""
        if self.loop.wait_until_caught_up(NOTE_AFTER_S):
            return
        progress.write("Storing what was imported before.\n")
        while not self.loop.wait_until_caught_up(NOTE_AFTER_S):
            if self._is_stopping:
                # The connection is dropped before the command has started, so whoever asked finds the next owner.
                raise ConnectionAbortedError

    def _idle_s(self) -> float:
        if self._connections:
            return 0.0
        return min(time.monotonic() - self._left_at, self.loop.quiet_s())

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:  # the listener is closed
                return
            threading.Thread(target=self._serve, args=(connection,), name="request", daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._changed:
            if self._is_stopping:
                connection.close()
                return
            self._connections.add(connection)
        try:
            with contextlib.suppress(ConnectionError, TimeoutError):  # whoever asked has gone
                self._answer(connection)
        finally:
            connection.close()
            with self._changed:
                self._connections.discard(connection)
                self._left_at = time.monotonic()
                self._changed.notify_all()

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(FIRST_MESSAGE_WITHIN_S)
        request = receive_request(connection)
        connection.settimeout(None)
        if request is None:
            return
        if not hmac.compare_digest(request.token, self.address.token):
            send(connection, Refused("That is not the token of this home."))
        elif isinstance(request, Attach):
            self._attach(connection, request.workspace)
        else:
            run_for(request, connection, caught_up=self.wait_until_caught_up)

    def _attach(self, connection: socket.socket, slug: str) -> None:
        self._attached[connection] = slug
        try:
            while not self._is_stopping and receive_request(connection) is not None:
                pass
        finally:
            del self._attached[connection]

    def _tell(self, slug: str, trouble: RapportError) -> None:
        for connection, workspace in list(self._attached.items()):
            if workspace == slug:
                with contextlib.suppress(OSError):  # it has gone
                    send(connection, Trouble.of(trouble))


def own(home: Home, *, idle_s: float | None = None, wait_s: float = 0.0) -> bool:
    """Own a home until told to end; return False when another process owns it.

    Parameters
    ----------
    idle_s : end when nothing has been asked or appended for so long; None = only when told.
    wait_s : how long to try for, since others look whether there is an owner by taking the lock for a moment.
    """
    give_up_at = time.monotonic() + wait_s
    with OwnerLock(home) as lock:
        while not lock.take():
            if time.monotonic() >= give_up_at:
                return False
            time.sleep(0.02)
        Owner(home).run(idle_s=idle_s)
    return True


def _listen(path: Path) -> socket.socket:
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listener.bind(str(path))
    finally:
        os.umask(before)
    listener.listen(128)
    return listener
