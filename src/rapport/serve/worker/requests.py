"""Runs a command in the owner for another process."""

import contextlib
import os
import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from rapport.accounts.public import acting_as, cli_actor
from rapport.core.commands import Needs
from rapport.core.errors import BugError
from rapport.serve.invocation.public import close_connections, parse, report
from rapport.serve.worker.messages import Done, RunCommand, Started, send
from rapport.serve.worker.streams import remote_stream
from rapport.serve.worker.turns import TURNS


def run_for(request: RunCommand, connection: socket.socket, *, caught_up: Callable[[TextIO], None]) -> None:
    """Run the command that was asked for; what it prints and its exit code go back over the connection."""
    lock = threading.Lock()
    out = remote_stream(connection, "out", lock=lock, is_terminal=request.is_terminal)
    progress = remote_stream(connection, "progress", lock=lock, is_terminal=request.is_terminal)
    json_to = out if b"--json" in request.argv else None
    try:
        exit_code = _run(request, connection, out, progress, caught_up)
        out.flush()
    except ConnectionError:
        raise  # whoever asked has gone: nobody reads the answer
    except Exception as error:  # noqa: BLE001 (every error goes back to whoever asked)
        out.flush()
        exit_code = report(error, to=progress, with_traceback=request.with_traceback, json_to=json_to)
    finally:
        close_connections()
    send(connection, Done(exit_code))


def _run(
    request: RunCommand, connection: socket.socket, out: TextIO, progress: TextIO, caught_up: Callable[[TextIO], None]
) -> int:
    asked = parse([os.fsdecode(argument) for argument in request.argv], cwd=Path(os.fsdecode(request.cwd)))
    if asked.command.needs is not Needs.STORE and not request.is_check:
        raise BugError(f"The command {asked.command.key} does not need the owner.")
    if not request.is_check:
        caught_up(progress)
    with TURNS.shared(), acting_as(cli_actor(_peer_uid(connection))):
        send(connection, Started())
        return asked.run(out=out, progress=progress, is_terminal=request.is_terminal, width=request.width)


def _peer_uid(connection: socket.socket) -> int:
    with contextlib.suppress(AttributeError, OSError):  # SO_PEERCRED is Linux only
        credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return int(struct.unpack("3i", credentials)[1])
    return os.getuid()
