"""Shortens or takes out the network addresses (IPv4, IPv6) in texts and identifiers."""

import hashlib
import ipaddress
import re
from collections.abc import Callable

from rapport.core.networks import Address, network_around

CANDIDATES = r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]|[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:"
"""Every text with an address fulfils it, for looking through many texts quickly (RE2)."""
REMOVED = "[ip]"

_V4 = r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)"
_V6 = r"(?<![\w:.])(?:[0-9A-Fa-f]{1,4}:|:(?=:))[0-9A-Fa-f:]*(?::|[0-9A-Fa-f])(?:\d{0,3}(?:\.\d{1,3}){3})?(?![\w:]|\.\d)"
_ADDRESS = re.compile(f"{_V4}|{_V6}")


def shorten(address: Address) -> str:
    """Return the address with its end set to zero: 203.0.113.77 becomes 203.0.113.0, IPv6 keeps its first 48 bits."""
    return str(network_around(address).network_address)


def remove(address: Address) -> str:
    return REMOVED


def pseudonym(secret: bytes) -> Callable[[Address], str]:
    """Return what gives each address a name of its own that only the holder of the secret can find again."""

    def name(address: Address) -> str:
        return "ip-" + hashlib.blake2b(address.packed, key=secret, digest_size=8, person=b"ip address").hexdigest()

    return name


def replace_addresses(text: str, by: Callable[[Address], str]) -> str:
    """Replace each address in a text; what only looks like one, such as a time of day, stays."""
    return _ADDRESS.sub(lambda match: _replaced(match[0], by), text)


def _replaced(text: str, by: Callable[[Address], str]) -> str:
    try:
        return by(ipaddress.ip_address(text))
    except ValueError:
        return text
