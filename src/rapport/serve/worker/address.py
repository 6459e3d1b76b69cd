"""How to reach the owner: a small file in the home, and a socket that only its user can open."""

import contextlib
import hashlib
import os
import secrets
import tempfile
from pathlib import Path

import msgspec

from rapport import __version__
from rapport.core.errors import UserError
from rapport.core.home import Home

# Linux allows 107 bytes and macOS 103 for the path of a socket.
LONGEST_SOCKET_PATH = 100


class OwnerAddress(msgspec.Struct, frozen=True, kw_only=True):
    """What the owner says about itself.

    `socket` is None while a command works on its own and takes no requests; `doing` says what it does.
    """

    pid: int
    version: str
    doing: str
    token: str = ""
    socket: str | None = None


def new_address(home: Home, *, doing: str, listens: bool) -> OwnerAddress:
    """Return an address of this process, with a token that only readers of the home's file know."""
    socket = str(socket_path(home)) if listens else None
    return OwnerAddress(pid=os.getpid(), version=__version__, doing=doing, token=secrets.token_hex(16), socket=socket)


def write_address(home: Home, address: OwnerAddress) -> None:
    """Publish an address; readers see the old one or the new one, never half of it."""
    draft = home.owner_address.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(msgspec.json.encode(address))
    draft.replace(home.owner_address)


def read_address(home: Home) -> OwnerAddress | None:
    """Return the address that an owner left, which may be of one that is gone; None when there is none."""
    try:
        return msgspec.json.decode(home.owner_address.read_bytes(), type=OwnerAddress)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def remove_address(home: Home) -> None:
    """Remove this process's address. For the one who holds the lock."""
    address = read_address(home)
    for path in (home.owner_address, Path(address.socket) if address and address.socket else None):
        if path is not None:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()


def socket_path(home: Home) -> Path:
    """Return where the owner listens: in the home, or in a private folder for temporary files where that path is too long."""
    path = home.path / "owner.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    folder = Path(tempfile.gettempdir(), f"rapport-{os.getuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    # Somebody else may have made a folder of this name to listen in.
    if status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise UserError(f"{folder} must belong to you and be closed to others. Remove it, or give a home with a shorter path.")
    return folder / f"{hashlib.sha256(os.fsencode(home.path)).hexdigest()[:16]}.sock"
