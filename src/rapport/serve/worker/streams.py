"""The standard streams of a command that runs for another process: what it prints travels over the socket."""

import io
import socket
import threading
from typing import Literal, TextIO, cast

from rapport.serve.worker.messages import Text, send

FLUSH_AT = 32 * 2**10


Target = Literal["out", "progress"]


def remote_stream(connection: socket.socket, to: Target, *, lock: threading.Lock, is_terminal: bool) -> TextIO:
    """Return a text stream to the standard output or error of whoever asked. Two share a connection by its `lock`."""
    # TextIO is a class of `typing` that no stream of ours can derive from without a real file behind it.
    return cast(TextIO, _RemoteStream(connection, to, lock=lock, is_terminal=is_terminal))


class _RemoteStream(io.TextIOBase):
    def __init__(self, connection: socket.socket, to: Target, *, lock: threading.Lock, is_terminal: bool) -> None:
        self._connection = connection
        self._to = to
        self._lock = lock
        self._is_terminal = is_terminal
        self._waiting: list[str] = []
        self._size = 0

    @property
    def encoding(self) -> str:  # type: ignore[override]  # an attribute in typeshed, a property in io
        return "utf-8"

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._is_terminal

    def write(self, text: str) -> int:
        self._waiting.append(text)
        self._size += len(text)
        # Progress is for now; output may wait for more, unless a person is watching it.
        if self._to == "progress" or self._size >= FLUSH_AT or (self._is_terminal and "\n" in text):
            self.flush()
        return len(text)

    def flush(self) -> None:
        text, self._waiting, self._size = "".join(self._waiting), [], 0
        if text:
            with self._lock:
                send(self._connection, Text(self._to, text.encode("utf-8", "surrogatepass")))
