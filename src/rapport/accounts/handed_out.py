"""Secrets that are handed out once: links and keys. Only their hashes are kept, so a copy of the database opens nothing."""

import hashlib
import secrets
import string

_ALPHABET = string.ascii_letters + string.digits
SECRET_LENGTH = 43
"""Characters: 256 bits, so a fast hash is enough and guessing is out of the question."""


def new_secret(length: int = SECRET_LENGTH) -> str:
    """Return a random secret of letters and digits, which a double click selects as a whole."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def hash_secret(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
