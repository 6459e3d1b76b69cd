"""The door to the owner of a home."""

from rapport.serve.worker.address import OwnerAddress, read_address, socket_path
from rapport.serve.worker.companion import digesting
from rapport.serve.worker.lock import OwnerLock, is_owned
from rapport.serve.worker.owner import Owner, own
from rapport.serve.worker.place import run_where_the_store_is
from rapport.serve.worker.turns import TURNS

__all__ = [
    "TURNS",
    "Owner",
    "OwnerAddress",
    "OwnerLock",
    "digesting",
    "is_owned",
    "own",
    "read_address",
    "run_where_the_store_is",
    "socket_path",
]
