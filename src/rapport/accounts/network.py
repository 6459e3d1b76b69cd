"""From which network a request came, as far as it is kept."""

import ipaddress
from typing import TYPE_CHECKING

from rapport.core.networks import network_around

if TYPE_CHECKING:
    from django.http import HttpRequest


def network_of(request: "HttpRequest") -> str:
    """Return the network of the request, ``192.0.2.0/24`` or ``2001:db8::/48``: enough to see a stranger, not to find one."""
    return truncated(client_address(request))


def client_address(request: "HttpRequest") -> str:
    """Return the address of whoever asked. uvicorn puts it there, from the proxy's header where the proxy is trusted."""
    return str(request.META.get("REMOTE_ADDR", ""))


def truncated(address: str) -> str:
    """Cut an address down to its network; anything else becomes empty."""
    try:
        return str(network_around(ipaddress.ip_address(address)))
    except ValueError:
        return ""


def is_loopback(address: str) -> bool:
    """Whether the request came from this very machine."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
