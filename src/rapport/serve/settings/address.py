"""Under which address people reach the pages."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from rapport.core.errors import UserError

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """Where the pages are reached.

    Parameters
    ----------
    url : as written in e-mails, without a slash at the end; empty = whatever address of this machine a request names.
    hosts : names that requests may be addressed to.
    origins : where forms may be sent from.
    is_secure : browsers reach it by https only.
    """

    url: str
    hosts: tuple[str, ...]
    origins: tuple[str, ...]
    is_secure: bool


def public_address() -> PublicAddress:
    """Read `RAPPORT_URL`; without it, only this machine is served."""
    text = os.environ.get("RAPPORT_URL", "").strip().rstrip("/")
    if not text:
        return PublicAddress(url="", hosts=LOOPBACK, origins=(), is_secure=False)
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise UserError(f"RAPPORT_URL is {text!r}. Write the address that people type, such as https://cx.example.com.")
    return PublicAddress(url=text, hosts=(parts.hostname, *LOOPBACK), origins=(text,), is_secure=parts.scheme == "https")
