"""The client's side: has the owner run a command, and prints what it sends back."""

import os
import shutil
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from rapport import __version__
from rapport.core.errors import PermanentError, RetryableError, UserError
from rapport.serve.invocation.public import WIDTH_WITHOUT_TERMINAL
from rapport.serve.worker.address import OwnerAddress
from rapport.serve.worker.messages import Done, Refused, Request, RunCommand, Started, Text, receive_answer, send


def connect(address: OwnerAddress, request: Request) -> socket.socket | None:
    """Connect to the owner and send a request; None when it is no longer there.

    Raises UserError when the owner runs another version, which may understand the same words differently.
    """
    if address.version != __version__:
        raise UserError(
            f"Process {address.pid} serves this home with Rapport {address.version}, and this is {__version__}. "
            "Stop that process, then run the same command again."
        )
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.connect(address.socket or "")
        send(connection, request)
    except (ConnectionError, FileNotFoundError):
        connection.close()
        return None
    return connection


def forward(address: OwnerAddress, argv: Sequence[str], *, out: TextIO, progress: TextIO, is_check: bool = False) -> int | None:
    """Have the owner run a command line; return its exit code, or None when the owner ended before the command began."""
    request = RunCommand(
        token=address.token,
        argv=[os.fsencode(argument) for argument in argv],
        cwd=os.fsencode(Path.cwd()),
        is_terminal=sys.stdout.isatty(),
        width=shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24)).columns,
        with_traceback=bool(os.environ.get("RAPPORT_DEBUG")),
        is_check=is_check,
    )
    connection = connect(address, request)
    if connection is None:
        return None
    with connection:
        return _follow(connection, address, out, progress)


def _follow(connection: socket.socket, address: OwnerAddress, out: TextIO, progress: TextIO) -> int | None:
    has_started = False
    while (answer := receive_answer(connection)) is not None:
        match answer:
            case Text(to, text):
                stream = out if to == "out" else progress
                stream.write(text.decode("utf-8", "surrogatepass"))
                stream.flush()
            case Started():
                has_started = True
            case Done(exit_code):
                return exit_code
            case Refused(message):
                raise PermanentError(message)
            case _:
                pass
    if has_started:
        raise RetryableError(f"Process {address.pid}, which ran this command, has ended. Run the same command again.")
    return None
