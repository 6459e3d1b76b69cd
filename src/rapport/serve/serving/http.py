"""The web server inside of this process."""

import contextlib
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import uvicorn

from rapport.core.errors import UserError

END_WITHIN_S = 10


@dataclass(frozen=True, slots=True)
class Listen:
    """Where to listen. Port 0 takes any free one."""

    host: str
    port: int


class Server(uvicorn.Server):
    """A uvicorn that leaves signals to the process, which has more than this to end."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def bind(listen: Listen) -> socket.socket:
    """Take the address now, so that a port in use is told before anything has started."""
    family = socket.AF_INET6 if ":" in listen.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((listen.host, listen.port))
    except OSError as error:
        bound.close()
        raise UserError(
            f"Cannot listen on {listen.host}:{listen.port}: {error.strerror}. Choose another with --port, or end what uses it."
        ) from error
    return bound


def make_server(application: Any) -> Server:  # Any: ASGI applications are described by a protocol of dictionaries
    """Return a server for the application; `serve(sockets=…)` runs it."""
    config = uvicorn.Config(
        application,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        # The address of the visitor comes from a proxy on this machine only.
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1,::1",
        timeout_keep_alive=15,
        timeout_graceful_shutdown=END_WITHIN_S,
        h11_max_incomplete_event_size=64 * 1024,
    )
    return Server(config)
