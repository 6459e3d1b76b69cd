"""What clients and the owner say to each other, and how it travels: a length of four bytes, then MessagePack."""

import socket
import struct
from typing import Literal

import msgspec

from rapport.core.errors import BugError, PermanentError, RapportError, RetryableError, UserError
from rapport.core.notice import said_by
from rapport.core.written_notices import read_notice, write_notice

LARGEST_MESSAGE = 64 * 2**20
_LENGTH = struct.Struct(">I")


class RunCommand(msgspec.Struct, tag="run", frozen=True, kw_only=True):
    """Run this command line for me. Arguments are bytes, since file names need not be Unicode.

    `is_check` says not to wait for the spool first: it may be what is broken.
    """

    token: str
    argv: list[bytes]
    cwd: bytes
    is_terminal: bool
    width: int
    with_traceback: bool
    is_check: bool = False


class Attach(msgspec.Struct, tag="attach", frozen=True, kw_only=True):
    """I am handing batches over: stay while I am here, and tell me when you cannot go on with this workspace."""

    token: str
    workspace: str


class Started(msgspec.Struct, tag="started", frozen=True):
    """The command runs from now on; asking once more would run it twice."""


class Text(msgspec.Struct, tag="text", frozen=True):
    """Something that the command printed."""

    to: Literal["out", "progress"]
    text: bytes


class Done(msgspec.Struct, tag="done", frozen=True):
    """The command has ended."""

    exit_code: int


class Trouble(msgspec.Struct, tag="trouble", frozen=True, kw_only=True):
    """The digest cannot go on until somebody acts: an error's words, their written form, and its exit code, which says who."""

    message: str
    notice: str = ""
    exit_code: int = UserError.exit_code

    @classmethod
    def of(cls, error: RapportError) -> "Trouble":
        said = said_by(error)
        return cls(message=str(said), notice=write_notice(said), exit_code=error.exit_code)

    def as_error(self) -> RapportError:
        """Return the error that somebody else met."""
        kinds = {kind.exit_code: kind for kind in (PermanentError, UserError, RetryableError, BugError)}
        return kinds.get(self.exit_code, RapportError)(read_notice(self.message, self.notice))


class Refused(msgspec.Struct, tag="refused", frozen=True):
    """The request is not answered, and why."""

    message: str


Request = RunCommand | Attach
Answer = Started | Text | Done | Trouble | Refused

_requests = msgspec.msgpack.Decoder(Request)
_answers = msgspec.msgpack.Decoder(Answer)
_encoder = msgspec.msgpack.Encoder()


def send(connection: socket.socket, message: Request | Answer) -> None:
    body = _encoder.encode(message)
    connection.sendall(_LENGTH.pack(len(body)) + body)


def receive_request(connection: socket.socket) -> Request | None:
    """Return the next request; None when the other side has gone or says what nobody understands."""
    body = _receive(connection)
    try:
        return _requests.decode(body) if body is not None else None
    except msgspec.DecodeError:
        return None


def receive_answer(connection: socket.socket) -> Answer | None:
    """Return the next answer; None when the owner has gone."""
    body = _receive(connection)
    return _answers.decode(body) if body is not None else None


def _receive(connection: socket.socket) -> bytes | None:
    head = _exactly(connection, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    return _exactly(connection, length) if length <= LARGEST_MESSAGE else None


def _exactly(connection: socket.socket, length: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < length:
        try:
            part = connection.recv(min(length - len(parts), 2**20))
        except ConnectionError:
            return None
        if not part:
            return None
        parts += part
    return bytes(parts)
